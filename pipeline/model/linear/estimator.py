"""The estimator ``linear``: n-grams, learned from a study's labels alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.base import BaseEstimator

from pipeline.config import LinearConfig
from pipeline.model.estimator import Estimator
from pipeline.model.linear.classifier import LinearClassifier
from pipeline.model.occlusion import Contribution
from pipeline.tasks import Task

if TYPE_CHECKING:
    from pipeline.model.trained import TrainedModel


class Linear(Estimator[LinearConfig]):
    """Logistic regression over features of masked texts; its contributions are those of its features, and exact."""

    name = "linear"
    trusted = (
        "functools.partial",
        "pipeline.model.linear.classifier.CompactTfidf",
        "pipeline.model.linear.classifier.LinearClassifier",
        "pipeline.model.linear.polarity.PolarityFeatures",
        "pipeline.model.linear.tokens.Words",
        "pipeline.model.linear.tokens.between",
        "pipeline.model.linear.tokens.letters",
        "pipeline.model.linear.tokens.sided_window",
        "pipeline.model.linear.tokens.word_ngrams",
        "scipy.sparse._csr.csr_matrix",
    )
    requires = ("vaderSentiment",)

    def unfitted(self, settings: LinearConfig, task: Task, seed: int) -> BaseEstimator:
        """See `Estimator.unfitted`."""
        return LinearClassifier(
            word_ngrams=settings.word_ngrams,
            window=settings.window,
            min_document_frequency=settings.min_document_frequency,
            max_features=settings.max_features,
            random_state=seed,
        )

    def grid(self, settings: LinearConfig) -> dict[str, list[Any]]:
        """See `Estimator.grid`."""
        return {"C": list(settings.C)}

    def explain(self, model: TrainedModel, task: Task, masked: str) -> list[Contribution]:
        """The features of a text; with those of all and the intercept they sum to the label's log-odds against the mean."""
        features = model.classifier(task).estimator_.pipeline_
        union, regression = features["features"], features["regression"]
        row = features[:-1].transform([masked])
        column = int(regression.predict_proba(row)[0].argmax())
        # With two labels scikit-learn keeps the second's coefficients alone; against the mean they are half.
        weights = (
            np.vstack([-regression.coef_, regression.coef_]) / 2 if len(regression.coef_) == 1 else regression.coef_
        )
        weight = weights[column] - weights.mean(axis=0)
        values = np.asarray(row.multiply(weight).todense()).ravel()
        names = union.get_feature_names_out()
        return [Contribution(_readable(str(names[i])), float(values[i])) for i in np.flatnonzero(values)]


def _readable(name: str) -> str:
    kind, _, feature = name.partition("__")
    return f"“{feature}”" if kind == "words" else f"{kind} “{feature}”"
