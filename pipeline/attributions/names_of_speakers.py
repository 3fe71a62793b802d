"""Where a person's name looks like a cue or is cut: "Said Khan accused Peru" is no word of speech and a Khan."""

from __future__ import annotations

from dataclasses import replace

from pipeline.attributions.attribution import Attribution
from pipeline.layout.spans import Span
from pipeline.people.people import People
from pipeline.reading import Reading

_LONGEST = 60


def with_whole_names(reading: Reading, found: list[Attribution]) -> list[Attribution]:
    """`found` without clauses that a person's name introduces, and each source from where its person's name begins.

    A quotation before such a name is that person's: "“…,” Said Khan told the house".
    """
    people = reading.once(People)
    kept: list[Attribution] = []
    for attribution in found:
        cue, source = attribution.cue, attribution.source
        speaks = _name_around(people, cue.start, cue.start + 1) if cue is not None else None
        if cue is not None and speaks is not None:
            if attribution.kind == "direct":
                kept.append(replace(attribution, source=speaks, cue=None))
            if attribution.kind == "direct" or cue.end <= speaks.end:
                continue
        name = _name_around(people, source.start, source.start + 1) if source is not None else None
        if source is not None and name is not None and name.start < source.start:
            attribution = replace(attribution, source=Span(name.start, source.end))
        kept.append(attribution)
    return kept


def _name_around(people: People, start: int, end: int) -> Span | None:
    """The name of a person in which all characters between two offsets lie."""
    near = people.all_within(max(0, start - _LONGEST), start + _LONGEST)
    return next((Span(first, last) for first, last, _ in near if first <= start and end <= last), None)
