"""What is measured on a corpus: the baselines, the linear estimator fitted on its training part, and trained models."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from sklearn.base import clone
from sklearn.model_selection import GroupKFold, cross_val_predict

from pipeline.arrays import FloatArray
from pipeline.corpora import Corpus, CorpusExample
from pipeline.evaluate.baselines import BASELINES, Baseline
from pipeline.model.linear.classifier import LinearClassifier
from pipeline.model.trained import TrainedModel

_FOLDS = 5


@dataclass(frozen=True, slots=True)
class Predictor:
    """`predict`: examples → FloatArray of shape (n_examples, n_labels of the corpus); `prepare` is done once before."""

    predict: Callable[[Sequence[CorpusExample]], FloatArray]
    prepare: Callable[[], object] = lambda: None


def baseline_predictors(corpus: Corpus, training: Sequence[CorpusExample], seed: int) -> dict[str, Predictor]:
    """The baselines of `pipeline.evaluate.baselines`, and the linear estimator fitted on the corpus' training part.

    Parameters
    ----------
    corpus : Corpus
    training : sequence of CorpusExample
    seed : int
        Of the linear estimator.
    """
    labels = [corpus.task.label(example) for example in training]

    def said(baseline: Baseline, examples: Sequence[CorpusExample]) -> FloatArray:
        return baseline.probabilities([e.text for e in examples], labels, corpus.task.labels)[:, corpus.columns]

    linear = _Linear(corpus, training, labels, seed)
    return {
        **{baseline.name: Predictor(partial(said, baseline)) for baseline in BASELINES},
        "linear": Predictor(linear.predict, linear.prepare),
    }


def trained_predictor(corpus: Corpus, model: TrainedModel) -> Predictor:
    """A trained model, which never saw the corpus' other parts; its probabilities of the corpus' labels sum to one."""

    def predict(examples: Sequence[CorpusExample]) -> FloatArray:
        said = getattr(model.predict([example.masked() for example in examples], spoken=False), corpus.task)
        chosen = said[:, corpus.columns]
        return np.asarray(chosen / np.maximum(chosen.sum(axis=1, keepdims=True), 1e-12))

    return Predictor(predict)


class _Linear:
    """The estimator fitted on the training part; its own examples are judged by cross-validation over sentences."""

    def __init__(self, corpus: Corpus, training: Sequence[CorpusExample], labels: list[str], seed: int) -> None:
        self._corpus, self._training, self._labels = corpus, training, labels
        self._estimator = LinearClassifier(
            C=corpus.linear.C, max_features=60_000, class_weight=corpus.linear.class_weight, random_state=seed
        )

    def prepare(self) -> None:
        self._texts = [example.masked() for example in self._training]
        self._estimator.fit(self._texts, self._labels)

    def predict(self, examples: Sequence[CorpusExample]) -> FloatArray:
        if {example.example_id for example in examples} & {example.example_id for example in self._training}:
            return self._in_order(
                cross_val_predict(
                    clone(self._estimator),
                    np.array(self._texts, dtype=object),
                    self._labels,
                    groups=[example.group for example in self._training],
                    cv=GroupKFold(_FOLDS),
                    method="predict_proba",
                )
            )
        return self._in_order(self._estimator.predict_proba([example.masked() for example in examples]))

    def _in_order(self, probabilities: FloatArray) -> FloatArray:
        """The columns in the order of the corpus' labels; a label that was not in training has probability 0."""
        classes = list(self._estimator.classes_)
        ordered = np.zeros((len(probabilities), len(self._corpus.labels)))
        for column, label in enumerate(self._corpus.labels):
            if label in classes:
                ordered[:, column] = probabilities[:, classes.index(label)]
        return ordered
