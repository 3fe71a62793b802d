"""Resamples of clusters, of figures that add up over units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.arrays import FloatArray

# Draws held in memory at a time.
_DRAWS = 2_000_000


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """How an interval is found: how much it is to hold, from how many resamples, drawn with which seed."""

    confidence: float = 0.95
    resamples: int = 1000
    seed: int = 0

    def bounds(self, drawn: FloatArray) -> tuple[float, float]:
        """Between which bounds the wanted share of the resamples lies; those that are no number do not count."""
        low, high = np.nanquantile(drawn, [(1 - self.confidence) / 2, (1 + self.confidence) / 2])
        return float(low), float(high)


USUAL = Bootstrap()


def resampled_sums(parts: FloatArray, clusters: Sequence[str], bootstrap: Bootstrap) -> tuple[FloatArray, int]:
    """The sums of a table's columns in resamples of whole clusters of its rows, and how many clusters there are.

    Parameters
    ----------
    parts : FloatArray of shape (n_units, n_columns)
    clusters : sequence of str of shape (n_units,)
    bootstrap : Bootstrap
    """
    names, codes = np.unique(np.asarray(clusters, dtype=str), return_inverse=True)
    n = len(names)
    table = np.zeros((n, parts.shape[1]))
    np.add.at(table, codes, parts)
    generator = np.random.default_rng(bootstrap.seed)
    sums = np.empty((bootstrap.resamples, parts.shape[1]))
    block = max(1, _DRAWS // n)
    for start in range(0, bootstrap.resamples, block):
        weights = generator.multinomial(n, np.full(n, 1 / n), size=min(block, bootstrap.resamples - start))
        sums[start : start + len(weights)] = weights.astype(float) @ table
    return sums, n
