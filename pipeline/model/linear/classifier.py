"""The linear classifier: n-grams and a window around the target, regularised logistic regression."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.utils.validation import check_is_fitted

from pipeline.errors import PipelineError
from pipeline.model.labels import check_labels, check_texts
from pipeline.model.linear.polarity import PolarityFeatures
from pipeline.model.linear.tokens import Words, between, letters, sided_window, word_ngrams

_DECIMALS = 7


class CompactTfidf(TfidfVectorizer):
    """A `TfidfVectorizer` that is saved with its vocabulary as one string, which loads many times faster than a mapping.

    Terms hold no line breaks, so these separate them; their order is that of the columns.
    """

    def __getstate__(self) -> dict[str, Any]:
        state = dict(super().__getstate__())
        # A memory address that scikit-learn keeps; it would make every file different.
        state.pop("_stop_words_id", None)
        if "vocabulary_" in state:
            state["vocabulary_"] = "\n".join(sorted(self.vocabulary_, key=self.vocabulary_.__getitem__))
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        if isinstance(state.get("vocabulary_"), str):
            state = state | {"vocabulary_": {term: i for i, term in enumerate(state["vocabulary_"].split("\n"))}}
        super().__setstate__(state)


class LinearClassifier(ClassifierMixin, BaseEstimator):
    """Logistic regression over word n-grams, letters of the words near the target, sided window words, links to the speaker and polarity.

    Parameters
    ----------
    C : float, default=1.0
        Inverse strength of the L2 penalty.
    word_ngrams : tuple of (int, int), default=(1, 2)
        Shortest and longest word n-gram.
    window : int, default=6
        Words on each side of the target that count as near; single words count up to four times as far, by their distance.
    min_document_frequency : int, default=2
        Rarer n-grams are ignored.
    max_features : int, default=8000
        Most frequent features kept of each sort: word n-grams, letters, window, between.
    class_weight : "balanced" or None, default="balanced"
        Whether rare labels count for more.
    random_state : int, optional
        Seed of the solver.

    Attributes
    ----------
    classes_ : ndarray of shape (n_classes,)
        The labels, sorted.
    pipeline_ : sklearn.pipeline.Pipeline
        The fitted features and regression.

    Examples
    --------
    >>> texts = ["‹SPEAKER› thanked ‹TARGET›", "‹SPEAKER› condemned ‹TARGET›"] * 4
    >>> model = LinearClassifier().fit(texts, ["favor", "against"] * 4)
    >>> model.predict(["he condemned ‹TARGET›"])
    array(['against'], dtype='<U7')
    """

    def __init__(
        self,
        C: float = 1.0,
        word_ngrams: tuple[int, int] = (1, 2),
        window: int = 6,
        min_document_frequency: int = 2,
        max_features: int = 8000,
        class_weight: str | None = "balanced",
        random_state: int | None = None,
    ) -> None:
        self.C = C
        self.word_ngrams = word_ngrams
        self.window = window
        self.min_document_frequency = min_document_frequency
        self.max_features = max_features
        self.class_weight = class_weight
        self.random_state = random_state

    def _features(self) -> FeatureUnion:
        shared = {
            "min_df": self.min_document_frequency,
            "max_features": self.max_features,
            "sublinear_tf": True,
            "lowercase": False,
        }
        shortest, longest = self.word_ngrams
        analyzers = {
            "words": partial(word_ngrams, shortest=shortest, longest=longest),
            "letters": partial(letters, size=2 * self.window),
            "window": partial(sided_window, size=self.window),
            "between": partial(between, size=self.window),
        }
        features: list[tuple[str, Any]] = [
            (name, CompactTfidf(analyzer=analyzer, **shared)) for name, analyzer in analyzers.items()
        ]
        return FeatureUnion([*features, ("polarity", PolarityFeatures(window=self.window))])

    def fit(self, X: Sequence[str], y: ArrayLike, sample_weight: ArrayLike | None = None) -> LinearClassifier:
        """Learn from masked texts.

        Parameters
        ----------
        X : sequence of str of shape (n_examples,)
            Masked texts, see `pipeline.masking`.
        y : array-like of shape (n_examples,)
            Labels.
        sample_weight : array-like of shape (n_examples,), optional
            How much each counts in the regression; 1 by default.

        Raises
        ------
        PipelineError
            If there are no words to learn from or only one label.
        """
        texts, labels = check_texts(X), check_labels(y, (), "label")
        regression = LogisticRegression(
            C=self.C, max_iter=2000, class_weight=self.class_weight, random_state=self.random_state
        )
        self.pipeline_ = Pipeline([("words", Words()), ("features", self._features()), ("regression", regression)])
        try:
            self.pipeline_.fit(texts, labels, regression__sample_weight=sample_weight)
        except ValueError as error:
            raise PipelineError(
                f"Too few examples to train on ({len(labels)}): {error}. Label more, or lower "
                "train.linear.min_document_frequency."
            ) from error
        # The solver's last bits depend on threads and memory; without them equal data give equal bytes.
        regression.coef_ = np.round(regression.coef_, _DECIMALS) + 0.0
        regression.intercept_ = np.round(regression.intercept_, _DECIMALS) + 0.0
        self.classes_ = self.pipeline_.classes_
        return self

    def predict_proba(self, X: Sequence[str]) -> NDArray[np.float64]:
        """The probability of each of `classes_`, shape (n_examples, n_classes)."""
        check_is_fitted(self)
        probabilities: NDArray[np.float64] = self.pipeline_.predict_proba(list(X))
        return probabilities

    def predict(self, X: Sequence[str]) -> NDArray[np.str_]:
        """The most probable label of each text, shape (n_examples,)."""
        labels: NDArray[np.str_] = self.classes_[np.argmax(self.predict_proba(X), axis=1)]
        return labels
