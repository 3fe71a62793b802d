"""Runs in MLflow: logging them, finding them."""

from pipeline.tracking.find import find_run
from pipeline.tracking.runs import log_run, recorded_runs

__all__ = ["find_run", "log_run", "recorded_runs"]
