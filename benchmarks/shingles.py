"""How well a text that was found agrees with the true one, as the public article-extraction-benchmark measures it.

Sequences of four words are compared as multisets; precision and recall are means over the pages, F1 is theirs.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"\w+")
_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision, recall and F1 of texts found."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Shared:
    """How many sequences a page's true text and the one found have, and how many they have in common."""

    true: int
    found: int
    common: int

    @property
    def f1(self) -> float:
        """Of this page alone; 1 where nothing was to be found and nothing was."""
        return 2 * self.common / (self.true + self.found) if self.true + self.found else 1.0


def shared(true: str, found: str) -> Shared:
    """The sequences of a true text and of the one found, which may be empty."""
    right, wanted = _shingles(true), _shingles(found)
    return Shared(right.total(), wanted.total(), (right & wanted).total())


def over_pages(pages: Sequence[Shared]) -> Agreement:
    """Means over pages: of precision over those in which something was found, of recall over those that have a text."""
    precision = _mean([page.common / page.found for page in pages if page.found])
    recall = _mean([page.common / page.true for page in pages if page.true])
    return Agreement(precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0)


def _mean(shares: Sequence[float]) -> float:
    return statistics.fmean(shares) if shares else 0.0


def agreement(pairs: Iterable[tuple[str, str]]) -> Agreement:
    """The agreement of pairs of a true text and the one found."""
    return over_pages([shared(true, found) for true, found in pairs])


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    # A text shorter than a sequence is one.
    last = max(len(words) - _LENGTH + 1, 1)
    return Counter(shingle for start in range(last) if (shingle := tuple(words[start : start + _LENGTH])))
