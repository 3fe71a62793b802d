"""A model's classifiers learned anew from other examples, everything that was chosen for them staying as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from sklearn.base import clone
from threadpoolctl import threadpool_limits

from pipeline.model.estimators import estimator_of
from pipeline.model.inputs import Inputs
from pipeline.model.trained import TrainedModel
from pipeline.records import GoldExample
from pipeline.tasks import Task

Rows = np.ndarray[Any, Any]
Refit = Callable[[Rows, Rows], list[str]]


@dataclass(frozen=True, slots=True)
class ReadExamples:
    """Gold examples as a model has read them, once for all that is judged of them and learned from them.

    Attributes
    ----------
    model : TrainedModel
    examples : sequence of GoldExample of shape (n_examples,)
    inputs : ndarray of shape (n_examples, …)
        See `pipeline.model.inputs.prepare`.
    """

    model: TrainedModel
    examples: Sequence[GoldExample]
    inputs: Inputs

    @classmethod
    def of(cls, model: TrainedModel, examples: Sequence[GoldExample]) -> Self:
        """Read the examples."""
        return cls(model, examples, model.prepare([example.masked for example in examples]))

    def judged(self, rows: Rows, task: Task) -> list[str]:
        """The labels that the model gives some of the examples, by their positions."""
        return [str(label) for label in self.model.judge(self.inputs[rows]).labels(task)]

    def refitting(self, task: Task) -> Refit | None:
        """A function of two sets of positions in `examples`: learn from the first, say the labels of the second.

        Probabilities are not calibrated, which changes no label.

        Returns
        -------
        callable or None
            ``None`` where it would mean to fine-tune a network each time, or where the model learned nothing from labels.
        """
        fitted: Any = self.model.classifier(task).estimator_
        if not estimator_of(self.model).learned(fitted):
            return None
        labels = np.array([task.label(example) for example in self.examples])

        def refit(taught: Rows, asked: Rows) -> list[str]:
            if len(set(labels[taught])) < 2:
                return [str(labels[taught][0])] * len(asked) if len(taught) else []
            with threadpool_limits(1):
                learned = clone(fitted).fit(self.inputs[taught], labels[taught])
            return [str(label) for label in learned.predict(self.inputs[asked])]

        return refit
