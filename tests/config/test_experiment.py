"""A queued experiment works on what its study holds, or says what it lacks."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from pipeline.config import default_config_text, load_config, require_inputs
from pipeline.errors import PipelineError

LABELS = Path("data/labels")


@pytest.fixture
def experiment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A study with one committed label file, and an experiment of it in a temporary folder; gives the study."""
    study = tmp_path / "study"
    for folder in (study, study / ".dvc/tmp/exps/one"):
        (folder / "configs").mkdir(parents=True)
        (folder / "configs/pipeline.yaml").write_text(default_config_text(), encoding="utf-8")
        (folder / "dvc.yaml").touch()
        (folder / LABELS).mkdir(parents=True)
        (folder / LABELS / "ann.jsonl").touch()
    subprocess.run(["git", "init", "--quiet"], cwd=study, check=True)
    subprocess.run(["git", "add", "data"], cwd=study, check=True)
    monkeypatch.chdir(study / ".dvc/tmp/exps/one")
    return study


def test_labels_that_git_does_not_know_are_missed(experiment: Path) -> None:
    require_inputs(load_config().paths)
    for name in ("ben.jsonl", "carla.jsonl"):
        (experiment / LABELS / name).touch()
    with pytest.raises(
        PipelineError, match=r"^data/labels/ben\.jsonl \(and 1 more\): .* Type `git add data/labels` in"
    ):
        require_inputs(load_config().paths)


def test_labels_committed_after_it_was_queued_are_not(experiment: Path) -> None:
    (experiment / LABELS / "later.jsonl").touch()
    subprocess.run(["git", "add", "data"], cwd=experiment, check=True)
    require_inputs(load_config().paths)


def test_in_the_study_itself_nothing_can_be_missing(experiment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (experiment / LABELS / "ben.jsonl").touch()
    monkeypatch.chdir(experiment)
    require_inputs(load_config().paths)
