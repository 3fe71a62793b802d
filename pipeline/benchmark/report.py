"""What a benchmark reports: ratios of counts, with intervals over texts drawn anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from pipeline.arrays import FloatArray
from pipeline.evaluate.bootstrap import Interval, bootstrap_sums, intervals


@dataclass(frozen=True, slots=True)
class BenchmarkReport:
    """Metrics with 95 % intervals, further numbers, and the errors in words."""

    title: str
    metrics: dict[str, Interval]
    numbers: dict[str, float]
    errors: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "benchmark": self.title,
            **{name: interval.as_dict() for name, interval in self.metrics.items()},
            **self.numbers,
        }


def with_intervals(
    rows: Sequence[Sequence[int]] | FloatArray,
    ratios: Callable[[FloatArray], dict[str, FloatArray]],
    resamples: int = 2000,
) -> dict[str, Interval]:
    """Ratios of the summed counts, with percentile intervals over resampled rows.

    Parameters
    ----------
    rows : sequence or FloatArray of shape (n_texts, n_counts)
    ratios : callable
        Counts of shape (…, n_counts) → named ratios of shape (…).
    resamples : int
    """
    counts = np.array(rows, dtype=float)
    return intervals(ratios(counts.sum(axis=0)), ratios(bootstrap_sums(counts, resamples, 0)))
