"""Prediction-powered shares of classes, with variances that take the rows of one article as one draw.

The share of class k is estimated by ``lambda * mean(F_unlabelled) + mean(Y - lambda * F_labelled)``: the mean prediction
on the rows without a label, corrected by the mean error on those with one. Any fixed lambda gives a consistent estimate;
the lambda used makes the variances, summed over the classes, smallest. One lambda for all classes, because then the
shares sum to one by themselves.

Sources: Angelopoulos, Bates, Fannjiang, Jordan and Zrnic 2023, Prediction-powered inference, Science 382; Angelopoulos,
Duchi and Zrnic 2023, PPI++, arXiv:2311.01453 (lambda); Cameron and Miller 2015, A practitioner's guide to cluster-robust
inference, Journal of Human Resources 50 (variances, t quantile); Korn and Graubard 1998, Survey Methodology 24 (classes
with few labels: the exact interval at an effective sample size).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from pipeline.arrays import BoolArray, FloatArray

# A normal interval needs both outcomes some times; below, the exact one is taken in. The same five as in the textbooks.
MIN_ARTICLES_OF_CLASS = 5


@dataclass(frozen=True, slots=True)
class ClusterSums:
    """Sums over the rows of each article of one group.

    Attributes
    ----------
    unlabelled, labelled : FloatArray of shape (n_articles,)
        Numbers of rows without and with a label.
    predicted_unlabelled, predicted_labelled : FloatArray of shape (n_articles, n_classes)
        Sums of the probabilities over those rows.
    gold : FloatArray of shape (n_articles, n_classes)
        Numbers of labels of each class.
    labelled_rows : FloatArray of shape (n_articles,), optional
        Numbers of rows with a label, where `labelled`, `predicted_labelled` and `gold` are sums of weights; `unlabelled` are then all rows.
    """

    unlabelled: FloatArray
    predicted_unlabelled: FloatArray
    labelled: FloatArray
    predicted_labelled: FloatArray
    gold: FloatArray
    labelled_rows: FloatArray | None = None


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of the classes with their standard errors and intervals, each of shape (n_classes,)."""

    share: FloatArray
    standard_error: FloatArray
    low: FloatArray
    high: FloatArray


@dataclass(frozen=True, slots=True)
class Corrected:
    """The corrected shares, the shares of the labels alone, and how they came about.

    `power` is lambda: 0 where the predictions help nothing, 1 where they are as good as labels. `sample_p` is the
    p-value of the hypothesis that predictions are on average the same on rows with and without a label, as they are
    where the labelled rows were drawn at random; ``None`` where it cannot be told. `rare` marks classes whose interval
    holds the exact one of the labels.
    """

    corrected: Shares
    labels_only: Shares
    power: float
    sample_p: float | None
    rare: BoolArray


def _deviations(sums: FloatArray, rows: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The mean over rows, and what each article adds to its error; the squares of the latter sum to its variance.

    With n articles the deviations carry the factor ``sqrt(n / (n - 1))``, as in statsmodels (``cov_type="cluster"``).
    """
    articles = np.count_nonzero(rows)
    mean = sums.sum(axis=0) / rows.sum()
    factor = np.sqrt(articles / (articles - 1)) if articles > 1 else 0.0
    return mean, factor * (sums - rows[:, None] * mean) / rows.sum()


def best_power(predicted: FloatArray, gold: FloatArray) -> float:
    """The lambda in [0, 1] that makes ``sum((lambda * predicted + gold) ** 2)`` smallest."""
    size = float((predicted**2).sum())
    return float(np.clip(-(predicted * gold).sum() / size, 0, 1)) if size > 0 else 0.0


def correct_shares(sums: ClusterSums, confidence: float, power: float | None = None) -> Corrected:
    """Estimate the shares of the classes in one group.

    Parameters
    ----------
    sums : ClusterSums
        Of a group with labels in two articles or more.
    confidence : float
        Of the intervals, such as 0.95.
    power : float, optional
        Lambda; by default the best one.
    """
    articles = int(np.count_nonzero(sums.labelled))
    others = int(np.count_nonzero(sums.unlabelled))
    truth, gold = _deviations(sums.gold, sums.labelled)
    on_labelled, predicted = _deviations(sums.predicted_labelled, sums.labelled)
    if others > 1:
        on_unlabelled, rest = _deviations(sums.predicted_unlabelled, sums.unlabelled)
        gap, difference = on_unlabelled - on_labelled, rest - predicted
        power = best_power(difference, gold) if power is None else power
    else:
        gap, difference, power = np.zeros_like(truth), np.zeros_like(gold), 0.0
    in_articles = np.count_nonzero(sums.gold, axis=0)
    without = np.count_nonzero(sums.labelled[:, None] - sums.gold, axis=0)
    rare = np.minimum(in_articles, without) < MIN_ARTICLES_OF_CLASS
    # Kish 1965, Survey Sampling: so many equal draws would tell as much.
    size = sums.labelled.sum() ** 2 / (sums.labelled**2).sum() if sums.labelled_rows is not None else articles
    exact = proportion_confint(truth * size, size, alpha=1 - confidence, method="beta")
    freedom = (min(articles, others) if power > 0 else articles) - 1
    error = np.sqrt(((power * difference + gold) ** 2).sum(axis=0))
    error_of_labels = np.sqrt((gold**2).sum(axis=0))
    return Corrected(
        corrected=_interval(truth + power * gap, error, freedom, confidence, rare, exact),
        labels_only=_interval(truth, error_of_labels, articles - 1, confidence, rare, exact),
        power=power,
        sample_p=_sample_p(gap, difference, articles),
        rare=rare,
    )


def _interval(
    estimate: FloatArray,
    error: FloatArray,
    freedom: int,
    confidence: float,
    rare: BoolArray,
    exact: tuple[FloatArray, FloatArray],
) -> Shares:
    reach = stats.t.ppf((1 + confidence) / 2, freedom) * error
    low = np.where(rare, np.minimum(estimate - reach, exact[0]), estimate - reach)
    high = np.where(rare, np.maximum(estimate + reach, exact[1]), estimate + reach)
    share = np.clip(estimate, 0, None)
    share = share / share.sum()
    return Shares(share, error, np.clip(np.minimum(low, share), 0, 1), np.clip(np.maximum(high, share), 0, 1))


def _sample_p(gap: FloatArray, difference: FloatArray, articles: int) -> float | None:
    """Hotelling's test that the mean predictions on labelled and unlabelled rows are one.

    The last class is left out: the probabilities sum to one, so its gap follows from the others.
    """
    freedom = len(gap) - 1
    covariance = difference[:, :-1].T @ difference[:, :-1]
    if articles <= freedom or np.linalg.matrix_rank(covariance) < freedom:
        return None
    squared = float(gap[:-1] @ np.linalg.solve(covariance, gap[:-1]))
    return float(stats.f.sf(squared * (articles - freedom) / (freedom * (articles - 1)), freedom, articles - freedom))
