"""Classification metrics from counts that add up over articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from pipeline.evaluate.bootstrap import Array, Interval, bootstrap_sums, cluster_codes, intervals

_SMALLEST = 1e-15


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


@dataclass(frozen=True, slots=True)
class ClusterCounts:
    """What each article counts: its confusion matrix, its log-losses, and per bin of confidence the excess over the hits.

    `table` has one row an article; equal articles in equal order make two models' counts comparable row by row.
    """

    labels: tuple[str, ...]
    table: Array

    @classmethod
    def of(
        cls,
        gold: Sequence[str],
        probabilities: Array,
        labels: tuple[str, ...],
        codes: NDArray[np.intp],
        n_clusters: int,
        bins: int = 10,
    ) -> Self:
        """Count.

        Parameters
        ----------
        gold : sequence of str of shape (n_examples,)
        probabilities : ndarray of shape (n_examples, n_labels)
            Columns in the order of `labels`; the prediction is the largest.
        codes : ndarray of shape (n_examples,)
            The article of each example, as `cluster_codes` numbers them.
        n_clusters : int
        bins : int
            Equal-width bins of the calibration error (Naeini et al. 2015, top-label version).
        """
        n, k = len(gold), len(labels)
        table = np.zeros((n_clusters, k * k + 1 + bins))
        if n:
            truth = np.array([labels.index(label) for label in gold], dtype=int)
            predicted, top = probabilities.argmax(axis=1), probabilities.max(axis=1)
            np.add.at(table, (codes, truth * k + predicted), 1)
            true_probability = np.clip(probabilities[np.arange(n), truth], _SMALLEST, 1)
            np.add.at(table[:, k * k], codes, -np.log(true_probability))
            bin_of = np.minimum((top * bins).astype(int), bins - 1)
            np.add.at(table, (codes, k * k + 1 + bin_of), top - (predicted == truth))
        return cls(labels, table)

    def total(self) -> Array:
        """The counts of all articles, shape (n_columns,)."""
        total: Array = self.table.sum(axis=0)
        return total

    def metrics(self, sums: Array) -> dict[str, Array]:
        """Every metric of sums of the table's rows, shape (…, n_columns); not a number where nothing was counted."""
        k = len(self.labels)
        matrix = sums[..., : k * k].reshape(*sums.shape[:-1], k, k)
        count = matrix.sum(axis=(-2, -1))
        count = np.where(count > 0, count, np.nan)
        scores = {
            "macro_f1": np.where(np.isnan(count), np.nan, macro_f1(matrix)),
            "accuracy": np.trace(matrix, axis1=-2, axis2=-1) / count,
            "log_loss": sums[..., k * k] / count,
            "calibration_error": np.abs(sums[..., k * k + 1 :]).sum(axis=-1) / count,
        }
        for index, label in enumerate(self.labels):
            scores[f"f1_{label}"] = _f1(matrix)[..., index]
        return scores


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
        Articles; they are resampled as wholes.
    resamples, confidence, seed
        Of the bootstrap.
    bins : int
        Of the calibration error.
    """
    codes, n_clusters = cluster_codes(groups)
    counts = ClusterCounts.of(gold, probabilities, labels, codes, n_clusters, bins)
    k = len(labels)
    return TaskMetrics(
        labels,
        len(gold),
        n_clusters,
        counts.total()[: k * k].reshape(k, k).astype(np.int64),
        intervals(
            counts.metrics(counts.total()), counts.metrics(bootstrap_sums(counts.table, resamples, seed)), confidence
        ),
    )


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
