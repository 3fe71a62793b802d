import re
from pathlib import Path

import pytest

from pipeline.config import default_config_text, flat_parameters, load_config
from pipeline.errors import PipelineError

PROJECT_CONFIG = Path(__file__).parents[2] / "configs" / "pipeline.yaml"


def changed(tmp_path: Path, old: str, new: str) -> Path:
    path = tmp_path / "pipeline.yaml"
    path.write_text(PROJECT_CONFIG.read_text().replace(old, new))
    return path


def test_the_packaged_configuration_is_the_projects() -> None:
    assert default_config_text() == PROJECT_CONFIG.read_text()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  folds: 5", "  fold: 5", r"the key 'train\.fold' is not known\. Did you mean 'folds'\?"),
        ("train:\n", "trian:\n", r"the key 'trian' is not known\. Did you mean 'train'\?"),
        ("  test_share: 0.25", "  test_share: a quarter", r"'label\.test_share' is 'a quarter'"),
        ("  test_share: 0.25", "  test_share: 1.5", r"'label\.test_share' is 1\.5"),
        ("  estimator: encoder", "  estimator: encodr", r"'train\.estimator' is 'encodr': there is linear and encoder"),
        ("  later_from: null", "  later_from: 2024-13-01", "not valid YAML .*month"),
        (
            "  later_from: null",
            "  later_from: May 2024",
            r"'evaluate\.later_from' is 'May 2024': write year, month and day",
        ),
        ("  folds: 5", "  folds: 2.5", r"'train\.folds' is 2\.5: write a whole number"),
        ("  packaged: true", "  packaged: perhaps", r"'evaluate\.packaged' is 'perhaps': write true or false"),
        (
            "  word_ngrams: [1, 2]",
            "  word_ngrams: [2, 1]",
            r"'train\.linear\.word_ngrams' is \[2, 1\]: the shortest comes",
        ),
        ("  folds: 5", "  folds: 5\n  folds: 3", r"line \d+: not valid YAML \(the key 'folds' stands twice\)"),
        ("  folds: 5", "  folds: 5\n  [a]: 3", r"line \d+: not valid YAML \(found unhashable key\)"),
        ("ingest:", "ingest: [", r"line \d+: not valid YAML"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(PipelineError, match=message):
        load_config(changed(tmp_path, old, new))


def test_a_key_of_a_later_version_has_its_default_and_is_told_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = changed(tmp_path, "  min_reported: 0.25", "  # min_reported: 0.25")
    path.write_text(path.read_text().split("\nsweep:")[0])
    assert load_config(path) == load_config(path) == load_config(PROJECT_CONFIG)
    told = capsys.readouterr().err
    assert told.count("has no extract.min_reported, sweep; taken is the default") == 1


def test_of_a_configuration_written_by_hand_one_line_says_how_many_keys_it_lacks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "by_hand.yaml"
    path.write_text("ingest:\n  columns: {text: story}\n")
    load_config(path)
    (line,) = capsys.readouterr().err.splitlines()
    assert re.search(r"has no \d+ keys, such as paths; .*`stance config` prints", line)


def test_a_section_that_is_no_section_is_named(tmp_path: Path) -> None:
    path = tmp_path / "pipeline.yaml"
    path.write_text("train: linear\n")
    with pytest.raises(PipelineError, match="'train' is 'linear'"):
        load_config(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match=r"none\.yaml: cannot be read"):
        load_config(tmp_path / "none.yaml")


def test_parameters_have_the_names_that_dvc_shows() -> None:
    parameters = flat_parameters(load_config(PROJECT_CONFIG), "train")
    assert parameters["train.linear.window"] == 6
    assert "train.seed" in parameters
