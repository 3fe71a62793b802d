"""Predictions of one task as arrays: what was right, what was said, and which article each example is of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray

from pipeline.evaluate.bootstrap import Array, cluster_codes
from pipeline.evaluate.metrics import ClusterCounts
from pipeline.records import SENTIMENTS, STANCES, Prediction

Task = Literal["stance", "sentiment"]
TASKS: tuple[Task, ...] = ("stance", "sentiment")
LABELS: dict[Task, tuple[str, ...]] = {"stance": STANCES, "sentiment": SENTIMENTS}


def probability_columns(task: Task) -> list[str]:
    """The columns of a task's probabilities in the order of its labels."""
    return [
        "p_neutral_sentiment" if task == "sentiment" and label == "neutral" else f"p_{label}" for label in LABELS[task]
    ]


@dataclass(frozen=True, slots=True)
class Judged:
    """Gold labels (n), probabilities (n, 3) and article numbers (n) of examples, in one order."""

    labels: tuple[str, ...]
    gold: list[str]
    probabilities: Array
    codes: NDArray[np.intp]
    n_clusters: int

    @classmethod
    def of(cls, predictions: Sequence[Prediction], task: Task) -> Self:
        """The predictions of one task; articles are those of `duplicate_group`."""
        columns = probability_columns(task)
        probabilities = np.array([[getattr(p, column) for column in columns] for p in predictions], dtype=float)
        codes, n_clusters = cluster_codes([p.duplicate_group for p in predictions])
        gold = [str(getattr(p, f"gold_{task}")) for p in predictions]
        return cls(LABELS[task], gold, probabilities.reshape(-1, len(columns)), codes, n_clusters)

    def part(self, rows: NDArray[np.intp]) -> Self:
        """Some of the examples, with the articles numbered anew."""
        _, codes = np.unique(self.codes[rows], return_inverse=True)
        n_clusters = int(codes.max()) + 1 if len(codes) else 0
        gold = [self.gold[row] for row in rows]
        return type(self)(self.labels, gold, self.probabilities[rows], codes.astype(np.intp), n_clusters)

    def counts(self, bins: int = 10) -> ClusterCounts:
        """What each article counts."""
        return ClusterCounts.of(self.gold, self.probabilities, self.labels, self.codes, self.n_clusters, bins)

    def correct(self) -> NDArray[np.bool_]:
        """Whether the most probable label is the gold label, shape (n,)."""
        truth = np.array([self.labels.index(label) for label in self.gold], dtype=int)
        right: NDArray[np.bool_] = self.probabilities.argmax(axis=1) == truth
        return right
