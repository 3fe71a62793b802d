"""Why a model said what it said of a text: exact contributions for `linear`, occlusion for `encoder`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.model.encoder.classifier import EncoderClassifier
from pipeline.model.linear.classifier import LinearClassifier
from pipeline.tasks import Task

if TYPE_CHECKING:
    from pipeline.model.folder import TrainedModel

# A marker, or a word with what is tied to it; what is left of a word keeps its place in the text.
_WORD = re.compile(r"‹[A-Z]+›|\w+(?:[’'-]\w+)*")
_HIDDEN = "[MASK]"
_MARKER = "‹"


@dataclass(frozen=True, slots=True)
class Contribution:
    """How much `part` of a text spoke for the label that was given (negative: against it)."""

    part: str
    value: float

    def __str__(self) -> str:
        return f"{self.part} {self.value:+.2f}"


def explain(model: TrainedModel, masked: str, task: Task, most: int = 5) -> list[Contribution]:
    """The parts of a masked text that spoke most for or against the label the model gave it, strongest first.

    For a linear model these are its features, and the values are exact: with those of all features and the intercept
    they sum to the label's log-odds against the mean of all labels. For an encoder they are words, and the values are
    the probability that the label loses when the word is hidden (occlusion: Zeiler and Fergus 2014).

    Parameters
    ----------
    model : TrainedModel
    masked : str
        See `pipeline.masking`.
    task : Task
    most : int, default=5
        How many parts.
    """
    calibrated = getattr(model, task)
    fitted = calibrated.estimator_
    found = _linear(fitted, masked) if isinstance(fitted, LinearClassifier) else _encoder(model, calibrated, masked)
    return sorted(found, key=lambda c: (-abs(c.value), c.part))[:most]


def _linear(fitted: LinearClassifier, masked: str) -> list[Contribution]:
    union, regression = fitted.pipeline_["features"], fitted.pipeline_["regression"]
    row = fitted.pipeline_[:-1].transform([masked])
    column = int(regression.predict_proba(row)[0].argmax())
    # With two labels scikit-learn keeps the second's coefficients alone; against the mean they are half.
    weights = np.vstack([-regression.coef_, regression.coef_]) / 2 if len(regression.coef_) == 1 else regression.coef_
    weight = weights[column] - weights.mean(axis=0)
    values = np.asarray(row.multiply(weight).todense()).ravel()
    names = union.get_feature_names_out()
    return [Contribution(_readable(str(names[i])), float(values[i])) for i in np.flatnonzero(values)]


def _readable(name: str) -> str:
    kind, _, feature = name.partition("__")
    return f"“{feature}”" if kind == "words" else f"{kind} “{feature}”"


def _encoder(model: TrainedModel, calibrated: Any, masked: str) -> list[Contribution]:
    assert isinstance(calibrated.estimator_, EncoderClassifier) and model.network is not None
    words = [word for word in _WORD.finditer(masked) if not word.group().startswith(_MARKER)]
    without = [f"{masked[: word.start()]}{_HIDDEN}{masked[word.end() :]}" for word in words]
    probabilities = calibrated.predict_proba(model.network.run([masked, *without]))
    column = int(probabilities[0].argmax())
    lost = probabilities[0, column] - probabilities[1:, column]
    return [Contribution(word.group(), float(value)) for word, value in zip(words, lost, strict=True)]
