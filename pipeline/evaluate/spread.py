"""How far a figure moves when nothing changes but the seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean, standard deviation and Student interval of the mean over seeds; one seed has no deviation and no interval."""

    seeds: int
    mean: float
    deviation: float | None
    low: float | None
    high: float | None

    def __str__(self) -> str:
        return f"{self.mean:.3f}" if self.deviation is None else f"{self.mean:.3f} ± {self.deviation:.3f}"


def spread(values: Sequence[float], confidence: float = 0.95) -> Spread:
    """The spread of one metric over runs that differ in the seed alone.

    Examples
    --------
    >>> print(spread([0.70, 0.72, 0.74]))
    0.720 ± 0.020
    """
    known = np.asarray(values, dtype=float)
    mean = float(known.mean())
    if len(known) < 2:
        return Spread(len(known), mean, None, None, None)
    from scipy.stats import t

    deviation = float(known.std(ddof=1))
    half = float(t.ppf((1 + confidence) / 2, len(known) - 1)) * deviation / len(known) ** 0.5
    return Spread(len(known), mean, deviation, mean - half, mean + half)
