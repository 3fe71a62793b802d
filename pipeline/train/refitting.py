"""A model's classifiers learned anew from other examples, everything that was chosen for them staying as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from sklearn.base import clone
from threadpoolctl import threadpool_limits

from pipeline.model.calibration import as_rows
from pipeline.model.encoder.classifier import EncoderClassifier
from pipeline.model.folder import TrainedModel
from pipeline.records import GoldExample
from pipeline.tasks import Task

Refit = Callable[[np.ndarray[Any, Any], np.ndarray[Any, Any]], list[str]]


def refitting(model: TrainedModel, examples: Sequence[GoldExample], task: Task) -> Refit | None:
    """A function of two sets of positions in `examples`: learn from the first, say the labels of the second.

    Texts are read once, whatever the number of calls. Probabilities are not calibrated, which changes no label.

    Returns
    -------
    callable or None
        ``None`` where it would mean to fine-tune a network each time, or where the model learned nothing from labels.
    """
    fitted: Any = getattr(model, task).estimator_
    texts: Any = [example.masked for example in examples]
    if isinstance(fitted, EncoderClassifier):
        if fitted.tune == "all" or getattr(fitted, "correction_", None) is None or model.network is None:
            return None
        texts = model.network.run(texts)
    read = as_rows(texts)
    labels = np.array([getattr(example, task) for example in examples])

    def refit(taught: np.ndarray[Any, Any], asked: np.ndarray[Any, Any]) -> list[str]:
        if len(set(labels[taught])) < 2:
            return [str(labels[taught][0])] * len(asked) if len(taught) else []
        with threadpool_limits(1):
            learned = clone(fitted).fit(read[taught], labels[taught])
        return [str(label) for label in learned.predict(read[asked])]

    return refit
