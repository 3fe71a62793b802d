"""How sure a model is of training examples that it has not seen, without which its sureness of others has no measure."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.base import clone
from sklearn.model_selection import StratifiedGroupKFold
from threadpoolctl import threadpool_limits

from pipeline.drift.aspects import MILLION
from pipeline.model.calibration import scale
from pipeline.model.estimators import estimator_of
from pipeline.model.inputs import Inputs
from pipeline.model.trained import TrainedModel
from pipeline.records import GoldExample
from pipeline.tasks import Task


def held_out_confidence(
    model: TrainedModel, examples: Sequence[GoldExample], folds: int = 5, inputs: Inputs | None = None
) -> dict[Task, list[int]]:
    """The probability of the most probable label of each example, by classifiers that learned from other articles.

    What was chosen for the model, its temperature too, stays as it is.

    Parameters
    ----------
    model : TrainedModel
    examples : sequence of GoldExample of shape (n_examples,)
        That it learned from.
    folds : int, default=5
        Of the cross-validation, grouped by article.
    inputs : ndarray of shape (n_examples, …), optional
        What `TrainedModel.prepare` made of the examples, where that is at hand.

    Returns
    -------
    dict of Task to list of int of shape (n_examples,)
        In whole millionths. Empty where it would mean to fine-tune a network in each fold, or where a fold has too few
        labels to learn from.
    """
    groups = np.array([example.duplicate_group for example in examples])
    folds = min(folds, len(set(groups.tolist())))
    if folds < 2 or not all(_refits(model, task) for task in Task):
        return {}
    if inputs is None:
        inputs = model.prepare([example.masked for example in examples])
    found: dict[Task, list[int]] = {}
    for task in Task:
        labels = np.array([task.label(example) for example in examples])
        classifier: Any = model.classifier(task)
        sure = np.zeros(len(examples))
        with warnings.catch_warnings(), threadpool_limits(1):
            warnings.filterwarnings("ignore", "The least populated class", UserWarning)
            for kept, apart in StratifiedGroupKFold(folds).split(inputs, labels, groups):
                if len(set(labels[kept].tolist())) < 2:
                    return {}
                learned = clone(classifier.estimator_).fit(inputs[kept], labels[kept])
                offsets = classifier.offsets_
                if offsets is not None:
                    offsets = offsets[np.isin(classifier.classes_, learned.classes_)]
                probabilities = scale(learned.predict_proba(inputs[apart]), classifier.temperature_, offsets)
                sure[apart] = probabilities.max(axis=1)
        # Six digits, as predictions have them.
        found[task] = [round(float(value) * MILLION) for value in np.round(sure, 6)]
    return found


def _refits(model: TrainedModel, task: Task) -> bool:
    classifier: Any = model.classifier(task)
    return estimator_of(model).learned(classifier.estimator_)
