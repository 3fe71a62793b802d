"""Classification metrics from counts that add up over articles.

A metric is one entry of `METRICS`: its name in files, its title in tables, its direction, and how it follows from the
counts. To add one, write the function and the entry.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from pipeline.arrays import FloatArray, IntArray
from pipeline.evaluate.bootstrap import Interval, bootstrap_sums, cluster_codes, intervals
from pipeline.evaluate.confusions import Confusions, accuracy, class_codes, class_f1, macro_f1, matrices

HEADLINE = "macro_f1"
_SMALLEST = 1e-15


@dataclass(frozen=True, slots=True)
class Sums:
    """Counts of examples, added up over articles.

    Attributes
    ----------
    confusion : FloatArray of shape (…, n_labels, n_labels)
    log_loss : FloatArray of shape (…)
    excess : FloatArray of shape (…, n_bins)
        Per bin of confidence the confidence that exceeds the hits.
    """

    confusion: FloatArray
    log_loss: FloatArray
    excess: FloatArray

    @property
    def examples(self) -> FloatArray:
        """How many were counted, shape (…); not a number where none was."""
        count = self.confusion.sum(axis=(-2, -1))
        return np.where(count > 0, count, np.nan)


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric: how it is called in files and in tables, whether less of it is better, and how it is found."""

    name: str
    title: str
    of: Callable[[Sums], FloatArray]
    less_is_better: bool = False


def _macro_f1(sums: Sums) -> FloatArray:
    return np.where(np.isnan(sums.examples), np.nan, macro_f1(sums.confusion))


def _accuracy(sums: Sums) -> FloatArray:
    return accuracy(sums.confusion)


def _log_loss(sums: Sums) -> FloatArray:
    return sums.log_loss / sums.examples


def _calibration_error(sums: Sums) -> FloatArray:
    """Naeini et al. 2015, top-label version, bins of equal width."""
    error: FloatArray = np.abs(sums.excess).sum(axis=-1) / sums.examples
    return error


METRICS = (
    Metric(HEADLINE, "macro-F1", _macro_f1),
    Metric("accuracy", "accuracy", _accuracy),
    Metric("log_loss", "log-loss", _log_loss, less_is_better=True),
    Metric("calibration_error", "calibration error", _calibration_error, less_is_better=True),
)


def metrics_of(labels: Sequence[str]) -> list[Metric]:
    """Every metric of a task with these labels: `METRICS`, and the F1 of each label."""

    def f1_of(index: int) -> Callable[[Sums], FloatArray]:
        return lambda sums: class_f1(sums.confusion)[..., index]

    return [*METRICS, *(Metric(f"f1_{label}", f"F1 of {label}", f1_of(index)) for index, label in enumerate(labels))]


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
