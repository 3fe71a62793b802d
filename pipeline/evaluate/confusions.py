"""Which class was taken for which, counted for each article: the one table that all scores of classes come from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np

from pipeline.arrays import FloatArray, IntArray
from pipeline.evaluate.bootstrap import bootstrap_sums


@dataclass(frozen=True, slots=True)
class Confusions:
    """Confusion matrices of articles, or of whatever else is drawn anew as a whole.

    Attributes
    ----------
    counts : FloatArray of shape (n_clusters, n_classes, n_classes)
        ``counts[a, i, j]`` examples of cluster a and class i were called j.
    """

    counts: FloatArray

    @classmethod
    def of(
        cls,
        gold: IntArray,
        predicted: IntArray,
        codes: IntArray,
        n_clusters: int,
        n_classes: int,
        weights: FloatArray | float = 1.0,
    ) -> Self:
        """Count examples.

        Parameters
        ----------
        gold, predicted : IntArray of shape (n_examples,)
            Classes by their numbers.
        codes : IntArray of shape (n_examples,)
            The cluster of each example, as `pipeline.evaluate.bootstrap.cluster_codes` numbers them.
        n_clusters, n_classes : int
        weights : FloatArray of shape (n_examples,), default=1.0
            How much each example counts.
        """
        counts = np.zeros((n_clusters, n_classes, n_classes))
        np.add.at(counts, (codes, gold, predicted), weights)
        return cls(counts)

    @property
    def table(self) -> FloatArray:
        """One row a cluster, shape (n_clusters, n_classes²); `matrices` undoes it."""
        return self.counts.reshape(len(self.counts), self.counts.shape[-1] ** 2)

    def total(self) -> FloatArray:
        """The matrix of all clusters, shape (n_classes, n_classes)."""
        total: FloatArray = self.counts.sum(axis=0)
        return total

    def resampled(self, resamples: int, seed: int) -> FloatArray:
        """The matrices of resamples of the clusters, shape (resamples, n_classes, n_classes)."""
        return matrices(bootstrap_sums(self.table, resamples, seed), self.counts.shape[-1])


def class_codes(labels: Iterable[str], known: tuple[str, ...]) -> IntArray:
    """The number of each label among those `known`, shape (n_labels,)."""
    return np.array([known.index(label) for label in labels], dtype=np.intp)


def matrices(rows: FloatArray, n_classes: int) -> FloatArray:
    """Rows of shape (…, n_classes²) as matrices of shape (…, n_classes, n_classes)."""
    return rows.reshape(*rows.shape[:-1], n_classes, n_classes)


def class_f1(confusion: FloatArray) -> FloatArray:
    """F1 of each class; 0 where a class neither occurs nor is predicted.

    Parameters
    ----------
    confusion : FloatArray of shape (…, n_classes, n_classes)

    Returns
    -------
    FloatArray of shape (…, n_classes)
    """
    hits = np.diagonal(confusion, axis1=-2, axis2=-1)
    total = confusion.sum(axis=-1) + confusion.sum(axis=-2)
    scores: FloatArray = np.divide(2 * hits, total, out=np.zeros_like(hits, dtype=float), where=total > 0)
    return scores


def macro_f1(confusion: FloatArray) -> FloatArray:
    """Mean F1 over the classes that occur or are predicted.

    Parameters
    ----------
    confusion : FloatArray of shape (…, n_classes, n_classes)

    Returns
    -------
    FloatArray of shape (…)
    """
    present = (confusion.sum(axis=-1) + confusion.sum(axis=-2)) > 0
    mean: FloatArray = class_f1(confusion).sum(axis=-1) / np.maximum(present.sum(axis=-1), 1)
    return mean


def accuracy(confusion: FloatArray) -> FloatArray:
    """The share of the examples that is called what it is; not a number where there is none.

    Parameters
    ----------
    confusion : FloatArray of shape (…, n_classes, n_classes)

    Returns
    -------
    FloatArray of shape (…)
    """
    examples = confusion.sum(axis=(-2, -1))
    share: FloatArray = np.trace(confusion, axis1=-2, axis2=-1) / np.where(examples > 0, examples, np.nan)
    return share
