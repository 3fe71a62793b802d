"""The drift of a scoring run in MLflow: a run of its own, beside those of the models."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from pipeline.config import TrackingConfig
from pipeline.drift import DriftReport
from pipeline.errors import PipelineError
from pipeline.tracking.store import connect, experiment_id, first_line, store_exists, store_lock

if TYPE_CHECKING:
    from mlflow import MlflowClient

# The tag by which runs that hold no evaluation are told from those that do.
KIND, SCORE = "kind", "score"
FILE = "drift.json"


def log_drift(report: DriftReport, config: TrackingConfig, tags: Mapping[str, str]) -> str | None:
    """Log what a scoring run was found to be like, where the study has a store.

    Parameters
    ----------
    report : DriftReport
    config : TrackingConfig
    tags : mapping of str to str
        What the run is of: ``model_version``, ``data_version``, ``code_version``.

    Returns
    -------
    str or None
        The id of the run; ``None`` where there is no store, or nothing was scored.

    Raises
    ------
    PipelineError
        If the store cannot take it, which is no reason to lose the scores: say so and go on.
    """
    if not report.statements or not store_exists(config):
        return None
    client = connect(config)
    try:
        with store_lock(config):
            return _logged(client, experiment_id(client, config), report, tags)
    except Exception as error:
        raise PipelineError(
            f"The drift could not be logged to the MLflow store ({first_line(error)}). The scores are written all the same."
        ) from error


def _logged(client: MlflowClient, experiment: str, report: DriftReport, tags: Mapping[str, str]) -> str:
    from mlflow.entities import Metric

    run = client.create_run(
        experiment,
        tags={**tags, KIND: SCORE, "ground": report.ground, "mlflow.source.name": "stance score"},
        run_name=f"{SCORE}-{tags.get('data_version', 'articles')}",
    )
    run_id = str(run.info.run_id)
    try:
        now = int(time.time() * 1000)
        client.log_batch(run_id, [Metric(name, value, now, 0) for name, value in report.metrics().items()])
        client.log_dict(run_id, report.as_dict(), FILE)
        client.set_terminated(run_id, "FINISHED")
    except Exception:
        # A half of a run would pass for one.
        with suppress(Exception):
            client.delete_run(run_id)
        raise
    return run_id
