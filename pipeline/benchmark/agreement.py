"""Whether a classifier tells the targets of one sentence apart: sentences whose targets are portrayed differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.benchmark.report import Counts, with_intervals
from pipeline.corpora import CorpusExample
from pipeline.evaluate.bootstrap import Interval
from pipeline.evaluate.metrics import macro_f1
from pipeline.records import SENTIMENTS

Array = np.ndarray[Any, Any]
# Stances have their sides in the same places: favor, against, neutral.
_POSITIVE, _NEGATIVE = SENTIMENTS.index("positive"), SENTIMENTS.index("negative")
_SIZE = len(SENTIMENTS)


@dataclass(frozen=True, slots=True)
class TargetSentences:
    """Gold and predicted columns of `SENTIMENTS`, or of `STANCES`, for the targets of each sentence whose gold labels disagree."""

    sentences: list[tuple[Array, Array]]

    @classmethod
    def of(cls, examples: Sequence[CorpusExample], gold: Array, predicted: Array) -> TargetSentences:
        """The sentences of `examples` with two labels or more."""
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
        return with_intervals([self._counts(gold, predicted) for gold, predicted in self.sentences], _ratios)

    def _counts(self, gold: Array, predicted: Array) -> list[int]:
        confusion = np.bincount(gold * _SIZE + predicted, minlength=_SIZE * _SIZE)
        opposite = {_POSITIVE, _NEGATIVE} <= set(gold.tolist())
        signed = np.isin(gold, (_POSITIVE, _NEGATIVE)) if opposite else np.zeros(len(gold), dtype=bool)
        flipped = signed & (gold + predicted == _POSITIVE + _NEGATIVE) & (gold != predicted)
        return [*confusion.tolist(), 1, int(len(set(predicted.tolist())) == 1), int(signed.sum()), int(flipped.sum())]


def _ratios(counts: Counts) -> dict[str, Counts]:
    confusion = counts[..., : _SIZE * _SIZE].reshape(*counts.shape[:-1], _SIZE, _SIZE)
    sentences, alike, signed, flipped = np.moveaxis(counts[..., _SIZE * _SIZE :], -1, 0)
    return {
        "f1_disagreeing": macro_f1(confusion),
        "one_label_for_all": alike / np.maximum(sentences, 1),
        "sign_flips": flipped / np.maximum(signed, 1),
    }
