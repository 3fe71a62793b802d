"""Whether a classifier tells the targets of one sentence apart: sentences whose targets are portrayed differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.arrays import FloatArray, IntArray
from pipeline.benchmark.report import with_intervals
from pipeline.corpora import CorpusExample
from pipeline.evaluate.bootstrap import Interval
from pipeline.evaluate.confusions import Confusions, macro_f1, matrices
from pipeline.tasks import Task

# Both tasks have their sides in the same places: the good one, the bad one, neither.
_POSITIVE, _NEGATIVE = (Task.sentiment.labels.index(label) for label in ("positive", "negative"))
_SIZE = len(Task.sentiment.labels)


@dataclass(frozen=True, slots=True)
class TargetSentences:
    """For each sentence whose gold labels disagree, the gold and the predicted labels of its targets.

    Attributes
    ----------
    sentences : list of (IntArray of shape (n_targets,), IntArray of shape (n_targets,))
        Labels by their places among those of the task.
    """

    sentences: list[tuple[IntArray, IntArray]]

    @classmethod
    def of(cls, examples: Sequence[CorpusExample], gold: IntArray, predicted: IntArray) -> TargetSentences:
        """The sentences of `examples` with two labels or more.

        Parameters
        ----------
        examples : sequence of CorpusExample
        gold, predicted : IntArray of shape (n_examples,)
        """
        places: dict[str, list[int]] = defaultdict(list)
        for index, example in enumerate(examples):
            places[example.group].append(index)
        chosen = [indices for indices in places.values() if len(set(gold[indices])) > 1]
        return cls([(gold[indices], predicted[indices]) for indices in chosen])

    def metrics(self) -> dict[str, Interval]:
        """`f1_disagreeing`: macro-F1 on these sentences; `one_label_for_all`: the share in which all targets get one
        label; `sign_flips`: the share of targets predicted with the opposite sign where both signs occur.

        Empty where no sentence has disagreeing targets.
        """
        if not self.sentences:
            return {}
        codes = np.repeat(np.arange(len(self.sentences)), [len(gold) for gold, _ in self.sentences])
        gold, predicted = (np.concatenate(labels) for labels in zip(*self.sentences, strict=True))
        confusions = Confusions.of(gold, predicted, codes, len(self.sentences), _SIZE)
        return with_intervals(np.hstack([confusions.table, [_flips(*each) for each in self.sentences]]), _ratios)


def _flips(gold: IntArray, predicted: IntArray) -> list[int]:
    opposite = {_POSITIVE, _NEGATIVE} <= set(gold.tolist())
    signed = np.isin(gold, (_POSITIVE, _NEGATIVE)) if opposite else np.zeros(len(gold), dtype=bool)
    flipped = signed & (gold + predicted == _POSITIVE + _NEGATIVE) & (gold != predicted)
    return [1, int(len(set(predicted.tolist())) == 1), int(signed.sum()), int(flipped.sum())]


def _ratios(rows: FloatArray) -> dict[str, FloatArray]:
    confusion = matrices(rows[..., : _SIZE * _SIZE], _SIZE)
    sentences, alike, signed, flipped = np.moveaxis(rows[..., _SIZE * _SIZE :], -1, 0)
    return {
        "f1_disagreeing": macro_f1(confusion),
        "one_label_for_all": alike / np.maximum(sentences, 1),
        "sign_flips": flipped / np.maximum(signed, 1),
    }
