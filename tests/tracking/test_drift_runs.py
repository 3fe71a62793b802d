"""The drift of a scoring run is logged where the study has a store, and nowhere is a store made for it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline.config import load_config
from pipeline.drift import DriftReport, compare
from pipeline.errors import PipelineError
from pipeline.tracking.drift_runs import FILE, log_drift
from pipeline.tracking.listing import listed_runs
from pipeline.tracking.store import connect, experiment_id
from tests.drift.made import article, seen, trained_on

TAGS = {"model_version": "m1", "data_version": "d1", "code_version": "c1"}


@pytest.fixture(scope="module")
def report() -> DriftReport:
    known = trained_on([article(n) for n in range(60)])
    return compare(known, seen(known, [article(n, "The Fjord") for n in range(60)]))


def test_without_a_store_nothing_is_made(report: DriftReport, elsewhere: Path) -> None:
    assert log_drift(report, load_config().tracking, TAGS) is None
    assert list(elsewhere.iterdir()) == []


@pytest.mark.slow
def test_a_run_holds_the_figures_and_the_whole_report_and_passes_for_no_evaluation(
    report: DriftReport, elsewhere: Path, empty_store: Path
) -> None:
    config = load_config().tracking
    shutil.copy(empty_store, elsewhere)
    client = connect(config)
    run_id = log_drift(report, config, TAGS)
    assert run_id is not None
    run = client.get_run(run_id)
    assert (
        run.info.status == "FINISHED" and run.data.tags.items() >= {**TAGS, "kind": "score", "ground": "left"}.items()
    )
    assert run.data.metrics == pytest.approx(report.metrics())
    kept = json.loads(Path(client.download_artifacts(run_id, FILE)).read_text())
    assert kept == json.loads(json.dumps(report.as_dict()))
    assert listed_runs(client, config) == []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(client), "log_dict", _full)
        with pytest.raises(PipelineError, match=r"could not be logged to the MLflow store \(no space left\)"):
            log_drift(report, config, TAGS)
    assert [run.info.run_id for run in client.search_runs([experiment_id(client, config)])] == [run_id]


def _full(*arguments: object) -> None:
    raise OSError("no space left")


def test_a_store_that_cannot_be_used_is_a_sentence(report: DriftReport, elsewhere: Path) -> None:
    config = load_config().tracking
    Path("mlflow.db").write_text("no database")
    with pytest.raises(PipelineError, match="the MLflow store cannot be used"):
        log_drift(report, config, TAGS)
