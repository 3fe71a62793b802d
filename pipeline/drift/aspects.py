"""In what the input of a run is compared with the training data."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

# Probabilities are summed as whole millionths: sums of whole numbers are the same in any order.
MILLION = 1_000_000
# The category of what is not known, such as the outlet of a text file.
NOT_KNOWN = ""
_HUNDREDTHS = tuple(range(0, 101, 2))
# In words; a step is about a fifth of the length.
_LENGTHS = (
    *(0, 25, 50, 75, 100, 125, 150, 175, 200, 250, 300, 350, 400, 500, 600, 700, 800, 1000, 1200, 1400, 1700, 2000),
    *(2500, 3000, 3500, 4000, 5000, 6000, 8000, 10_000, 15_000, 20_000, 50_000),
)


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing in which data may differ.

    Attributes
    ----------
    name : str
        Also its key in files.
    of : {"articles", "statements"}
        What has it.
    edges : tuple of int
        Of a number: where its steps begin, in the unit in which it is counted. Empty where it is a category.
    """

    name: str
    of: Literal["articles", "statements"]
    edges: tuple[int, ...] = ()

    def step(self, value: int) -> int:
        """Where the step begins in which a number lies."""
        return self.edges[max(bisect_right(self.edges, value) - 1, 0)]


LANGUAGE = Aspect("language", "articles")
OUTLET = Aspect("outlet", "articles")
LENGTH = Aspect("length", "articles", _LENGTHS)
UNKNOWN_WORDS = Aspect("unknown_words", "statements", _HUNDREDTHS)
TARGET = Aspect("target", "statements")
SPEAKER_COUNTRY = Aspect("speaker_country", "statements")
CONFIDENCE = Aspect("confidence", "statements", _HUNDREDTHS)

ASPECTS = (LANGUAGE, OUTLET, LENGTH, UNKNOWN_WORDS, TARGET, SPEAKER_COUNTRY, CONFIDENCE)
CATEGORIES = tuple(aspect for aspect in ASPECTS if not aspect.edges)
QUANTITIES = tuple(aspect for aspect in ASPECTS if aspect.edges)
