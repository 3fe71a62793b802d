"""How well a text that was found agrees with the true one, as the public article-extraction-benchmark measures it.

Sequences of four words are compared as multisets; precision and recall are means over the pages, F1 is theirs.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"\w+")
_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision, recall and F1 of texts found."""

    precision: float
    recall: float
    f1: float


def agreement(pairs: Iterable[tuple[str, str]]) -> Agreement:
    """The agreement of pairs of a true text and the one found, which may be empty."""
    precisions: list[float] = []
    recalls: list[float] = []
    for true, found in pairs:
        right, wanted = _shingles(true), _shingles(found)
        common = sum((right & wanted).values())
        if wanted:
            precisions.append(common / wanted.total())
        if right:
            recalls.append(common / right.total())
    precision, recall = statistics.mean(precisions), statistics.mean(recalls)
    return Agreement(precision, recall, 2 * precision * recall / (precision + recall))


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    # A text shorter than a sequence is one.
    last = max(len(words) - _LENGTH + 1, 1)
    return Counter(shingle for start in range(last) if (shingle := tuple(words[start : start + _LENGTH])))
