"""Runs in MLflow: logging them, finding them, comparing them, repeating them."""

from pipeline.tracking.compare import Comparison, compare_runs
from pipeline.tracking.runs import RunPendingError, log_run, recorded_runs

__all__ = ["Comparison", "RunPendingError", "compare_runs", "log_run", "recorded_runs"]
