"""Runs against runs: what differs between them, and whether the difference is real."""

from pipeline.compare.champion import rollback
from pipeline.compare.comparison import Comparison, compare
from pipeline.compare.promotion import promote
from pipeline.compare.resolving import resolve_runs

__all__ = ["Comparison", "compare", "promote", "resolve_runs", "rollback"]
