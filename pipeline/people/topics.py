"""Of whom a sentence says that somebody speaks before he does: "Of Norway she said: “…”", "On Norway: “…”"."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from pipeline.languages import Language
from pipeline.languages.lexicon import any_of
from pipeline.people.described_before import behind_dateline
from pipeline.reading import Reading


class _Patterns:
    def __init__(self, language: Language) -> None:
        words = language.people
        leads = any_of(words.topic_leads).replace(r"\ ", r"\s+")
        self.lead = re.compile(rf"(?:{leads})\s+(?:(?:{any_of(words.articles)})\s+)?", re.IGNORECASE)
        # "On Norway's national day she said".
        self.other = re.compile(rf"(?:{any_of(language.grammar.possessive_endings)}|[’'-])")
        self.colon = re.compile(r"\s*:")


@cache
def _patterns(language: Language) -> _Patterns:
    return _Patterns(language)


def opens_as_topic(reading: Reading, start: int, end: int) -> bool:
    """Whether the country between two offsets is named first in its sentence as what is spoken of: "Asked about Norway, she said"."""
    here = _patterns(reading.language)
    begin = reading.sentences[max(0, bisect_right(reading.sentences, start) - 1)]
    lead = here.lead.match(reading.text, behind_dateline(reading, begin), start)
    return lead is not None and lead.end() == start and here.other.match(reading.text, end) is None


def stands_before_colon(reading: Reading, start: int, end: int) -> bool:
    """Whether such a topic is all that stands before a colon: "On Norway: “…”"."""
    return (
        opens_as_topic(reading, start, end) and _patterns(reading.language).colon.match(reading.text, end) is not None
    )
