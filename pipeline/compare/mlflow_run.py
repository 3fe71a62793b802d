"""Runs of the MLflow store as runs to compare."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.compare.run import EvaluatedRun
from pipeline.config import TrackingConfig
from pipeline.errors import PipelineError
from pipeline.evaluate.files import METRICS, read_metrics
from pipeline.io import read_records
from pipeline.records import GoldExample, Prediction
from pipeline.tracking.gold_table import read_gold_table
from pipeline.tracking.pending import GOLD, PREDICTIONS
from pipeline.tracking.registry import ARTIFACT, download_model

if TYPE_CHECKING:
    from mlflow.entities import Run

VERSIONS = (
    "data_version",
    "dvc_gold",
    "dvc_articles",
    "model_version",
    "code_version",
    "git_commit",
    "git_dirty",
    "git_diff",
    "code_digest",
    "lock_file",
    "python",
)


def from_mlflow(
    run: Run, config: TrackingConfig, found_as: str = "MLflow run", name: str | None = None
) -> EvaluatedRun:
    """The run with its predictions and gold examples.

    Raises
    ------
    PipelineError
        If it did not finish, or its predictions are no longer in the store.
    """
    run_name = name or str(run.info.run_name)
    if run.info.status not in ("FINISHED", "RUNNING"):
        raise PipelineError(
            f"Run '{run_name}' {str(run.info.status).lower()} and has no evaluation. Run it again (`dvc repro` or "
            "`stance evaluate`), or name another run."
        )
    if run.data.tags.get("kind") in ("sweep", "trial"):
        raise PipelineError(
            f"Run '{run_name}' belongs to a sweep, which does not read the test part. Train and evaluate its parameters "
            "(the end of `stance sweep` says how), then compare that run."
        )
    path = _download(run, PREDICTIONS)
    if path is None:
        raise PipelineError(
            f"Run '{run_name}': {PREDICTIONS} is not in the store, so its predictions cannot be compared; it did not "
            "finish, or its artifacts were deleted. Run `stance evaluate` again, or name another run."
        )
    try:
        predictions = list(read_records(path, Prediction))
    except PipelineError as error:
        raise PipelineError(
            f"Run '{run_name}' was logged by another version of the pipeline ({error}) Evaluate its model again."
        ) from error
    return EvaluatedRun(
        name=run_name,
        found_as=found_as,
        parameters=dict(run.data.params),
        versions={k: v for k, v in run.data.tags.items() if k in VERSIONS},
        metrics=_metrics(run),
        predictions=predictions,
        gold=_gold(run),
        fetch_model=lambda: download_model(f"runs:/{run.info.run_id}/{ARTIFACT}", config),
        run_id=str(run.info.run_id),
    )


def _metrics(run: Run) -> dict[str, float]:
    """Every metric of the evaluation; of a run without that file, those that were logged."""
    path = _download(run, f"evaluation/{METRICS}")
    return read_metrics(path) if path else dict(run.data.metrics)


def _download(run: Run, artifact: str) -> Path | None:
    import mlflow

    try:
        path = Path(mlflow.artifacts.download_artifacts(run_id=run.info.run_id, artifact_path=artifact))
    except Exception:
        return None
    return path if path.is_file() else None


def _gold(run: Run) -> dict[str, list[GoldExample]] | None:
    path = _download(run, GOLD)
    if path is None:
        return None
    return read_gold_table(path)
