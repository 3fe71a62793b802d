"""Classifiers on public corpora: the corpus' own metric, for the majority class, VADER, the linear estimator and models."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.base import clone
from sklearn.model_selection import GroupKFold, cross_val_predict

from pipeline.benchmark.agreement import TargetSentences
from pipeline.benchmark.report import BenchmarkReport, Counts, with_intervals
from pipeline.corpora import CorpusExample, read_corpus
from pipeline.corpora.held_out import held_out
from pipeline.errors import PipelineError
from pipeline.evaluate.baselines import majority, vader
from pipeline.evaluate.metrics import macro_f1, task_metrics
from pipeline.model.folder import TrainedModel
from pipeline.model.linear.classifier import LinearClassifier
from pipeline.records import SENTIMENTS, STANCES

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Predictor:
    """`predict`: examples → probabilities of shape (n_examples, n_labels); `prepare` is done once before."""

    predict: Callable[[Sequence[CorpusExample]], Array]
    prepare: Callable[[], object] = lambda: None


_TRAIN, HELD_OUT, _TOGETHER = "train", "held-out", "together"
_FOLDS = 5
# How dse's five classes follow from the stances of p toward q and of q toward p.
_DIRECTED = (
    ("neutral", "neutral"),
    ("favor", "neutral"),
    ("neutral", "favor"),
    ("against", "neutral"),
    ("neutral", "against"),
)


@dataclass(frozen=True, slots=True)
class CorpusTask:
    """What a corpus asks: `labels` of `field`, and how many examples in a row make one judgement.

    `C` and `class_weight` are those of the linear estimator, chosen on the validation part.
    """

    field: str
    labels: tuple[str, ...]
    in_a_row: int = 1
    C: float = 1.0
    class_weight: str | None = "balanced"


TASKS = {
    "dse": CorpusTask("stance", STANCES, 2, C=5.0, class_weight=None),
    "plover": CorpusTask("stance", ("favor", "against")),
    "newsmtsc": CorpusTask("sentiment", SENTIMENTS, C=0.5),
}


def baselines(task: CorpusTask, training: Sequence[CorpusExample], seed: int) -> dict[str, Predictor]:
    """Majority class, VADER, and the linear estimator fitted on the corpus' training part."""
    labels = [str(getattr(example, task.field)) for example in training]
    full = SENTIMENTS if task.field == "sentiment" else STANCES
    linear = _Linear(task, training, labels, seed)
    return {
        "majority": Predictor(lambda examples: majority(labels, len(examples), task.labels)),
        "vader": Predictor(lambda examples: vader([e.text for e in examples], full)[:, : len(task.labels)]),
        "linear": Predictor(linear.predict, linear.prepare),
    }


def trained_predictor(task: CorpusTask, model: TrainedModel) -> Predictor:
    """A trained model, which never saw the corpus' other parts."""
    full = SENTIMENTS if task.field == "sentiment" else STANCES

    def predict(examples: Sequence[CorpusExample]) -> Array:
        said = getattr(model.predict([example.masked() for example in examples], spoken=False), task.field)
        chosen = said[:, [full.index(label) for label in task.labels]]
        return np.asarray(chosen / np.maximum(chosen.sum(axis=1, keepdims=True), 1e-12))

    return Predictor(predict)


class _Linear:
    """The estimator fitted on the training part; its own examples are judged by cross-validation over sentences."""

    def __init__(self, task: CorpusTask, training: Sequence[CorpusExample], labels: list[str], seed: int) -> None:
        self._task, self._training, self._labels = task, training, labels
        self._estimator = LinearClassifier(
            C=task.C, max_features=60_000, class_weight=task.class_weight, random_state=seed
        )

    def prepare(self) -> None:
        self._texts = [example.masked() for example in self._training]
        self._estimator.fit(self._texts, self._labels)

    def predict(self, examples: Sequence[CorpusExample]) -> Array:
        classes = list(self._estimator.classes_)
        if {example.example_id for example in examples} & {example.example_id for example in self._training}:
            groups = [example.group for example in self._training]
            texts = np.array(self._texts, dtype=object)
            judged_apart = cross_val_predict(
                clone(self._estimator),
                texts,
                self._labels,
                groups=groups,
                cv=GroupKFold(_FOLDS),
                method="predict_proba",
            )
            return _in_order(self._task, classes, judged_apart)
        return _in_order(self._task, classes, self._estimator.predict_proba([e.masked() for e in examples]))


def _in_order(task: CorpusTask, classes: list[str], probabilities: Array) -> Array:
    """The columns in the order of the task's labels; a label that was not in training has probability 0."""
    ordered = np.zeros((len(probabilities), len(task.labels)))
    for column, label in enumerate(task.labels):
        if label in classes:
            ordered[:, column] = probabilities[:, classes.index(label)]
    return ordered


def judged(task: CorpusTask, probabilities: Array) -> Array:
    """The predicted class of each judgement: a column of `probabilities`, or for dse one of its five classes."""
    if task.in_a_row == 1:
        return np.asarray(probabilities.argmax(axis=1))
    forth, back = probabilities[0::2], probabilities[1::2]
    column = {label: index for index, label in enumerate(task.labels)}
    scores = np.stack([forth[:, column[one]] * back[:, column[two]] for one, two in _DIRECTED], axis=1)
    return np.asarray(scores.argmax(axis=1))


def _gold(task: CorpusTask, examples: Sequence[CorpusExample]) -> Array:
    if task.in_a_row == 2:
        return np.array([int(example.relation) for example in examples[0::2]])
    return np.array([task.labels.index(str(getattr(example, task.field))) for example in examples])


def _metrics(size: int) -> Callable[[Counts], dict[str, Counts]]:
    def ratios(counts: Counts) -> dict[str, Counts]:
        confusion = counts.reshape(*counts.shape[:-1], size, size)
        right = np.trace(confusion, axis1=-2, axis2=-1)
        return {"macro_f1": macro_f1(confusion), "accuracy": right / np.maximum(counts.sum(axis=-1), 1)}

    return ratios


def confusion_rows(gold: Array, predicted: Array, groups: Sequence[str], size: int) -> Array:
    """Confusion counts of each group, shape (n_groups, size * size), groups in the order of their first example."""
    index = {group: number for number, group in enumerate(dict.fromkeys(groups))}
    rows = np.zeros((len(index), size * size))
    np.add.at(rows, (np.array([index[group] for group in groups]), gold * size + predicted), 1)
    return rows


@dataclass(frozen=True, slots=True)
class _Part:
    """The examples that are judged, and the sentences that stand in the training part."""

    corpus: str
    split: str
    examples: Sequence[CorpusExample]
    taught: frozenset[str]

    def report(self, name: str, probabilities: Array, seconds: float) -> BenchmarkReport:
        task, examples = TASKS[self.corpus], self.examples
        gold, groups = _gold(task, examples), [example.group for example in examples[:: task.in_a_row]]
        size = len(_DIRECTED) if task.in_a_row == 2 else len(task.labels)
        predicted = judged(task, probabilities)
        metrics = with_intervals(confusion_rows(gold, predicted, groups, size).tolist(), _metrics(size))
        new = np.array([group not in self.taught for group in groups])
        if new.any() and not new.all():
            apart = [group for group, unseen in zip(groups, new, strict=True) if unseen]
            rows = confusion_rows(gold[new], predicted[new], apart, size)
            metrics["macro_f1_new_sentences"] = with_intervals(rows.tolist(), _metrics(size))["macro_f1"]
        labels = [str(getattr(example, task.field)) for example in examples]
        calibration = task_metrics(labels, probabilities, task.labels, [example.group for example in examples])
        metrics["calibration_error"] = calibration.metrics["calibration_error"]
        if self.corpus != "plover":
            codes = np.array([task.labels.index(label) for label in labels])
            metrics |= TargetSentences.of(examples, codes, probabilities.argmax(axis=1)).metrics()
        numbers: dict[str, float] = {
            "judgements": len(gold),
            "examples_per_second": round(len(examples) / max(seconds, 1e-9), 1),
        }
        return BenchmarkReport(f"{self.corpus} {self.split}, {name}", metrics, numbers)


def benchmark_corpus(
    corpus: str,
    folder: Path,
    split: str,
    seed: int,
    models: dict[str, TrainedModel] | None = None,
    together: Collection[str] = (),
) -> dict[str, BenchmarkReport]:
    """Every baseline and model on one split; intervals resample sentences.

    The split ``held-out`` is what of the training part no shipped model was taught: one in 25 sentences, and a fifth of
    those whose targets are labelled differently. Where sentences of another split stand in the training part as well, `macro_f1_new_sentences` is on the others.

    Parameters
    ----------
    models : dict of str to TrainedModel, optional
        Trained models to measure as well.
    together : collection of str, optional
        Names of `models`; the mean of their probabilities is measured besides, as ``together``.

    Raises
    ------
    PipelineError
        If a file is missing or not readable, or a model has the name of a column of the report.
    """
    if together and _TOGETHER in (models or {}):
        raise PipelineError(
            f"A model cannot be called '{_TOGETHER}' here; give its folder another name or a longer path."
        )
    task = TASKS[corpus]
    training = read_corpus(folder, corpus, _TRAIN)
    if split == HELD_OUT:
        training, examples = held_out(training)
    else:
        examples = read_corpus(folder, corpus, split)
    predictors = baselines(task, training, seed)
    predictors |= {name: trained_predictor(task, model) for name, model in (models or {}).items()}
    part = _Part(corpus, split, examples, frozenset(example.group for example in training))
    reports: dict[str, BenchmarkReport] = {}
    said: list[Array] = []
    spent = 0.0
    for name, predictor in predictors.items():
        predictor.prepare()
        began = time.perf_counter()
        probabilities = predictor.predict(examples)
        seconds = time.perf_counter() - began
        reports[name] = part.report(name, probabilities, seconds)
        if name in together:
            said.append(probabilities)
            spent += seconds
    if said:
        reports[_TOGETHER] = part.report(_TOGETHER, np.mean(said, axis=0), spent)
    return reports
