"""One side of a comparison: a group of runs, and what they say, read once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from pipeline.arrays import FloatArray
from pipeline.compare.run import RunGroup
from pipeline.evaluate.judgements import Judgements
from pipeline.records import Prediction
from pipeline.tasks import Task


@dataclass(frozen=True, slots=True)
class Side:
    """A group, and for each task what each of its runs says of the same examples."""

    group: RunGroup
    judged: dict[Task, list[Judgements]]

    @classmethod
    def of(cls, group: RunGroup) -> Self:
        """The side that a group is."""
        return cls(group, {task: [Judgements.of(run.predictions, task) for run in group.runs] for task in Task})

    @property
    def predictions(self) -> Sequence[Prediction]:
        """Those of the run that stands for the group."""
        return self.group.first.predictions

    def mean_probabilities(self, task: Task) -> FloatArray:
        """What the runs say on average, shape (n_examples, n_labels)."""
        mean: FloatArray = np.mean([judged.probabilities for judged in self.judged[task]], axis=0)
        return mean
