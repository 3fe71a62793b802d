"""The head: a network's own judgement of a task, or that judgement corrected by labels of one's own."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted

from pipeline.model.encoder.correction import Correction
from pipeline.model.labels import check_labels
from pipeline.network.relations import stance_probabilities
from pipeline.network.session import FIRST_FEATURE, RELATION_COLUMNS, SENTIMENT_COLUMNS
from pipeline.tasks import Task

Array = np.ndarray[Any, Any]
_SMALLEST = 1e-4
_FEATURE_SCALE = 0.1
# What is saved of it; models of earlier versions hold settings of fine-tuning besides.
_STATE = ("task", "C", "classes_", "correction_")


class Head(ClassifierMixin, BaseEstimator):
    """A classifier of what a network says of texts; it learns in a second, and knows no network.

    Parameters
    ----------
    task : {"stance", "sentiment"}, default="stance"
        Which labels are learned.
    C : float, default=1.0
        Inverse strength of the L2 penalty.

    Attributes
    ----------
    classes_ : ndarray of shape (n_classes,)
        The labels, sorted.
    correction_ : Correction or None
        What the labels add to the network's judgement; ``None`` where that stays as it is.

    See Also
    --------
    pipeline.model.inputs.prepare : Makes the rows of texts that a head takes.
    """

    correction_: Correction | None

    def __init__(self, task: str = Task.stance.value, C: float = 1.0) -> None:
        self.task = task
        self.C = C

    @classmethod
    def of_network(cls, task: str) -> Head:
        """The head that a network has itself, with nothing more to learn."""
        head = cls(str(task))
        head.classes_, head.correction_ = np.array(sorted(Task(task).labels)), None
        return head

    def __setstate__(self, state: dict[str, Any]) -> None:
        super().__setstate__({name: value for name, value in state.items() if name in _STATE})

    def fit(self, X: Array, y: ArrayLike, sample_weight: Array | None = None) -> Head:
        """Learn what labels add to a network's judgement.

        Parameters
        ----------
        X : ndarray of shape (n_examples, n_columns)
            What the network says of masked texts.
        y : array-like of shape (n_examples,)
            Labels.
        sample_weight : ndarray of shape (n_examples,), optional
            How much each counts; 1 by default.

        Raises
        ------
        PipelineError
            If a label is none of the task's, or there is only one.
        """
        labels = check_labels(y, Task(self.task).labels, self.task)
        self.classes_ = np.unique(labels)
        codes = np.searchsorted(self.classes_, labels)
        self.correction_ = Correction(self.C).fit(_features(X), self._given(X), codes, sample_weight)
        return self

    def predict_proba(self, X: Array) -> NDArray[np.float64]:
        """The probability of each of `classes_`, shape (n_examples, n_classes)."""
        check_is_fitted(self, "classes_")
        if self.correction_ is not None:
            return self.correction_.correct(_features(X), self._given(X))
        return np.asarray(np.exp(self._given(X)))

    def predict(self, X: Array) -> NDArray[np.str_]:
        """The most probable label of each text, shape (n_examples,)."""
        labels: NDArray[np.str_] = self.classes_[np.argmax(self.predict_proba(X), axis=1)]
        return labels

    def _given(self, X: Array) -> Array:
        """Logarithms of the network's own probabilities of `classes_`."""
        if self.task == Task.stance:
            given = stance_probabilities(X[:, RELATION_COLUMNS], list(self.classes_))
        else:
            given = X[:, SENTIMENT_COLUMNS][:, [Task.sentiment.labels.index(label) for label in self.classes_]]
        given = np.clip(given, _SMALLEST, None)
        return np.asarray(np.log(given / given.sum(axis=1, keepdims=True)))


def _features(X: Array) -> Array:
    """The network's features and its log-odds in all tasks, small enough that few labels change little."""
    judged = np.log(np.clip(X[:, :FIRST_FEATURE], _SMALLEST, 1.0))
    return np.concatenate([judged, X[:, FIRST_FEATURE:]], axis=1) * _FEATURE_SCALE
