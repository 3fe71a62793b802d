"""One candidate for a statement: who may hold it, in which sentence, and toward whom."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.attributions.attribution import Attribution
from pipeline.layout.spans import Span
from pipeline.people.speaker import Speaker


@dataclass(frozen=True, slots=True)
class Holder:
    """Who may hold a statement: a speaker, or a country that acts. `said` is all that it says in the sentence, if anything.

    `places` are the characters of the sentence that mean the holder; an empty span stands before words that describe it.
    """

    speaker: Speaker
    places: tuple[Span, ...] = ()
    said: tuple[Attribution, ...] = ()

    @property
    def attribution(self) -> Attribution | None:
        """The first of what it says."""
        return self.said[0] if self.said else None


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence, who may hold something in it, and the country toward which.

    Attributes
    ----------
    sentence : Span
    passage : Span
        The sentence; where the target stands only in the one before, that one with it.
    """

    sentence: Span
    passage: Span
    holder: Holder
    target: str
