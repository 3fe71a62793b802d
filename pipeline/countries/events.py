"""Agreements, meetings and festivals that are called by the place where they were made or are held."""

from __future__ import annotations

import re
from functools import cache

from pipeline.languages import Language
from pipeline.languages.lexicon import any_of

_LEAD = 60


class _Patterns:
    def __init__(self, language: Language) -> None:
        words, grammar = language.context, language.grammar
        within = rf"(?:\s+(?:{any_of(words.within_events)}|\d{{4}}))?"
        self.event = re.compile(rf"{within}\s+(?:{any_of(words.events)})(?![\w-])", re.IGNORECASE)
        # "The Paris agreement", "the 1993 Oslo accords"; not "told Moscow talks would fail".
        self.led = re.compile(rf"\b(?:{any_of(grammar.determiners)})\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
        self.of_place = re.compile(rf"\b(?:{any_of(words.events_of)})\s+(?:{any_of(language.people.of)})\s+$")
        # A seat that is a place; offices hold meetings, and nothing is called by them.
        self.places = frozenset(row["form"] for row in language.gazetteer if row["sort"] == "seat")
        self.places -= language.layout.no_places


@cache
def _patterns(language: Language) -> _Patterns:
    return _Patterns(language)


def names_an_event(text: str, start: int, end: int, language: Language) -> bool:
    """Whether the city at ``start:end`` only gives something that was agreed or is held there its name.

    Examples
    --------
    >>> from pipeline.languages import language
    >>> names_an_event("They left the Paris agreement.", 14, 19, language("en"))
    True
    >>> names_an_event("They told Paris agreement was near.", 10, 15, language("en"))
    False
    """
    here = _patterns(language)
    if text[start:end] not in here.places:
        return False
    lead = max(0, start - _LEAD)
    named = here.event.match(text, end) and here.led.search(text, lead, start)
    return bool(named or here.of_place.search(text, lead, start))
