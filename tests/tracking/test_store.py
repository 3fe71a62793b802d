"""Stores that are in a bad state, or used by two processes at once."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sqlite3
import time
from pathlib import Path

import pytest

from pipeline.config import load_config
from pipeline.tracking import recorded_runs, store
from pipeline.tracking.pending import pending_folder, pending_ids
from pipeline.tracking.store import StoreUnavailableError, connect
from tests.tracking.conftest import PATIENCE, start_stance, wait_until


def older_store(empty_store: Path, path: Path) -> None:
    """A store whose tables are marked as those of the version before this one."""
    shutil.copy(empty_store, path)
    with sqlite3.connect(path) as database:
        database.execute("update alembic_version set version_num = '451aebb31d03'")


def test_a_store_of_an_older_mlflow_names_the_command_that_upgrades_it(
    stance, elsewhere: Path, empty_store: Path
) -> None:
    older_store(empty_store, elsewhere / "mlflow.db")
    for command in (["compare", "a", "b"], ["reproduce", "a"]):
        result = stance(*command)
        assert result.code == 2 and f"mlflow db upgrade sqlite:///{elsewhere}/mlflow.db" in result.err
        assert result.err.count("\n") == 1


@pytest.mark.slow
def test_a_run_that_an_older_store_does_not_take_is_kept(stance, quick: Path, empty_store: Path) -> None:
    older_store(empty_store, quick / "mlflow.db")
    result = stance("evaluate")
    assert result.code == 0 and "tables are those of another MLflow version" in result.err
    assert len(pending_ids()) == 1
    stuck = stance("sync")
    assert (
        stuck.code == 2 and "mlflow db upgrade" in stuck.err and "Still waiting in .stance/pending: 1 run." in stuck.err
    )


def test_a_server_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch, elsewhere: Path) -> None:
    monkeypatch.setattr(store, "_PROBE_TIMEOUT", 1)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        monkeypatch.setenv("MLFLOW_TRACKING_URI", f"http://ann:secret@127.0.0.1:{silent.getsockname()[1]}")
        began = time.monotonic()
        with pytest.raises(StoreUnavailableError, match="timed out") as raised:
            connect(load_config().tracking)
    assert time.monotonic() - began < PATIENCE / 8
    assert "secret" not in str(raised.value) and "MLFLOW_TRACKING_URI http://ann:***@" in str(raised.value)


@pytest.mark.slow
def test_two_processes_that_make_the_store_at_once_both_log_their_run(quick: Path) -> None:
    Path("mlflow.db").unlink()
    both = [start_stance(quick, "evaluate") for _ in range(2)]
    for process in both:
        _, said = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0 and "Traceback" not in said and "is kept" not in said, said
    runs = recorded_runs()
    assert len({run.run_id for run in runs}) == 2 and {run.registered_version for run in runs} == {1}
    config = load_config().tracking
    client = connect(config)
    experiment = client.get_experiment_by_name(config.experiment)
    logged = client.search_runs([experiment.experiment_id])
    assert {run.info.run_id for run in logged} == {run.run_id for run in runs}
    assert {run.info.status for run in logged} == {"FINISHED"}
    assert len({run.data.tags["evaluation_digest"] for run in logged}) == 1


@pytest.mark.slow
def test_a_sync_that_is_killed_half_way_is_repeated_without_a_double(stance, quick: Path, monkeypatch) -> None:
    def runs() -> list[tuple[str, str]]:
        with sqlite3.connect("mlflow.db") as database:
            return database.execute("select run_uuid, status from runs where lifecycle_stage = 'active'").fetchall()

    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://127.0.0.1:9")
    assert stance("evaluate").code == 0
    monkeypatch.delenv("MLFLOW_TRACKING_URI")
    assert stance("evaluate").code == 0
    (newer,) = recorded_runs()
    (waiting,) = pending_ids()

    syncing = start_stance(quick, "sync")
    wait_until(lambda: len(runs()) == 2, "the kept run to begin", interval=0.02)
    syncing.send_signal(signal.SIGKILL)
    syncing.communicate()
    assert sorted(status for _, status in runs()) == ["FINISHED", "RUNNING"]
    assert pending_ids() == [waiting]

    again = stance("sync")
    assert again.code == 0 and "1 run synced" in again.out, again.err
    assert [status for _, status in runs()] == ["FINISHED", "FINISHED"] and not pending_ids()
    # It was made first, though it is registered last.
    assert [run.run_name for run in recorded_runs()][-1] == newer.run_name
    alias = connect(load_config().tracking).get_model_version_by_alias("stance", "newest")
    assert alias.run_id == newer.run_id


def test_a_run_that_the_store_has_already_is_not_logged_again(stance, quick: Path) -> None:
    dead = {"MLFLOW_TRACKING_URI": "http://127.0.0.1:9"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(*dead.popitem())
        assert stance("evaluate").code == 0
    (waiting,) = pending_ids()
    assert "1 in .stance/pending" in stance("doctor").out
    shutil.copytree(pending_folder() / waiting, "copy")
    assert stance("sync").code == 0
    # As if the process had been killed between the last answer of the store and the removal of the folder.
    shutil.copytree("copy", pending_folder() / waiting)
    abandoned = pending_folder() / ".abandoned"
    abandoned.mkdir()
    again = stance("sync")
    assert again.code == 0 and "0 still waiting" in again.out
    assert len(recorded_runs()) == 1 and not abandoned.exists() and os.listdir(pending_folder()) == []  # noqa: PTH208


@pytest.mark.slow
def test_a_damaged_kept_run_is_named_and_does_not_hold_the_others_back(stance, quick: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MLFLOW_TRACKING_URI", "http://127.0.0.1:9")
        assert stance("evaluate").code == 0
    (whole,) = pending_ids()
    for damaged, file, text in (("0", "run.json", json.dumps({"id": "0"})), ("1", "model/model.json", "{}")):
        shutil.copytree(pending_folder() / whole, pending_folder() / damaged)
        (pending_folder() / damaged / file).write_text(text)
    result = stance("sync")
    assert result.code == 2 and "1 run synced" in result.out and "2 still waiting" in result.out
    assert "0/run.json: describes no run" in result.err and "1/model/model.json: not a model description" in result.err
    assert pending_ids() == ["0", "1"] and "Traceback" not in result.err


@pytest.mark.slow
def test_deleted_files_of_a_registered_model_are_named(stance, quick: Path) -> None:
    assert stance("evaluate").code == 0
    version = connect(load_config().tracking).get_model_version_by_alias("stance", "newest")
    for folder in Path("mlartifacts/models").iterdir():
        shutil.rmtree(folder)
    Path("in.txt").write_text("Title\n\nKenya thanked Uganda for its help in the long drought of last year.")
    result = stance("score", "in.txt", "--out", "s.csv", "--model", "models:/stance@newest")
    assert result.code == 2 and f"version {version.version} is registered, but its files are gone" in result.err
    assert result.err.count("\n") == 1
