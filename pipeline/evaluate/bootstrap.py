"""The bootstrap of sums over clusters, by which every interval and p-value of this project is found.

A metric that is a function of counts which add up over articles needs no example drawn anew: a resample is a weighted
sum of the articles' counts. Articles are drawn as wholes, because statements of one article are not independent.
Source: Davison and Hinkley 1997, Bootstrap Methods, 3.8 (resampling clusters) and 5.3 (percentile intervals).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.arrays import FloatArray, IntArray

# Draws held in memory at a time; a constant, because the stream of random numbers is cut by it.
_DRAWS = 2_000_000


@dataclass(frozen=True, slots=True)
class Interval:
    """A value on the test part, and the percentile interval of its bootstrap distribution."""

    value: float
    low: float
    high: float

    def as_dict(self) -> dict[str, float]:
        """Rounded to six digits, as written to files."""
        return {"value": round(self.value, 6), "low": round(self.low, 6), "high": round(self.high, 6)}

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


def cluster_codes(clusters: Sequence[str]) -> tuple[IntArray, int]:
    """For each example the number of its cluster, clusters in the order of their names; and how many there are.

    Parameters
    ----------
    clusters : sequence of str of shape (n_examples,)

    Returns
    -------
    codes : IntArray of shape (n_examples,)
    n_clusters : int
    """
    names, codes = np.unique(np.asarray(clusters, dtype=str), return_inverse=True)
    return codes, len(names)


def bootstrap_sums(table: FloatArray, resamples: int, seed: int) -> FloatArray:
    """The sums of a table's columns in resamples of its rows; the same seed draws the same rows of any table as long.

    Parameters
    ----------
    table : FloatArray of shape (n_clusters, n_columns)
        What each cluster counts.
    resamples : int
    seed : int

    Returns
    -------
    FloatArray of shape (resamples, n_columns)
    """
    n, width = table.shape
    sums = np.zeros((resamples, width))
    if n == 0:
        return sums
    generator = np.random.default_rng(seed)
    block = max(1, _DRAWS // n)
    for start in range(0, resamples, block):
        size = min(block, resamples - start)
        drawn = generator.integers(0, n, size=(size, n)) + n * np.arange(size)[:, None]
        weights = np.bincount(drawn.ravel(), minlength=size * n).reshape(size, n)
        sums[start : start + size] = weights.astype(float) @ table
    return sums


def percentile_interval(value: float, drawn: FloatArray, confidence: float) -> Interval:
    """The interval between the two tails of a bootstrap distribution.

    Parameters
    ----------
    value : float
        On all examples.
    drawn : FloatArray of shape (resamples,)
        Resamples without a value, which are not a number, do not count.
    confidence : float
    """
    known = drawn[np.isfinite(drawn)]
    if not len(known):
        return Interval(value, float("nan"), float("nan"))
    tail = (1 - confidence) / 2
    low, high = np.quantile(known, [tail, 1 - tail])
    return Interval(value, float(low), float(high))


def intervals(point: dict[str, Any], drawn: dict[str, FloatArray], confidence: float = 0.95) -> dict[str, Interval]:
    """An interval for every named value."""
    return {name: percentile_interval(float(value), drawn[name], confidence) for name, value in point.items()}
