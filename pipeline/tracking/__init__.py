"""Runs in MLflow: logging them, finding them, repeating them."""

from pipeline.tracking.find import find_run
from pipeline.tracking.runs import RunPendingError, log_run, recorded_runs

__all__ = ["RunPendingError", "find_run", "log_run", "recorded_runs"]
