"""Where in its article a statement has its speaker, its cue and its target, as spans that a browser counts alike."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from pipeline.countries.gazetteer import gazetteer

# How far from a statement its cue and its speaker are looked for.
_NEAR = 400
_SHORTEST_NAME = 3
Span = tuple[int, int]


class Offsets:
    """Places in a text as JavaScript counts them, which takes two for a character beyond the basic plane.

    Examples
    --------
    >>> Offsets("a😀b").of((2, 3))
    (3, 4)
    """

    def __init__(self, text: str) -> None:
        self._wide = [place for place, character in enumerate(text) if ord(character) > 0xFFFF]

    def of(self, span: Span) -> Span:
        """The span as JavaScript counts it."""
        start, end = (place + bisect_right(self._wide, place - 1) for place in span)
        return start, end


@dataclass(frozen=True, slots=True)
class Passage:
    """A statement and what is marked around it, as spans of its article; ``None`` where it was not found."""

    statement: Span
    cue: Span | None
    speaker: Span | None


def passage(text: str, start: int, end: int, cue: str, speaker: str) -> Passage:
    """Find the cue and the speaker that are nearest to a statement; of a name the last word will do."""
    found = _nearest(text, start, end, speaker)
    last = speaker.split()[-1] if speaker.split() else ""
    if found is None and len(last) >= _SHORTEST_NAME:
        found = _nearest(text, start, end, last)
    return Passage((start, end), _nearest(text, start, end, cue), found)


def _nearest(text: str, start: int, end: int, words: str) -> Span | None:
    if not words:
        return None
    first, last = max(0, start - _NEAR), min(len(text), end + _NEAR)
    places: list[int] = []
    place = text.find(words, first, last)
    while place >= 0:
        places.append(place)
        place = text.find(words, place + 1, last)
    if not places:
        return None
    best = min(places, key=lambda place: (max(start - place - len(words), place - end, 0), abs(place - start)))
    return best, best + len(words)


def named_countries(text: str) -> list[tuple[int, int, str]]:
    """Every place where the text names a country or body, with its code."""
    return [(mention.start, mention.end, mention.country) for mention in gazetteer().find(text)]
