"""Classification metrics with bootstrap intervals, articles resampled as wholes.

All metrics are computed from counts that add up over articles (confusion matrix, sum of log-losses, sums per
calibration bin), so a resample is a weighted sum of those counts and thousands of resamples are one matrix product.
Source: Davison and Hinkley 1997, Bootstrap Methods, 3.8 (resampling clusters); percentile intervals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
_SMALLEST = 1e-15


@dataclass(frozen=True, slots=True)
class Interval:
    """A metric's value on the test part, and the percentile interval of its bootstrap distribution."""

    value: float
    low: float
    high: float

    def as_dict(self) -> dict[str, float]:
        """Rounded to six digits, as written to ``intervals.json``."""
        return {"value": round(self.value, 6), "low": round(self.low, 6), "high": round(self.high, 6)}


@dataclass(frozen=True, slots=True)
class TaskMetrics:
    """All metrics of one task. `confusion[i, j]` counts examples of class i that were called j."""

    labels: tuple[str, ...]
    n_examples: int
    n_groups: int
    confusion: NDArray[np.int64]
    metrics: dict[str, Interval]


def _f1(confusion: Array) -> Array:
    """F1 of each class for confusion matrices of shape (…, K, K); 0 where a class neither occurs nor is predicted."""
    hits = np.diagonal(confusion, axis1=-2, axis2=-1)
    total = confusion.sum(axis=-1) + confusion.sum(axis=-2)
    scores: Array = np.divide(2 * hits, total, out=np.zeros_like(hits, dtype=float), where=total > 0)
    return scores


def macro_f1(confusion: Array) -> Array:
    """Mean F1 over the classes that occur or are predicted."""
    present = (confusion.sum(axis=-1) + confusion.sum(axis=-2)) > 0
    mean: Array = _f1(confusion).sum(axis=-1) / np.maximum(present.sum(axis=-1), 1)
    return mean


def resample_weights(n_groups: int, resamples: int, seed: int) -> Array:
    """How often each group is drawn in each resample, shape (resamples, n_groups)."""
    generator = np.random.default_rng(seed)
    weights: Array = generator.multinomial(n_groups, np.full(n_groups, 1 / n_groups), size=resamples).astype(float)
    return weights


def task_metrics(
    gold: Sequence[str],
    probabilities: Array,
    labels: tuple[str, ...],
    groups: Sequence[str],
    *,
    resamples: int = 2000,
    confidence: float = 0.95,
    bins: int = 10,
    seed: int = 0,
) -> TaskMetrics:
    """Accuracy, macro-F1, F1 of each class, log-loss and expected calibration error, each with an interval.

    Parameters
    ----------
    gold : sequence of str of shape (n_examples,)
    probabilities : ndarray of shape (n_examples, n_labels)
        Columns in the order of `labels`; the prediction is the largest.
    labels : tuple of str
    groups : sequence of str of shape (n_examples,)
        Articles; they are resampled as wholes, because statements of one article are not independent.
    resamples, confidence, seed
        Of the bootstrap.
    bins : int
        Equal-width bins of the calibration error (Naeini et al. 2015, top-label version).
    """
    n, k = len(gold), len(labels)
    truth = np.array([labels.index(label) for label in gold], dtype=int)
    predicted = probabilities.argmax(axis=1) if n else np.zeros(0, dtype=int)
    names, group = np.unique(np.asarray(groups), return_inverse=True)
    g = len(names)

    confusion = np.zeros((g, k, k))
    np.add.at(confusion, (group, truth, predicted), 1)
    losses = np.zeros(g)
    true_probability = np.clip(probabilities[np.arange(n), truth], _SMALLEST, 1)
    np.add.at(losses, group, -np.log(true_probability))
    top = probabilities.max(axis=1) if n else np.zeros(0)
    bin_of = np.minimum((top * bins).astype(int), bins - 1)
    gaps = np.zeros((g, bins))
    np.add.at(gaps, (group, bin_of), top - (predicted == truth))

    def all_metrics(weights: Array) -> dict[str, Array]:
        matrix = np.tensordot(weights, confusion, axes=1)
        count = np.maximum(matrix.sum(axis=(-2, -1)), 1)
        scores = {
            "macro_f1": macro_f1(matrix),
            "accuracy": np.trace(matrix, axis1=-2, axis2=-1) / count,
            "log_loss": weights @ losses / count,
            "calibration_error": np.abs(weights @ gaps).sum(axis=-1) / count,
        }
        for index, label in enumerate(labels):
            scores[f"f1_{label}"] = _f1(matrix)[..., index]
        return scores

    point = all_metrics(np.ones((1, g)))
    drawn = all_metrics(resample_weights(g, resamples, seed)) if g else point
    tail = (1 - confidence) / 2
    metrics = {
        name: Interval(float(value[0]), *(float(q) for q in np.quantile(drawn[name], [tail, 1 - tail])))
        for name, value in point.items()
    }
    return TaskMetrics(labels, n, g, confusion.sum(axis=0).astype(np.int64), metrics)


def reliability(
    gold: Sequence[str], probabilities: Array, labels: tuple[str, ...], bins: int = 10
) -> list[dict[str, Any]]:
    """Mean confidence and accuracy in each bin of confidence that holds examples, for a reliability diagram."""
    truth = np.array([labels.index(label) for label in gold], dtype=int)
    top, correct = probabilities.max(axis=1), probabilities.argmax(axis=1) == truth
    bin_of = np.minimum((top * bins).astype(int), bins - 1)
    rows = []
    for index in range(bins):
        inside = bin_of == index
        if inside.any():
            rows.append(
                {
                    "confidence": round(float(top[inside].mean()), 6),
                    "accuracy": round(float(correct[inside].mean()), 6),
                    "examples": int(inside.sum()),
                }
            )
    return rows
