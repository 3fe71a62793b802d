"""`stance init`: what a new study holds, and what is refused."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from pipeline.config import load_config
from pipeline.config.made_with import read_made_with
from pipeline.study.template import FILES, template_text
from pipeline.study.tool import STAGES
from pipeline.study_folder import CONFIG_PATH, DVC_YAML
from tests.studies import PROJECT

ARTICLE = "Envoys meet\n\nKenya’s minister thanked Uganda for its help in the long drought."


@pytest.fixture
def articles(elsewhere: Path) -> Path:
    folder = elsewhere / "articles"
    (folder / "2024").mkdir(parents=True)
    (folder / "2024/jan.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    return folder


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", folder, *arguments], capture_output=True, text=True, check=True).stdout


def test_a_study_holds_articles_configuration_stages_and_versions(stance: Callable, articles: Path) -> None:
    made = stance("init", "my study ü", "--from", articles)
    assert made.code == 0, made.err
    study = Path("my study ü")
    assert (study / "data/raw/2024/jan.txt").read_text(encoding="utf-8") == ARTICLE
    assert all((study / path).is_file() for path in FILES)
    assert "'my study ü'" in made.out and "2 files of articles" in made.err
    assert git(study, "status", "--porcelain") == ""
    tracked = git(study, "-c", "core.quotepath=off", "ls-files").splitlines()
    assert "data/raw.dvc" in tracked and not any(name.startswith("data/raw/") for name in tracked)
    assert read_made_with(study).version


def test_its_configuration_is_short_and_whole(
    stance: Callable, begun: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    config = load_config()
    assert (config.extract.method, config.train.estimator, config.tracking.experiment) == ("rules", "linear", "study")
    assert capsys.readouterr().err == ""
    changed = stance("config", "--changed").out
    assert "extract.method: rules    # default tagger" in changed and "ingest" not in changed


def test_a_key_that_it_has_never_heard_of_is_told(stance: Callable, begun: Path) -> None:
    import json

    path = Path("configs/made_with.json")
    said = json.loads(path.read_text())
    said["keys"].remove("train.folds")
    path.write_text(json.dumps(said))
    assert "configs/pipeline.yaml: has no train.folds;" in stance("config", "--changed").err


def test_its_stages_are_those_of_the_project_without_the_code() -> None:
    own = yaml.safe_load((PROJECT / "dvc.yaml").read_text(encoding="utf-8"))
    study = yaml.safe_load(template_text(Path("dvc.yaml")))
    assert tuple(study["stages"]) == STAGES and study["plots"] == own["plots"]
    for stage, entry in own["stages"].items():
        entry["deps"] = [path for path in entry["deps"] if path.split("/")[0] != "pipeline"]
        entry["params"].append({"configs/made_with.json": [f"stages.{stage}"]})
        assert study["stages"][stage] == entry


def test_its_codebook_is_that_of_the_docs() -> None:
    assert template_text(Path("data/codebook.md")) == (PROJECT / "docs/codebook.md").read_text(encoding="utf-8")
    packaged = (PROJECT / "pipeline/codebook/codebook.yaml").read_text(encoding="utf-8")
    assert template_text(Path("configs/codebook.yaml")) == packaged


def test_nothing_is_overwritten(stance: Callable, articles: Path) -> None:
    Path("there").mkdir()
    Path("there/README.md").write_text("mine")
    refused = stance("init", "there")
    assert refused.code == 2 and "has README.md already" in refused.err
    assert [path.name for path in Path("there").iterdir()] == ["README.md"]


def test_a_study_is_not_made_twice(stance: Callable, elsewhere: Path) -> None:
    for path in (CONFIG_PATH, DVC_YAML):
        (Path("study") / path).parent.mkdir(parents=True, exist_ok=True)
        (Path("study") / path).touch()
    refused = stance("init", "study")
    assert refused.code == 2 and "study: is a study already" in refused.err and "`stance upgrade`" in refused.err


def test_a_study_begins_without_what_is_slow_to_load() -> None:
    script = "import sys, pipeline.study; sys.exit(', '.join({'sklearn', 'mlflow'} & set(sys.modules)) or 0)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=PROJECT)
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["study", "--from", "nowhere"], "nowhere: no such file or folder"),
        (["study", "--from", "empty"], "empty: holds no articles"),
        (["study", "--preset", "fsat"], "there is no 'fsat'. Did you mean 'fast'?"),
        (["a.file"], "a.file: is a file"),
    ],
)
def test_what_is_wrong_is_a_sentence(stance: Callable, elsewhere: Path, arguments: list[str], told: str) -> None:
    Path("empty").mkdir()
    Path("a.file").touch()
    refused = stance("init", *arguments)
    assert refused.code == 2 and told in refused.err
    assert not Path("study").exists()


def test_a_study_inside_a_study_is_refused(stance: Callable, begun: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("data")
    refused = stance("init", "another")
    assert refused.code == 2 and "a study inside another" in refused.err and not Path("another").exists()


@pytest.mark.slow
def test_without_git_it_is_made_all_the_same(stance: Callable, articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name, *rest, **more: None)
    made = stance("init", "study", "--from", articles)
    assert made.code == 0 and "git is not installed" in made.err
    assert Path("study/.dvc/config").exists() and not Path("study/.git").exists()
