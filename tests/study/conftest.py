"""Studies that were made by the command, one of them taken through every stage."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.studies import PROJECT, made_once
from tests.study.repository import dvc, git

SAMPLE = PROJECT / "data/raw/articles"
_SHORT = 2000


def run(folder: Path, *commands: str) -> None:
    """Run commands of the command line in a folder, each of which must succeed."""
    from pipeline.cli import main

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for command in commands:
            with pytest.raises(SystemExit) as stop:
                main(command.split())
            assert not stop.value.code, command


@pytest.fixture(scope="session")
def study_with_labels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fast study of the sample's short articles with its labels, of which no stage was run. Not to be written to."""

    def make(around: Path) -> None:
        articles = around / "articles"
        articles.mkdir(parents=True)
        for path in sorted(SAMPLE.glob("*.txt")):
            if path.stat().st_size < _SHORT:
                shutil.copy(path, articles)
        run(around, "init study --from articles --preset fast")
        study = around / "study"
        for path in (PROJECT / "data/labels").glob("*.jsonl"):
            shutil.copy(path, study / "data/labels")
        config = study / "configs/pipeline.yaml"
        text = config.read_text(encoding="utf-8")
        config.write_text(
            text.replace("  seed: 13\n", "  seed: 13\n  folds: 2\n  linear:\n    C: [1.0]\n").replace(
                "  later_from: null", "  unseen_targets: 0\n  resamples: 50\n  later_from: null"
            ),
            encoding="utf-8",
        )

    return made_once(tmp_path_factory, "study_with_labels", make) / "study"


@pytest.fixture(scope="session")
def trained_study(study_with_labels: Path, empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That study, trained and evaluated. Not to be written to."""

    def make(around: Path) -> None:
        study = around / "study"
        shutil.copytree(study_with_labels, study)
        shutil.copy(empty_store, study)
        table = "data/articles/articles.parquet"
        run(
            study,
            f"ingest data/raw --out {table} --rejects data/articles/rejects.jsonl",
            f"extract {table} --out data/statements/statements.parquet",
            "label",
            "train",
            "evaluate",
        )

    return made_once(tmp_path_factory, "trained_study", make) / "study"


@pytest.fixture(scope="session")
def reproduced(study_with_labels: Path, empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study with labels, taken through `dvc repro` and committed. Not to be written to."""

    def make(around: Path) -> None:
        study = around / "study"
        shutil.copytree(study_with_labels, study)
        shutil.copy(empty_store, study)
        dvc(study, "repro", "--quiet")
        git(study, "add", "--all")
        git(study, "commit", "--quiet", "--message", "first")

    return made_once(tmp_path_factory, "reproduced_study", make) / "study"
