"""All metrics of one task with their intervals, from counts that add up over articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from pipeline.arrays import FloatArray, IntArray
from pipeline.evaluate.bootstrap import Interval, bootstrap_sums, cluster_codes, intervals
from pipeline.evaluate.confusions import Confusions, class_codes, matrices
from pipeline.evaluate.metrics import Sums, metrics_of

_SMALLEST = 1e-15


@dataclass(frozen=True, slots=True)
class TaskMetrics:
    """All metrics of one task.

    Attributes
    ----------
    confusion : array of int of shape (n_labels, n_labels)
        ``confusion[i, j]`` examples of class i were called j.
    metrics : dict of str to Interval
        By the names of `metrics_of`.
    """

    labels: tuple[str, ...]
    n_examples: int
    n_groups: int
    confusion: NDArray[np.int64]
    metrics: dict[str, Interval]


@dataclass(frozen=True, slots=True)
class ClusterCounts:
    """What each article counts.

    Attributes
    ----------
    labels : tuple of str
    table : FloatArray of shape (n_articles, n_columns)
        Equal articles in equal order make two models' counts comparable row by row.
    """

    labels: tuple[str, ...]
    table: FloatArray

    @classmethod
    def of(
        cls,
        gold: Sequence[str],
        probabilities: FloatArray,
        labels: tuple[str, ...],
        codes: IntArray,
        n_clusters: int,
        bins: int = 10,
    ) -> Self:
        """Count.

        Parameters
        ----------
        gold : sequence of str of shape (n_examples,)
        probabilities : FloatArray of shape (n_examples, n_labels)
            Columns in the order of `labels`; the prediction is the largest.
        codes : IntArray of shape (n_examples,)
            The article of each example, as `cluster_codes` numbers them.
        n_clusters : int
        bins : int
            Of the calibration error.
        """
        truth = class_codes(gold, labels)
        predicted, top = probabilities.argmax(axis=1), probabilities.max(axis=1)
        confusions = Confusions.of(truth, predicted, codes, n_clusters, len(labels))
        losses, excess = np.zeros((n_clusters, 1)), np.zeros((n_clusters, bins))
        true_probability = np.clip(probabilities[np.arange(len(gold)), truth], _SMALLEST, 1)
        np.add.at(losses[:, 0], codes, -np.log(true_probability))
        bin_of = np.minimum((top * bins).astype(int), bins - 1)
        np.add.at(excess, (codes, bin_of), top - (predicted == truth))
        return cls(labels, np.hstack([confusions.table, losses, excess]))

    def total(self) -> FloatArray:
        """The counts of all articles, shape (n_columns,)."""
        total: FloatArray = self.table.sum(axis=0)
        return total

    def metrics(self, rows: FloatArray) -> dict[str, FloatArray]:
        """Every metric of sums of the table's rows; not a number where nothing was counted.

        Parameters
        ----------
        rows : FloatArray of shape (…, n_columns)

        Returns
        -------
        dict of str to FloatArray of shape (…)
        """
        k = len(self.labels)
        sums = Sums(matrices(rows[..., : k * k], k), rows[..., k * k], rows[..., k * k + 1 :])
        return {metric.name: metric.of(sums) for metric in metrics_of(self.labels)}


def task_metrics(
    gold: Sequence[str],
    probabilities: FloatArray,
    labels: tuple[str, ...],
    groups: Sequence[str],
    *,
    resamples: int = 2000,
    confidence: float = 0.95,
    bins: int = 10,
    seed: int = 0,
) -> TaskMetrics:
    """Every metric of `metrics_of`, each with an interval.

    Parameters
    ----------
    gold : sequence of str of shape (n_examples,)
    probabilities : FloatArray of shape (n_examples, n_labels)
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
        matrices(counts.total()[: k * k], k).astype(np.int64),
        intervals(
            counts.metrics(counts.total()), counts.metrics(bootstrap_sums(counts.table, resamples, seed)), confidence
        ),
    )
