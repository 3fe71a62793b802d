"""Studies that are made once for all tests: the first test process which asks for one makes it, while others that ask wait."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from filelock import FileLock

PROJECT = Path(__file__).resolve().parent.parent
# Longer articles of the sample are left out of the studies, in bytes.
_LONG = 2000
# The fixtures that are such studies, here and beside the tests of a room.
MADE_ONCE = frozenset(
    {
        "labelled_study",
        "whole_sample",
        "finished_study",
        "quick_study",
        "begun_study",
        "study_with_labels",
        "trained_study",
        "reproduced",
    }
)


def _run(folder: Path, *commands: str) -> None:
    """Run commands of the command line in `folder`, each of which must succeed."""
    from pipeline.cli import main

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for command in commands:
            try:
                main(command.split())
            except SystemExit as stop:
                assert not stop.code, command


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder `name` of this run of the tests, which the first test process that asks for it makes."""
    base = factory.getbasetemp()
    # With several test processes each has a folder of its own in that of the run.
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with FileLock(f"{folder}.lock"):
        if not (folder / ".complete").exists():
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
            (folder / ".complete").touch()
    return folder


def _long_articles(folder: str, names: list[str]) -> set[str]:
    """The half of the sample's articles that take most of the time, as `shutil.copytree` asks for them."""
    paths = [Path(folder) / name for name in names]
    return {path.name for path in paths if path.suffix == ".txt" and path.stat().st_size > _LONG}


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty MLflow store of a study, which MLflow takes seconds to make. To be copied, not to be written to."""

    def make(folder: Path) -> None:
        from pipeline.config import load_config
        from pipeline.tracking.store import connect

        folder.mkdir()
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder)
            connect(load_config().tracking, make=True)

    return made_once(tmp_path_factory, "empty_store", make) / "mlflow.db"


def _make_labelled(folder: Path) -> None:
    folder.mkdir()
    for part in ("configs", "data/raw", "data/labels"):
        shutil.copytree(PROJECT / part, folder / part, ignore=_long_articles)
    # What most tests need is a study that is finished; the default estimator is that of `tests/test_dvc.py`.
    config = folder / "configs/pipeline.yaml"
    text = config.read_text(encoding="utf-8")
    text = text.replace("estimator: encoder ", "estimator: linear ").replace("packaged: true", "packaged: false")
    # So that their test part is large enough for a promotion.
    text = text.replace("test_share: 0.25", "test_share: 0.5")
    config.write_text(text, encoding="utf-8")
    articles, rejects = "data/articles/articles.parquet", "data/articles/rejects.jsonl"
    ingest = f"ingest data/raw --out {articles} --rejects {rejects}"
    _run(folder, ingest, f"extract {articles} --out data/statements/statements.parquet", "label")


@pytest.fixture(scope="session")
def labelled_study(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The short articles of the sample with gold examples and an empty MLflow store. Not to be written to."""

    def make(folder: Path) -> None:
        _make_labelled(folder)
        shutil.copy(empty_store, folder)

    return made_once(tmp_path_factory, "labelled_study", make)


@pytest.fixture(scope="session")
def whole_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole embedded sample taken through the recipe of the linear model, up to that model: the folder that holds what each stage made.

    Not to be written to.
    """

    def make(folder: Path) -> None:
        for part in ("raw", "labels"):
            shutil.copytree(PROJECT / "data" / part, folder / "data" / part)
        place = folder / "recipes/linear"
        place.mkdir(parents=True)
        shutil.copy(PROJECT / "recipes/linear/params.yaml", place)
        stages = yaml.safe_load((PROJECT / "recipes/linear/dvc.yaml").read_text(encoding="utf-8"))["stages"]
        made = ("articles", "statements", "gold", "linear")
        _run(place, *(stages[stage]["cmd"].removeprefix("stance ") for stage in made))

    return made_once(tmp_path_factory, "whole_sample", make) / "recipes/linear/build"


@pytest.fixture(scope="session")
def finished_study(labelled_study: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The short articles of the sample, taken through every stage. Not to be written to."""

    def make(folder: Path) -> None:
        shutil.copytree(labelled_study, folder, ignore=shutil.ignore_patterns(".complete"))
        _run(folder, "train", "evaluate")

    return made_once(tmp_path_factory, "finished_study", make)


@pytest.fixture(scope="session")
def quick_study(labelled_study: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The short articles of the sample with a small grid and few resamples, trained and evaluated, with nothing logged. Not to be written to."""

    def make(folder: Path) -> None:
        shutil.copytree(labelled_study, folder, ignore=shutil.ignore_patterns(".complete"))
        config = folder / "configs/pipeline.yaml"
        text = config.read_text()
        for setting, quicker in (
            (r"    C: \[0\.03.*", "    C: [1.0]"),
            ("resamples: 2000", "resamples: 50"),
            ("folds: 5", "folds: 2"),
            ("unseen_targets: 10", "unseen_targets: 0"),
        ):
            text, changed = re.subn(setting, quicker, text)
            assert changed == 1, setting
        config.write_text(text)
        _run(folder, "train", "evaluate --no-log")

    return made_once(tmp_path_factory, "quick_study", make)


@pytest.fixture(scope="session")
def begun_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `stance init` makes, with an article and the fast preset. Not to be written to."""

    def make(folder: Path) -> None:
        folder.mkdir()
        (folder / "articles").mkdir()
        (folder / "articles/a.txt").write_text(
            "Envoys meet\n\nKenya’s minister thanked Uganda for its help in the long drought."
        )
        _run(folder, "init study --from articles --preset fast")

    return made_once(tmp_path_factory, "begun_study", make)


@pytest.fixture
def begun(begun_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the study that was just begun, to change, as the working folder."""
    return _copy(begun_study / "study", tmp_path, monkeypatch)


@pytest.fixture
def study(finished_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the finished study to change, as the working folder."""
    return _copy(finished_study, tmp_path, monkeypatch)


@pytest.fixture
def quick(quick_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the quick study to change, as the working folder."""
    return _copy(quick_study, tmp_path, monkeypatch)


def _copy(study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "study"
    shutil.copytree(study, folder)
    monkeypatch.chdir(folder)
    return folder
