"""What a model said of gold examples: as rows of the table `predictions`, and as arrays of one task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from pipeline.arrays import BoolArray, FloatArray, IntArray
from pipeline.evaluate.bootstrap import cluster_codes
from pipeline.evaluate.confusions import class_codes
from pipeline.evaluate.counts import ClusterCounts
from pipeline.model.predictions import Predictions
from pipeline.records import GoldExample, Prediction, composed
from pipeline.tasks import Task


def predictions_of(examples: Sequence[GoldExample], predicted: Predictions) -> list[Prediction]:
    """What a model said of gold examples, one row each."""
    judgements = [task.rows(getattr(predicted, task)) for task in Task]
    return [
        composed(
            Prediction,
            example,
            **{task.gold: task.label(example) for task in Task},
            **{column: value for judgement in judged for column, value in judgement.items()},
        )
        for example, *judged in zip(examples, *judgements, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Judgements:
    """One task of some predictions, examples in one order.

    Attributes
    ----------
    labels : tuple of str
    gold : list of str of shape (n_examples,)
    probabilities : FloatArray of shape (n_examples, n_labels)
    codes : IntArray of shape (n_examples,)
        The article of each example, by its number below `n_clusters`.
    """

    labels: tuple[str, ...]
    gold: list[str]
    probabilities: FloatArray
    codes: IntArray
    n_clusters: int

    @classmethod
    def of(cls, predictions: Sequence[Prediction], task: Task) -> Self:
        """The predictions of one task; articles are those of `duplicate_group`."""
        probabilities = np.array([[getattr(p, column) for column in task.probabilities] for p in predictions], float)
        codes, n_clusters = cluster_codes([p.duplicate_group for p in predictions])
        gold = [str(getattr(p, task.gold)) for p in predictions]
        return cls(task.labels, gold, probabilities.reshape(-1, len(task.labels)), codes, n_clusters)

    def part(self, rows: IntArray) -> Self:
        """Some of the examples, with the articles numbered anew.

        Parameters
        ----------
        rows : IntArray of shape (n_chosen,)
        """
        _, codes = np.unique(self.codes[rows], return_inverse=True)
        n_clusters = int(codes.max()) + 1 if len(codes) else 0
        gold = [self.gold[row] for row in rows]
        return type(self)(self.labels, gold, self.probabilities[rows], codes.astype(np.intp), n_clusters)

    def counts(self, bins: int = 10) -> ClusterCounts:
        """What each article counts."""
        return ClusterCounts.of(self.gold, self.probabilities, self.labels, self.codes, self.n_clusters, bins)

    def correct(self) -> BoolArray:
        """Whether the most probable label is the gold label, shape (n_examples,)."""
        right: BoolArray = self.probabilities.argmax(axis=1) == class_codes(self.gold, self.labels)
        return right
