"""Draws whose inclusion probabilities are exact for the examples they are given, so that labels of any queue can be weighed back to these:
to all examples in a first batch, in a later one only to what the earlier ones left."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.arrays import FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Draw:
    """Places of the drawn examples in the order in which they are asked, and how probably each was drawn.

    Attributes
    ----------
    places : IntArray of shape (n_drawn,)
    probabilities : FloatArray of shape (n_drawn,)
    """

    places: IntArray
    probabilities: FloatArray


def proportional(sizes: FloatArray, number: int) -> FloatArray:
    """Inclusion probabilities proportional to `sizes` that sum to `number`, none above one.

    Parameters
    ----------
    sizes : FloatArray of shape (n,)
        None negative; one of zero is never drawn.
    number : int
        At most as many as there are sizes above zero.
    """
    found = np.zeros(len(sizes))
    certain = np.zeros(len(sizes), dtype=bool)
    number = min(number, int(np.count_nonzero(sizes)))
    while True:
        rest = ~certain
        left = number - int(certain.sum())
        total = float(sizes[rest].sum())
        found[rest] = left * sizes[rest] / total if total > 0 else 0.0
        found[certain] = 1.0
        over = rest & (found >= 1.0)
        if not over.any():
            return found
        certain |= over


def even(strata: IntArray, number: int) -> FloatArray:
    """Inclusion probabilities under which each stratum is expected to give as many as every other, small ones all they have.

    Parameters
    ----------
    strata : IntArray of shape (n,)
        The number of each example's stratum.
    number : int
    """
    sizes = np.bincount(strata).astype(np.float64)
    low, high = 0.0, float(sizes.max(initial=0.0))
    number = min(number, len(strata))
    # The share of a stratum is the smaller of its size and a level, which is found by halving.
    for _ in range(100):
        level = (low + high) / 2
        low, high = (level, high) if np.minimum(sizes, level).sum() < number else (low, level)
    share = np.minimum(sizes, high)
    of_one = np.divide(share, sizes, out=np.zeros_like(share), where=sizes > 0)
    return of_one[strata]


def systematic(probabilities: FloatArray, generator: np.random.Generator, strata: IntArray | None = None) -> Draw:
    """Draw examples with exactly these inclusion probabilities, which sum to a whole number, and shuffle them.

    The examples are laid along a line in random order, those of one stratum together, each as long as it is probable; equidistant points
    with a random start choose (Madow 1949, On the theory of systematic sampling II, Annals of Mathematical Statistics 20).

    Parameters
    ----------
    probabilities : FloatArray of shape (n,)
    generator : numpy.random.Generator
    strata : IntArray of shape (n,), optional
        Each gives the whole number below or above its expected one.
    """
    order = generator.permutation(len(probabilities))
    if strata is not None:
        # Strata in random order too, so that none is always beside the same one.
        ranks = generator.permutation(int(strata.max(initial=-1)) + 1)
        order = order[np.argsort(ranks[strata[order]], kind="stable")]
    ends = np.cumsum(probabilities[order])
    number = round(float(ends[-1])) if len(ends) else 0
    points = generator.random() + np.arange(number)
    # Rounding may leave the end a hair below the whole number.
    chosen = np.minimum(np.searchsorted(ends, points, side="right"), max(len(ends) - 1, 0))
    places = generator.permutation(order[chosen])
    return Draw(places, probabilities[places])
