"""Runs in a real MLflow store on SQLite."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pandas as pd
import pytest

from pipeline.config import load_config
from pipeline.errors import PipelineError
from pipeline.tracking import recorded_runs
from pipeline.tracking.listing import listed_runs
from pipeline.tracking.store import connect


@pytest.fixture(scope="module")
def run(finished_study: Path):
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(finished_study)
        config = load_config()
        return connect(config.tracking).get_run(recorded_runs()[0].run_id)


def test_a_run_holds_parameters_metrics_and_versions(run) -> None:
    assert run.data.params["train.linear.window"] == "6"
    assert "chosen.stance.C" in run.data.params
    assert {"stance.macro_f1", "stance.macro_f1_low", "sentiment.log_loss", "stance.vader_macro_f1"} <= set(
        run.data.metrics
    )
    for tag in ("data_version", "model_version", "code_version", "git_commit", "git_dirty", "dvc_gold"):
        assert run.data.tags[tag]


def test_a_run_holds_its_data_and_its_plots(run, finished_study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(finished_study)
    inputs = {i.dataset.name: i.dataset.digest for i in run.inputs.dataset_inputs}
    assert set(inputs) == {"gold-train", "gold-test"} and all(inputs.values())
    client = connect(load_config().tracking)
    files = {f.path for f in client.list_artifacts(run.info.run_id, "evaluation")}
    plots = {
        f.path for name in ("plots", "figures") for f in client.list_artifacts(run.info.run_id, f"evaluation/{name}")
    }
    assert "evaluation/metrics.json" in files
    assert {"evaluation/figures/confusion_stance.png", "evaluation/plots/confusion_stance.csv"} <= plots


def test_the_registered_model_judges_a_table(finished_study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(finished_study)
    config = load_config()
    connect(config.tracking)
    import mlflow

    model = mlflow.pyfunc.load_model(f"models:/{config.tracking.registered_model}@{config.tracking.alias}")
    answer = model.predict(
        pd.DataFrame(
            {
                "text": ["We thank Norway.", "Chile has betrayed us."],
                "target": ["NOR", "CHL"],
                "speaker_country": ["FIN", "PER"],
            }
        )
    )
    assert list(answer["stance"]) == ["favor", "against"]
    assert model.metadata.signature is not None
    assert model.input_example is not None


def test_score_takes_the_model_from_the_store(stance, study: Path) -> None:
    Path("in.txt").write_text("Title\n\nKenya thanked Uganda for its help in the long drought of last year.")
    assert stance("score", "in.txt", "--out", "s.csv", "--model", "models:/stance@newest").code == 0
    missing = stance("score", "in.txt", "--out", "t.csv", "--model", "models:/nothing@newest")
    assert missing.code == 2 and "no such model in the MLflow store" in missing.err


@pytest.mark.slow
def test_logging_again_changes_no_output_of_the_stage(stance, quick: Path) -> None:
    def contents() -> dict[str, bytes]:
        return {p.as_posix(): p.read_bytes() for p in Path("data").rglob("*") if p.is_file()}

    before = contents()
    for _ in range(2):
        random.seed(0)
        assert stance("evaluate").code == 0
    assert contents() == before
    assert len({run.run_name for run in recorded_runs()}) == 2


@pytest.mark.slow
def test_the_same_model_evaluated_again_is_a_run_and_no_version(stance, quick: Path) -> None:
    assert stance("evaluate").code == 0
    again = stance("evaluate")
    assert again.code == 0 and "Version 1 is the same model of the same data, parameters and code" in again.err
    assert [run.registered_version for run in recorded_runs()] == [1, 1]
    config = load_config().tracking
    client = connect(config)
    assert len(client.search_model_versions(f"name = '{config.registered_model}'")) == 1
    assert [(run.versions, run.aliases) for run in listed_runs(client, config)] == [([1], ["newest"])] * 2
    path = Path("configs/pipeline.yaml")
    path.write_text(path.read_text().replace("resamples: 50", "resamples: 51"))
    assert stance("evaluate").code == 0
    assert recorded_runs()[-1].registered_version == 2


@pytest.mark.slow
def test_a_model_whose_files_are_gone_is_registered_anew(stance, quick: Path) -> None:
    assert stance("evaluate").code == 0
    for folder in Path("mlartifacts/models").iterdir():
        shutil.rmtree(folder)
    assert stance("evaluate").code == 0
    assert [run.registered_version for run in recorded_runs()] == [1, 2]


def test_a_run_that_does_not_exist_is_named_with_what_there_is(stance, study: Path) -> None:
    (run,) = recorded_runs()
    result = stance("compare", run.run_name, run.run_name + "x")
    assert result.code == 2 and f"Did you mean '{run.run_name}'?" in result.err
    alone = stance("compare", run.run_name)
    assert alone.code == 2 and "at least two runs" in alone.err


def test_an_unreachable_server_is_a_sentence(monkeypatch: pytest.MonkeyPatch, elsewhere: Path) -> None:
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    tracking = load_config().tracking.model_copy(update={"uri": "http://127.0.0.1:9"})
    with pytest.raises(PipelineError, match=r"127\.0\.0\.1:9: the MLflow store cannot be used"):
        connect(tracking)
