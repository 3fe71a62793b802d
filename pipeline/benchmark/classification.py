"""Classifiers on public corpora, by the corpus' own metric."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.arrays import FloatArray, IntArray
from pipeline.benchmark.agreement import TargetSentences
from pipeline.benchmark.predictors import baseline_predictors, trained_predictor
from pipeline.benchmark.report import BenchmarkReport, with_intervals
from pipeline.corpora import Corpus, CorpusExample, read_corpus
from pipeline.corpora.catalogue import corpus_named
from pipeline.corpora.held_out import held_out
from pipeline.errors import PipelineError
from pipeline.evaluate.bootstrap import Interval
from pipeline.evaluate.confusions import Confusions, accuracy, class_codes, macro_f1, matrices
from pipeline.evaluate.counts import task_metrics
from pipeline.model.trained import TrainedModel

_TRAIN, HELD_OUT, _TOGETHER = "train", "held-out", "together"


def predicted_classes(corpus: Corpus, probabilities: FloatArray) -> IntArray:
    """The predicted class of each judgement.

    Parameters
    ----------
    corpus : Corpus
    probabilities : FloatArray of shape (n_examples, n_labels)
        Where the corpus judges sentences in both directions, these are rows in a row.

    Returns
    -------
    IntArray of shape (n_judgements,)
        Columns of `probabilities`, or places among ``corpus.directions``.
    """
    if not corpus.directions:
        return np.asarray(probabilities.argmax(axis=1))
    forth, back = probabilities[0::2], probabilities[1::2]
    column = {label: index for index, label in enumerate(corpus.labels)}
    scores = np.stack([forth[:, column[one]] * back[:, column[two]] for one, two in corpus.directions], axis=1)
    return np.asarray(scores.argmax(axis=1))


def _scores(gold: IntArray, predicted: IntArray, groups: Sequence[str], n_classes: int) -> dict[str, Interval]:
    numbers = {group: number for number, group in enumerate(dict.fromkeys(groups))}
    codes = np.array([numbers[group] for group in groups], dtype=np.intp)

    def ratios(rows: FloatArray) -> dict[str, FloatArray]:
        confusion = matrices(rows, n_classes)
        return {"macro_f1": macro_f1(confusion), "accuracy": accuracy(confusion)}

    return with_intervals(Confusions.of(gold, predicted, codes, len(numbers), n_classes).table, ratios)


@dataclass(frozen=True, slots=True)
class _Part:
    """The examples that are judged, and the sentences that stand in the training part."""

    title: str
    corpus: Corpus
    examples: Sequence[CorpusExample]
    taught: frozenset[str]

    def report(self, name: str, probabilities: FloatArray, seconds: float) -> BenchmarkReport:
        corpus, examples = self.corpus, self.examples
        labels = [corpus.task.label(example) for example in examples]
        codes = class_codes(labels, corpus.labels)
        judgements = examples[0::2] if corpus.directions else examples
        groups = [example.group for example in judgements]
        classes = list(corpus.classes)
        gold = np.array([classes.index(e.relation) for e in judgements]) if corpus.directions else codes
        predicted = predicted_classes(corpus, probabilities)
        n_classes = len(corpus.directions) or len(corpus.labels)
        metrics = _scores(gold, predicted, groups, n_classes)
        new = np.array([group not in self.taught for group in groups])
        if new.any() and not new.all():
            apart = [group for group, unseen in zip(groups, new, strict=True) if unseen]
            metrics["macro_f1_new_sentences"] = _scores(gold[new], predicted[new], apart, n_classes)["macro_f1"]
        calibration = task_metrics(labels, probabilities, corpus.labels, [example.group for example in examples])
        metrics["calibration_error"] = calibration.metrics["calibration_error"]
        if corpus.labels == corpus.task.labels:
            metrics |= TargetSentences.of(examples, codes, probabilities.argmax(axis=1)).metrics()
        numbers: dict[str, float] = {
            "judgements": len(gold),
            "examples_per_second": round(len(examples) / max(seconds, 1e-9), 1),
        }
        return BenchmarkReport(f"{self.title}, {name}", metrics, numbers)


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
    entry = corpus_named(corpus)
    training = read_corpus(folder, corpus, _TRAIN)
    if split == HELD_OUT:
        training, examples = held_out(training)
    else:
        examples = read_corpus(folder, corpus, split)
    predictors = baseline_predictors(entry, training, seed)
    predictors |= {name: trained_predictor(entry, model) for name, model in (models or {}).items()}
    part = _Part(f"{corpus} {split}", entry, examples, frozenset(example.group for example in training))
    reports: dict[str, BenchmarkReport] = {}
    said: list[FloatArray] = []
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
