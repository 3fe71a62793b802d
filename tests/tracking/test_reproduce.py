"""`stance reproduce`: what a run was made of, and whether it comes out the same again."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.config import load_config
from pipeline.label import load_gold
from pipeline.provenance import git_state
from pipeline.tracking import recorded_runs
from pipeline.tracking.store import connect, experiment_id

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def logged(quick_study: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The quick study in a git repository, with one logged run. Not to be written to."""
    from pipeline.cli import main

    folder = tmp_path_factory.mktemp("logged") / "study"
    shutil.copytree(quick_study, folder)
    (folder / "requirements.lock").write_text("numpy==2.0\n")
    (folder / ".gitignore").write_text("mlflow.db*\nmlartifacts\n.stance\n")
    commit(folder, "init", "-q")
    commit(folder, "add", "-A")
    commit(folder, "commit", "-qm", "study")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        try:
            main(["evaluate"])
        except SystemExit as stop:
            assert not stop.code
    return folder


def commit(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)
    git_state.cache_clear()


@pytest.fixture
def study(logged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it to change, as the working folder. Its store names the artifacts by their place in the original."""
    folder = tmp_path / "study"
    shutil.copytree(logged, folder)
    monkeypatch.chdir(folder)
    git_state.cache_clear()
    return folder


def name() -> str:
    return recorded_runs()[0].run_name


def n_predictions() -> int:
    """How many test examples the study has."""
    return len(load_gold(Path("data/gold"))["test"])


def contents() -> dict[str, bytes]:
    return {p.as_posix(): p.read_bytes() for p in Path().rglob("*") if p.is_file() and p.parts[0] != ".git"}


def row(table: str, what: str) -> list[str]:
    """The cells of the row of a shown table that begins with `what`."""
    (line,) = (line for line in table.splitlines() if line.strip().startswith(what))
    return re.split(r"\s{2,}", line.strip())


def test_a_run_comes_out_the_same_though_a_parameter_here_is_another(stance, study: Path) -> None:
    config = Path("configs/pipeline.yaml")
    config.write_text(config.read_text().replace("window: 6 ", "window: 2 "))
    before = contents()
    result = stance("reproduce", name())
    assert result.code == 0, result.out + result.err
    assert f"Identical: all {n_predictions()} predictions of run {name()} to the byte" in result.out
    assert row(result.out, "train.linear.window")[1:4] == ["6", "2", "different"]
    changes = row(result.out, "uncommitted changes")
    assert changes[1] == "none" and changes[3:] == ["different", "git stash"]
    assert contents() == before


def test_other_labels_here_are_told_and_the_runs_own_can_be_used(stance, study: Path) -> None:
    labels = sorted(Path("data/labels").glob("*.jsonl"))[0]
    labels.write_text(labels.read_text().replace('"stance": "favor"', '"stance": "neutral"', 1))
    assert stance("label").code == 0
    refused = stance("reproduce", name())
    assert refused.code == 2 and f"stance reproduce {name()} --data run" in refused.err
    assert row(refused.out, "data")[3] == "different"
    own = stance("reproduce", name(), "--data", "run")
    assert own.code == 0 and "Identical" in own.out, own.out + own.err


def test_a_check_runs_nothing_and_says_what_differs_and_how_to_mend_it(stance, study: Path) -> None:
    same = stance("reproduce", name(), "--check")
    assert same.code == 0 and "All is as the run had it." in same.out
    head = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()
    Path("requirements.lock").write_text("numpy==2.1\n")
    commit(study, "commit", "-qam", "newer numpy")
    different = stance("reproduce", name(), "--check")
    assert different.code == 1 and "Different: commit, lock file." in different.out
    assert f"git checkout {head[:8]}" in row(different.out, "commit")[-1]
    assert row(different.out, "lock file")[3] == "different" and "Repeating" not in different.err


def test_equal_code_is_the_same_whatever_commit_it_stands_in(stance, study: Path) -> None:
    run = recorded_runs()[0]
    client = connect(load_config().tracking)
    client.set_tag(run.run_id, "code_version", "0.1.0+g0badc0de.dirty")
    assert row(stance("reproduce", run.run_name, "--check").out, "stance")[3] == "same"
    client.set_tag(run.run_id, "code_digest", "0badc0de0bad")
    other = row(stance("reproduce", run.run_name, "--check").out, "stance")
    assert other[3] == "different" and "install stance 0.1.0+g0badc0de" in " ".join(other)


def test_a_run_whose_model_is_not_that_of_its_parameters_comes_out_different(stance, study: Path) -> None:
    config = Path("configs/pipeline.yaml")
    config.write_text(config.read_text().replace("min_document_frequency: 2", "min_document_frequency: 4"))
    # Evaluated without being trained again.
    assert stance("evaluate").code == 0
    result = stance("reproduce", recorded_runs()[-1].run_name)
    assert result.code == 1
    found = re.search(
        rf"Different: (\d+) of {n_predictions()} predictions, a probability by (0\.\d+) at most; the model is",
        result.out,
    )
    assert found and int(found[1]) > 0 and float(found[2]) > 0


def test_uncommitted_changes_of_a_run_can_be_had_back(stance, study: Path) -> None:
    config = Path("configs/pipeline.yaml")
    config.write_text(config.read_text() + "# tried in passing\n")
    assert stance("evaluate").code == 0
    changed = config.read_text()
    commit(study, "checkout", "configs/pipeline.yaml")
    run = recorded_runs()[-1]
    shown = stance("reproduce", run.run_name, "--check")
    assert shown.code == 1 and "git apply uncommitted.diff" in " ".join(shown.out.split())
    connect(load_config().tracking).download_artifacts(run.run_id, "code/uncommitted.diff", str(study))
    commit(study, "apply", "uncommitted.diff")
    assert config.read_text() == changed


def test_a_run_of_an_older_version_is_a_sentence(stance, study: Path) -> None:
    config = load_config().tracking
    client = connect(config)
    old = client.create_run(experiment_id(client, config), run_name="old-run-1")
    unfinished = stance("reproduce", "old-run-1")
    assert unfinished.code == 2 and "did not finish" in unfinished.err
    client.set_terminated(old.info.run_id)
    result = stance("reproduce", "old-run-1")
    assert result.code == 2 and "logged by an older version, which did not keep config/pipeline.yaml" in result.err


def test_deleted_and_changed_files_of_a_run_are_named(stance, study: Path, monkeypatch) -> None:
    assert stance("evaluate").code == 0
    run = recorded_runs()[-1]
    client = connect(load_config().tracking)
    files = study / client.get_run(run.run_id).info.artifact_uri.removeprefix("study:/")
    predictions = files / "evaluation/predictions.parquet"
    predictions.write_bytes((study / "data/gold/README.md").read_bytes())
    changed = stance("reproduce", run.run_name)
    assert changed.code == 2 and "was changed in the store" in changed.err
    shutil.rmtree(files)
    deleted = stance("reproduce", run.run_name)
    assert deleted.code == 2 and "was deleted from the store" in deleted.err
