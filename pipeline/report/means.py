"""Mean stance with intervals that know that statements of one article are not independent.

The mean stance of some statements is the share in favor less the share against: +1 where all are in favor, −1 where all
are against. It is a ratio of two sums over articles (of values, of rows), and its variance is that of the linearised
ratio between articles.

Sources: Woodruff 1971, A simple method for approximating the variance of a complicated estimate, Journal of the American
Statistical Association 66 (linearisation); Cameron and Miller 2015, A practitioner's guide to cluster-robust inference,
Journal of Human Resources 50 (clusters, the factor G / (G − 1), t quantile); Clopper and Pearson 1934, Biometrika 26
(the bound used where all articles have the same mean).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from pipeline.arrays import FloatArray, IntArray

CONFIDENCE = 0.95
# Below, a variance between articles is hardly known, and an interval would promise more than it can hold.
MIN_ARTICLES = 10
_ZERO = 1e-12


@dataclass(frozen=True, slots=True)
class Means:
    """The mean of each group and its interval.

    Attributes
    ----------
    mean, low, high : FloatArray of shape (n_groups,)
        Not a number where there is nothing to compute it from: the mean without rows, the interval with fewer than two
        articles.
    rows, articles : IntArray of shape (n_groups,)
    """

    mean: FloatArray
    low: FloatArray
    high: FloatArray
    rows: IntArray
    articles: IntArray


@dataclass(frozen=True, slots=True)
class Difference:
    """The first mean less the second, with its interval; not a number where a group has no rows or too few articles."""

    value: float
    low: float
    high: float


def clustered_means(
    values: FloatArray, groups: IntArray, articles: IntArray, n_groups: int, confidence: float = CONFIDENCE
) -> Means:
    """The mean of `values` in each group, with an interval from the variance between articles.

    Parameters
    ----------
    values : FloatArray of shape (n_rows,)
        Between −1 and +1, such as the stance of each row.
    groups, articles : IntArray of shape (n_rows,)
        The number of each row's group, and of its article.
    n_groups : int
    confidence : float, default=0.95
        Of the intervals, which use Student's t with one degree of freedom fewer than articles, and end at −1 and +1.

    Examples
    --------
    >>> one = clustered_means(np.array([1.0, 0.0, -1.0]), np.zeros(3, int), np.array([0, 0, 1]), 1)
    >>> float(one.mean[0]), int(one.rows[0]), int(one.articles[0])
    (0.0, 3, 2)
    """
    span = int(articles.max(initial=-1)) + 1
    cells, place = np.unique(groups * span + articles, return_inverse=True)
    of_group = cells // max(span, 1)
    rows_in, sums_in = np.bincount(place, minlength=len(cells)), np.bincount(place, values, minlength=len(cells))
    rows = np.bincount(groups, minlength=n_groups)
    clusters = np.bincount(of_group, minlength=n_groups)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.bincount(groups, values, minlength=n_groups) / rows
        squares = np.bincount(of_group, (sums_in - mean[of_group] * rows_in) ** 2, minlength=n_groups)
        error = np.sqrt(squares * clusters / (clusters - 1)) / rows
    low, high = _interval(mean, error, clusters, confidence)
    return Means(mean, low, high, rows.astype(np.intp), clusters.astype(np.intp))


def mean_difference(
    first: tuple[FloatArray, IntArray], second: tuple[FloatArray, IntArray], confidence: float = CONFIDENCE
) -> Difference:
    """The mean of the first rows less that of the second; articles that have rows of both are taken as one draw.

    Parameters
    ----------
    first, second : tuple of (values, articles)
        Arrays of shape (n_rows,); the numbers of articles mean the same in both.
    confidence : float, default=0.95
    """
    if not len(first[0]) or not len(second[0]):
        return Difference(np.nan, np.nan, np.nan)
    known, place = np.unique(np.concatenate([first[1], second[1]]), return_inverse=True)
    deviations = np.zeros(len(known))
    sides = ((first[0], place[: len(first[0])], 1), (second[0], place[len(first[0]) :], -1))
    for values, of_row, sign in sides:
        deviations += sign * np.bincount(of_row, values - values.mean(), minlength=len(known)) / len(values)
    value = float(first[0].mean() - second[0].mean())
    if len(known) < 2:
        return Difference(value, np.nan, np.nan)
    error = np.sqrt((deviations**2).sum() * len(known) / (len(known) - 1))
    reach = _quantile(np.array([len(known)]), confidence)[0] * error
    if error < _ZERO:
        # Twice as far as one mean can be off, since either may be.
        reach = 2 * (1 - _least_share(np.array([len(known)]), confidence)[0])
    return Difference(value, max(-2.0, value - reach), min(2.0, value + reach))


def _interval(
    mean: FloatArray, error: FloatArray, articles: IntArray, confidence: float
) -> tuple[FloatArray, FloatArray]:
    reach = _quantile(articles, confidence) * error
    # Where no article differs from the others the variance says nothing. But with this confidence at least a certain share
    # of all articles is like them, and the rest lies between −1 and +1.
    share = _least_share(articles, confidence)
    same = error < _ZERO
    low = np.where(same, share * mean - (1 - share), mean - reach)
    high = np.where(same, share * mean + (1 - share), mean + reach)
    several = articles > 1
    return (
        np.where(several, np.clip(low, -1, 1), np.nan),
        np.where(several, np.clip(high, -1, 1), np.nan),
    )


def _quantile(articles: IntArray, confidence: float) -> FloatArray:
    quantiles: FloatArray = stats.t.ppf((1 + confidence) / 2, np.maximum(articles - 1, 1))
    return quantiles


def _least_share(articles: IntArray, confidence: float) -> FloatArray:
    shares: FloatArray = ((1 - confidence) / 2) ** (1 / np.maximum(articles, 1))
    return shares
