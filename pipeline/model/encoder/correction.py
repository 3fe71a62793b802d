"""What labels of one's own add to a network's judgement: a logistic regression whose offset is that judgement."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import softmax
from sklearn.base import BaseEstimator

Array = NDArray[np.float64]
_DECIMALS = 6
_INTERCEPT = 1.0


class Correction(BaseEstimator):
    """Log-odds = those given + features · weights + intercepts, with an L2 penalty.

    With no labels, or a strong penalty, the judgement stays as it was; the more labels, the more they change it.

    Parameters
    ----------
    C : float, default=1.0
        Inverse strength of the penalty.

    Attributes
    ----------
    coef_ : ndarray of shape (n_features, n_classes)
    intercept_ : ndarray of shape (n_classes,)
    """

    def __init__(self, C: float = 1.0) -> None:
        self.C = C

    def fit(
        self, features: Array, given: Array, codes: NDArray[np.int_], sample_weight: Array | None = None
    ) -> Correction:
        """Learn from labelled examples.

        Parameters
        ----------
        features : ndarray of shape (n_examples, n_features)
        given : ndarray of shape (n_examples, n_classes)
            Logarithms of the probabilities that are to be corrected.
        codes : ndarray of shape (n_examples,)
            Column of the true class.
        sample_weight : ndarray of shape (n_examples,), optional
            How much each example counts; 1 by default.
        """
        counts = 1.0 if sample_weight is None else np.asarray(sample_weight, dtype=np.float64)[:, None]
        size, classes = features.shape[1], given.shape[1]
        design = np.hstack([features, np.ones((len(features), 1))])
        truth = np.eye(classes)[codes]
        # How frequent the labels are is learned from few examples, and so may differ freely.
        strength = np.append(np.full(size, 1 / self.C), _INTERCEPT)[:, None]

        def loss(flat: Array) -> tuple[float, Array]:
            weights = flat.reshape(size + 1, classes)
            probabilities = softmax(given + design @ weights, axis=1)
            gradient = design.T @ ((probabilities - truth) * counts) + strength * weights
            likelihood = (
                np.log(np.clip((probabilities * truth).sum(axis=1, keepdims=True), 1e-300, None)) * counts
            ).sum()
            return float((strength * weights**2).sum() / 2 - likelihood), gradient.ravel()

        best = minimize(loss, np.zeros((size + 1) * classes), jac=True, method="L-BFGS-B", options={"maxiter": 500})
        # The solver's last bits depend on threads and memory; without them equal data give equal bytes.
        weights = np.round(best.x.reshape(size + 1, classes), _DECIMALS) + 0.0
        self.coef_, self.intercept_ = weights[:-1], weights[-1]
        return self

    def correct(self, features: Array, given: Array) -> Array:
        """Corrected probabilities, shape (n_examples, n_classes)."""
        return np.asarray(softmax(given + features @ self.coef_ + self.intercept_, axis=1))
