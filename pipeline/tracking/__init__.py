"""Runs in MLflow: logging them, finding them, comparing them."""

from pipeline.tracking.compare import Comparison, compare_runs
from pipeline.tracking.runs import log_run, recorded_runs

__all__ = ["Comparison", "compare_runs", "log_run", "recorded_runs"]
