"""Sweeps of the sample study, through the command line."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest
import yaml
from filelock import FileLock

from pipeline.config import load_config
from pipeline.network.network_file import shipped_folder
from pipeline.tracking import recorded_runs
from pipeline.tracking.store import connect
from tests.sweep.study import configure, start, trials


@pytest.fixture
def study(labelled_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The configuration, the gold examples and the empty store of the labelled study."""
    folder = tmp_path / "study"
    folder.mkdir()
    shutil.copy(labelled_study / "mlflow.db", folder)
    for part in ("configs", "data/gold"):
        shutil.copytree(labelled_study / part, folder / part)
    monkeypatch.chdir(folder)
    return folder


def runs(kind: str) -> list:
    tracking = load_config().tracking
    client = connect(tracking)
    experiment = client.get_experiment_by_name(tracking.experiment)
    return list(client.search_runs([experiment.experiment_id], f"tags.kind = '{kind}'"))


def finished_trials(folder: Path) -> dict[int, str]:
    """When each finished trial of a record ended."""
    found = list((folder / ".stance/sweeps").glob("*/study.db"))
    if not found:
        return {}
    with closing(sqlite3.connect(f"file:{found[0]}?mode=ro", uri=True)) as database:
        try:
            query = "select number, datetime_complete from trials where state = 'COMPLETE'"
            return dict(database.execute(query).fetchall())
        except sqlite3.OperationalError:
            return {}


def test_a_grid_is_tried_whole_and_the_best_is_said_with_how_to_take_it_over(stance, study: Path) -> None:
    configure(seeds=[13, 14], space={"train.linear.C": [1e-6, 1.0], "train.linear.word_ngrams": [[1, 1], [1, 2]]})
    result = stance("sweep", "--write", "best.yaml")
    assert result.code == 0, result.err
    table = pd.read_csv(io.BytesIO(trials()))
    assert len(table) == 8 and set(table["state"]) == {"complete"} and set(table["train.seed"]) == {13, 14}
    best = table.groupby(["train.linear.C", "train.linear.word_ngrams"])["value"].mean().idxmax()
    assert best[0] == "[1.0]"
    assert "4 combinations × 2 seeds: 4 complete" in result.out and "±" in result.out
    assert "dvc exp run -S 'configs/pipeline.yaml:train.linear.C=[1.0]'" in result.out
    assert "test part was not read" in " ".join(result.out.split())
    written = load_config(Path("best.yaml"))
    assert written.train.linear.C == [1.0] and list(written.train.linear.word_ngrams) == json.loads(best[1])


def test_every_combination_and_seed_is_a_run_under_one_parent(stance, study: Path) -> None:
    configure(seeds=[13, 14])
    assert stance("sweep").code == 0
    (parent,), children = runs("sweep"), runs("trial")
    assert len(children) == 4
    for child in children:
        assert child.data.tags["mlflow.parentRunId"] == parent.info.run_id
        assert child.data.tags["state"] == "complete" and child.info.status == "FINISHED"
        assert {"data_version", "code_version", "git_commit"} <= set(child.data.tags)
    table = pd.read_csv(io.BytesIO(trials()))
    logged = {(r.data.params["train.linear.C"], int(r.data.params["train.seed"])): r for r in children}
    for row in table.to_dict("records"):
        run = logged[row["train.linear.C"], row["train.seed"]]
        for task in ("stance", "sentiment"):
            assert run.data.metrics[f"cv.{task}.macro_f1"] == pytest.approx(row[f"cv.{task}.macro_f1"])
    history = connect(load_config().tracking).get_metric_history(children[0].info.run_id, "cv.stance.macro_f1_fold")
    assert sorted(metric.step for metric in history) == [0, 1]
    mean = table.groupby("train.linear.C")["value"].mean()
    assert parent.data.tags["best.train.linear.C"] == mean.idxmax()
    assert parent.data.metrics["best.value"] == pytest.approx(mean.max(), abs=1e-5)
    assert parent.data.params["sweep.space.train.linear.C"] == "[0.3, 1.0]"
    artifacts = connect(load_config().tracking).list_artifacts(parent.info.run_id)
    assert [artifact.path for artifact in artifacts] == ["trials.csv"]


def test_parameters_have_the_names_of_an_evaluated_run(stance, study: Path, finished_study: Path, monkeypatch) -> None:
    configure(space={"train.linear.C": [1.0]})
    assert stance("sweep").code == 0
    (trial,) = runs("trial")
    monkeypatch.chdir(finished_study)
    tracking = load_config().tracking
    evaluated = connect(tracking).get_run(recorded_runs()[0].run_id)
    shared = {name for name in trial.data.params if not name.startswith("chosen.")}
    assert shared and shared <= set(evaluated.data.params)
    assert {name.removeprefix("cv.") for name in trial.data.metrics if not name.endswith("_fold")} <= set(
        evaluated.data.metrics
    )


@pytest.mark.slow
def test_a_killed_sweep_goes_on_and_ends_as_one_that_was_not(stance, study: Path, tmp_path: Path, monkeypatch) -> None:
    configure(prune=True, space={"train.linear.C": [0.0001, 0.3, 1.0], "train.linear.window": [3, 6]})
    whole = tmp_path / "whole"
    shutil.copytree(study, whole)
    process = start("sweep", "--workers", "2")
    deadline = time.monotonic() + 120
    while len(finished_trials(study)) < 2 and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    before = finished_trials(study)
    assert 2 <= len(before) < 6
    resumed = stance("sweep")
    assert resumed.code == 0 and "goes on" in resumed.err
    after = finished_trials(study)
    assert {number: after[number] for number in before} == before
    children = runs("trial")
    assert len(children) == 6 and all(run.info.status == "FINISHED" for run in children)
    assert len({(run.data.tags["point"], run.data.params["train.seed"]) for run in children}) == 6
    assert len(runs("sweep")) == 1
    told = resumed.out
    monkeypatch.chdir(whole)
    uninterrupted = stance("sweep")
    assert uninterrupted.out == told
    (one,), (other,) = ((f / ".stance/sweeps").glob("*/trials.csv") for f in (study, whole))
    assert one.read_bytes() == other.read_bytes()


def test_a_finished_sweep_is_shown_again_without_work_and_a_changed_one_starts_anew(stance, study: Path) -> None:
    configure()
    first = stance("sweep")
    again = stance("sweep")
    assert again.out == first.out and len(runs("trial")) == 2
    configure(space={"train.linear.C": [0.3, 1.0, 3.0]})
    assert stance("sweep").code == 0
    assert len(list(Path(".stance/sweeps").iterdir())) == 2 and len(runs("sweep")) == 2


@pytest.mark.slow
def test_runs_deleted_from_the_store_are_logged_again_from_the_record(stance, study: Path) -> None:
    configure()
    first = stance("sweep")
    (parent,) = runs("sweep")
    client = connect(load_config().tracking)
    for run in (parent, *runs("trial")):
        client.delete_run(run.info.run_id)
    assert stance("sweep").out == first.out
    (renewed,) = runs("sweep")
    assert renewed.info.run_id != parent.info.run_id and renewed.data.tags == parent.data.tags
    assert [run.data.tags["mlflow.parentRunId"] for run in runs("trial")] == [renewed.info.run_id] * 2


def test_a_combination_that_is_chosen_again_is_not_run_again(stance, study: Path) -> None:
    configure(sampler="tpe", trials=5)
    result = stance("sweep")
    assert result.code == 0 and "2 combinations × 1 seed: 2 complete" in result.out
    assert len(pd.read_csv(io.BytesIO(trials()))) == len(runs("trial")) == 2


@pytest.mark.slow
def test_more_trials_take_the_same_sweep_further(stance, study: Path, tmp_path: Path, monkeypatch) -> None:
    space = {"train.linear.C": {"low": 0.01, "high": 10, "log": True}, "train.linear.window": {"low": 2, "high": 8}}
    configure(sampler="tpe", trials=3, space=space)
    other = tmp_path / "other"
    shutil.copytree(study, other)
    assert stance("sweep").code == 0
    assert len(pd.read_csv(io.BytesIO(trials()))) == 3
    configure(sampler="tpe", trials=5, space=space)
    assert stance("sweep").code == 0
    further = trials()
    monkeypatch.chdir(other)
    configure(sampler="tpe", trials=5, space=space)
    assert stance("sweep").code == 0
    assert trials() == further
    table = pd.read_csv(io.BytesIO(further))
    assert table["train.linear.window"].between(2, 8).all()
    assert all(0.01 <= json.loads(text)[0] <= 10 for text in table["train.linear.C"])


def test_another_configuration_than_that_of_dvc_is_not_given_as_an_experiment(stance, study: Path) -> None:
    configure(space={"train.linear.C": [1.0]})
    Path("configs/pipeline.yaml").rename("mine.yaml")
    result = stance("sweep", "--config", "mine.yaml")
    assert result.code == 0 and "dvc exp run" not in result.out
    assert "stance train --config mine.yaml" in result.out and "train.linear.C: [1.0]" in result.out


@pytest.mark.slow
def test_a_combination_that_cannot_be_trained_is_recorded_and_the_others_go_on(stance, study: Path) -> None:
    configure(space={"train.linear.min_document_frequency": [2, 500]})
    result = stance("sweep")
    assert result.code == 0 and "1 complete, 1 failed" in result.out
    (failed,) = [run for run in runs("trial") if run.data.tags["state"] == "failed"]
    assert failed.info.status == "FAILED" and "Too few examples" in failed.data.tags["reason"]
    assert failed.data.params["train.linear.min_document_frequency"] == "500"


@pytest.mark.slow
def test_what_is_worse_than_the_median_of_earlier_batches_is_stopped_after_a_fold(stance, study: Path) -> None:
    good, bad = [0.3, 1.0, 3.0, 10.0], [1e-5, 2e-5, 3e-5, 4e-5]
    configure(batch=4, prune=True, space={"train.linear.C": [*good, *bad]})
    result = stance("sweep")
    assert result.code == 0, result.err
    table = pd.read_csv(io.BytesIO(trials()))
    pruned = table[table["state"] == "pruned"]
    assert len(pruned) and set(pruned["folds"]) == {1} and set(pruned["point"]) <= {4, 5, 6, 7}
    assert {json.loads(text)[0] for text in pruned["train.linear.C"]} <= set(bad)
    states = sorted(run.data.tags["state"] for run in runs("trial"))
    assert states == sorted(table["state"])
    assert f"{8 - len(pruned)} complete, {len(pruned)} pruned" in result.out


def test_where_none_can_be_trained_the_reason_is_said(stance, study: Path) -> None:
    configure(space={"train.linear.min_document_frequency": [500]})
    result = stance("sweep")
    assert result.code == 2 and "No combination could be trained" in result.err and "Too few examples" in result.err
    (parent,) = runs("sweep")
    assert parent.info.status == "FAILED"


@pytest.mark.slow
def test_heads_on_several_networks_are_tried(stance, study: Path) -> None:
    shutil.copytree(shipped_folder(), "mine")
    # The same network with another tokenizer's case: what it says of the texts must be read of each base.
    tokenizer = Path("mine/tokenizer.json")
    tokenizer.write_text(tokenizer.read_text("utf-8").replace('"lowercase": true', '"lowercase": false'), "utf-8")
    configure({"estimator": "encoder"}, space={"train.encoder.base": ["shipped", "mine"]})
    assert stance("sweep").code == 0
    found = pd.read_csv(io.BytesIO(trials())).set_index("train.encoder.base")
    assert set(found.index) == {"shipped", "mine"} and found["value"].nunique() == 2
    configure({"estimator": "encoder"}, space={"train.encoder.base": ["shipped", "mien"]})
    assert stance("sweep").code == 0
    (failed,) = [path for path in Path(".stance/sweeps").glob("*/trials.csv") if "base is 'mien'" in path.read_text()]
    assert set(pd.read_csv(failed)["state"]) == {"complete", "failed"}


def test_the_test_part_is_not_read(stance, study: Path) -> None:
    configure()
    assert stance("sweep").code == 0
    known = trials()
    shutil.rmtree(".stance")
    from pipeline.label import load_gold
    from pipeline.label.dataset import save_gold
    from pipeline.records import GoldExample

    gold = {name: [GoldExample(**row) for row in part] for name, part in load_gold(Path("data/gold")).items()}
    save_gold(Path("data/gold"), gold | {"test": gold["test"][:1]}, "Without a test part worth the name.")
    assert stance("sweep").code == 0
    assert trials() == known


def test_the_same_sweep_twice_at_once_is_refused(stance, study: Path) -> None:
    configure()
    assert stance("sweep").code == 0
    (folder,) = Path(".stance/sweeps").iterdir()
    with FileLock(folder / "lock"):
        result = stance("sweep")
    assert result.code == 2 and "another process is running this sweep" in result.err


def test_a_damaged_record_is_a_sentence(stance, study: Path) -> None:
    configure()
    assert stance("sweep").code == 0
    (path,) = Path(".stance/sweeps").glob("*/study.db")
    path.write_bytes(b"not a database, but long enough to be looked at" * 100)
    result = stance("sweep")
    assert result.code == 2 and "cannot be read" in result.err and "Remove" in result.err


def test_an_unreachable_store_is_said_before_any_work(stance, study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    configure()
    path = Path("configs/pipeline.yaml")
    values = yaml.safe_load(path.read_text())
    values["tracking"]["uri"] = "http://127.0.0.1:9"
    path.write_text(yaml.safe_dump(values))
    result = stance("sweep")
    assert result.code == 2 and "MLflow store cannot be used" in result.err
    assert not Path(".stance/sweeps").exists()


def test_one_article_is_too_few(stance, study: Path) -> None:
    from pipeline.label import load_gold
    from pipeline.label.dataset import save_gold
    from pipeline.records import GoldExample

    gold = {name: [GoldExample(**row) for row in part] for name, part in load_gold(Path("data/gold")).items()}
    group = gold["train"][0].duplicate_group
    save_gold(Path("data/gold"), gold | {"train": [e for e in gold["train"] if e.duplicate_group == group]}, "Small.")
    configure()
    result = stance("sweep")
    assert result.code == 2 and "at least two articles" in result.err


def test_the_configuration_in_use_is_not_written_over(stance, study: Path) -> None:
    configure()
    result = stance("sweep", "--write", "configs/pipeline.yaml")
    assert result.code == 2 and "would be written over" in result.err
