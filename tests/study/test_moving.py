"""A study that was moved, copied or entered through a sub-folder is the same study."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.study.movable_store import make_movable
from pipeline.tracking import recorded_runs
from tests.study.conftest import run

pytestmark = pytest.mark.slow


def holding(folder: Path, words: bytes) -> list[str]:
    """The files below a folder that hold some words; git and DVC have places of their own."""
    files = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    return [path.relative_to(folder).as_posix() for path in files if words in path.read_bytes()]


def test_nothing_in_a_study_says_where_it_lies_or_was_begun(trained_study: Path, study_with_labels: Path) -> None:
    for folder in (trained_study.parent, study_with_labels.parent):
        assert holding(trained_study, os.fsencode(folder)) == []


def test_a_moved_study_goes_on(
    stance: Callable, trained_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = tmp_path / "elsewhere ü" / "study"
    shutil.copytree(trained_study, moved)
    hidden = trained_study.rename(trained_study.with_name("hidden"))
    try:
        monkeypatch.chdir(moved)
        (first,) = recorded_runs()
        assert first.run_name in stance("runs").out
        scored = stance("score", "data/raw", "--out", "s.csv", "--model", "models:/stance@newest")
        assert scored.code == 0 and "stance macro-F1" in scored.err, scored.err
        run(moved, "evaluate")
        second = recorded_runs()[-1]
        assert second.run_id != first.run_id
        compared = stance("compare", first.run_name, second.run_name, "--examples", "0")
        assert compared.code == 0, compared.err
        assert holding(moved, os.fsencode(tmp_path)) == []
    finally:
        hidden.rename(trained_study)


def test_a_sub_folder_gives_the_same_model_and_store(
    stance: Callable, trained_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = tmp_path / "study"
    shutil.copytree(trained_study, study)
    (study / "notebooks").mkdir()
    monkeypatch.chdir(study / "notebooks")
    assert recorded_runs()[0].run_name in stance("runs").out
    monkeypatch.chdir(study / "notebooks")
    scored = stance("score", study / "data/raw", "--out", "s.csv")
    assert scored.code == 0 and "the model" in scored.err and "../data/model" in scored.err
    assert sorted(path.name for path in Path().iterdir()) == ["s.csv", "s.csv.manifest.jsonl", "s.csv.parts"]


def test_a_folder_without_a_store_gets_none_by_looking(stance: Callable, elsewhere: Path) -> None:
    for command in (["runs"], ["compare", "one", "two"], ["promote", "one"], ["reproduce", "one"]):
        looked = stance(*command)
        assert looked.code == 2 and "evaluate" in looked.err, command
    assert list(elsewhere.iterdir()) == []


def test_a_store_of_an_earlier_version_is_made_movable(trained_study: Path, tmp_path: Path) -> None:
    store = tmp_path / "mlflow.db"
    shutil.copy(trained_study / "mlflow.db", store)
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("UPDATE runs SET artifact_uri = replace(artifact_uri, 'study:/', 'file:///home/ann/old/')")
    assert b"/home/ann/old" in store.read_bytes()
    assert make_movable(store) == 1
    with closing(sqlite3.connect(store)) as connection:
        (address,) = connection.execute("SELECT artifact_uri FROM runs").fetchone()
    assert address.startswith("study:/mlartifacts/")
    assert make_movable(store) == 0
