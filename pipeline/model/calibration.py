"""Probabilities that mean what they say: temperature scaling (Guo et al. 2017, On Calibration of Modern Neural Networks)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize, minimize_scalar
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.model_selection import StratifiedGroupKFold

_SMALLEST = 1e-12


def scale(
    probabilities: NDArray[np.float64], temperature: float, offsets: NDArray[np.float64] | None = None
) -> NDArray[np.float64]:
    """Probabilities raised to ``1 / temperature``, times ``exp(offsets)`` where there are any, and normalised, shape unchanged."""
    logits = np.log(np.clip(probabilities, _SMALLEST, None)) / temperature
    if offsets is not None:
        logits += offsets
    logits -= logits.max(axis=1, keepdims=True)
    scaled = np.exp(logits)
    normalised: NDArray[np.float64] = scaled / scaled.sum(axis=1, keepdims=True)
    return normalised


def fit_temperature(probabilities: NDArray[np.float64], codes: NDArray[np.int_]) -> float:
    """The temperature that minimises the log-loss of held-out probabilities, between 0.05 and 20.

    Parameters
    ----------
    probabilities : ndarray of shape (n_examples, n_classes)
    codes : ndarray of shape (n_examples,)
        Column of the true class.
    """

    def loss(log_temperature: float) -> float:
        scaled = scale(probabilities, float(np.exp(log_temperature)))
        return float(-np.log(np.clip(scaled[np.arange(len(codes)), codes], _SMALLEST, None)).mean())

    best = minimize_scalar(loss, bounds=(np.log(0.05), np.log(20.0)), method="bounded", options={"xatol": 1e-4})
    # Rounded, so that the last bits of a sum do not change a model's bytes.
    return round(float(np.exp(best.x)), 4)


def fit_temperature_and_offsets(
    probabilities: NDArray[np.float64], codes: NDArray[np.int_]
) -> tuple[float, NDArray[np.float64]]:
    """The temperature and the offset of each class that minimise the log-loss of held-out probabilities.

    For a classifier that was taught some classes more often than they occur: an offset takes that back (bias-corrected
    temperature scaling, Alexandari, Kundaje and Shrikumar 2020). The most frequent class has the offset 0.

    Parameters
    ----------
    probabilities : ndarray of shape (n_examples, n_classes)
    codes : ndarray of shape (n_examples,)
        Column of the true class.

    Returns
    -------
    temperature : float
    offsets : ndarray of shape (n_classes,)
    """
    counts = np.bincount(codes, minlength=probabilities.shape[1])
    free = np.arange(len(counts)) != counts.argmax()

    def unpacked(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        offsets = np.zeros(len(counts))
        offsets[free] = values[1:]
        return float(np.exp(values[0])), offsets

    def loss(values: NDArray[np.float64]) -> float:
        scaled = scale(probabilities, *unpacked(values))
        return float(-np.log(np.clip(scaled[np.arange(len(codes)), codes], _SMALLEST, None)).mean())

    start = np.zeros(int(free.sum()) + 1)
    best = minimize(
        loss, start, method="L-BFGS-B", bounds=[(np.log(0.05), np.log(20.0)), *[(-5.0, 5.0)] * int(free.sum())]
    )
    temperature, offsets = unpacked(best.x)
    # Rounded for the same reason as above, and more coarsely, since the gradient is a difference.
    return round(temperature, 3), np.round(offsets, 3)


def _fitted(estimator: BaseEstimator, inputs: Any, labels: Any, weights: Any) -> Any:
    # A classifier that knows no weights is still one.
    return clone(estimator).fit(inputs, labels, **({} if weights is None else {"sample_weight": weights}))


class TemperatureScaled(ClassifierMixin, BaseEstimator):
    """A classifier whose probabilities are calibrated on out-of-fold predictions of its own training data.

    Parameters
    ----------
    estimator : classifier
        With `predict_proba`; it is cloned and fitted on all data.
    folds : int, default=5
        Of the cross-validation, grouped by article.

    Attributes
    ----------
    estimator_ : classifier
        Fitted on all data.
    temperature_ : float
        Above 1 the estimator was too sure, below 1 not sure enough.
    offsets_ : ndarray of shape (n_classes,) or None
        See `fit_temperature_and_offsets`; none where only a temperature was fitted.
    classes_ : ndarray of shape (n_classes,)
    """

    offsets_: NDArray[np.float64] | None = None

    def __init__(self, estimator: BaseEstimator, folds: int = 5) -> None:
        self.estimator = estimator
        self.folds = folds

    @classmethod
    def of(cls, fitted: Any, temperature: float, offsets: NDArray[np.float64] | None = None) -> TemperatureScaled:
        """A fitted classifier whose temperature is known, and perhaps its offsets."""
        scaled = cls(fitted)
        scaled.estimator_, scaled.classes_, scaled.temperature_ = fitted, fitted.classes_, temperature
        if offsets is not None:
            scaled.offsets_ = offsets
        return scaled

    def fit(
        self, X: ArrayLike, y: ArrayLike, groups: ArrayLike | None = None, sample_weight: ArrayLike | None = None
    ) -> TemperatureScaled:
        """Fit the estimator and its temperature.

        Parameters
        ----------
        X : array-like of shape (n_examples, …)
            What the estimator takes, see `pipeline.model.inputs.prepare`.
        y : array-like of shape (n_examples,)
        groups : array-like of shape (n_examples,), optional
            Articles; without them every example is a group of its own.
        sample_weight : array-like of shape (n_examples,), optional
            How much each example counts for the estimator; 1 by default. The temperature is fitted on all alike.
        """
        inputs, labels = np.asarray(X), np.asarray(y)
        group_ids = np.arange(len(labels)) if groups is None else np.asarray(groups)
        weights = None if sample_weight is None else np.asarray(sample_weight)
        self.estimator_ = _fitted(self.estimator, inputs, labels, weights)
        self.classes_ = self.estimator_.classes_
        folds = min(self.folds, len(np.unique(group_ids)))
        codes = np.searchsorted(self.classes_, labels)
        self.temperature_ = 1.0
        smallest = min(np.unique(codes, return_counts=True)[1])
        if folds >= 2 and smallest >= folds:
            held_out = np.zeros((len(labels), len(self.classes_)))
            for kept, apart in StratifiedGroupKFold(folds).split(inputs, labels, group_ids):
                part = None if weights is None else weights[kept]
                fitted = _fitted(self.estimator, inputs[kept], labels[kept], part)
                columns = np.searchsorted(self.classes_, fitted.classes_)
                held_out[np.ix_(apart, columns)] = fitted.predict_proba(inputs[apart])
            self.temperature_ = fit_temperature(held_out, codes)
        return self

    def predict_proba(self, X: ArrayLike) -> NDArray[np.float64]:
        """Calibrated probabilities, shape (n_examples, n_classes)."""
        return scale(self.estimator_.predict_proba(X), self.temperature_, self.offsets_)

    def predict(self, X: ArrayLike) -> NDArray[np.str_]:
        """The most probable label of each text, shape (n_examples,)."""
        labels: NDArray[np.str_] = self.classes_[np.argmax(self.predict_proba(X), axis=1)]
        return labels
