"""Whose official speaks where nothing else tells it: "In Budapest, a lawmaker said", "Madrid saw it otherwise. A spokeswoman said"."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from pipeline.countries.datelines import countries_of_cities
from pipeline.countries.gazetteer import mentions_within
from pipeline.languages import Language
from pipeline.languages.lexicon import any_of
from pipeline.people.described_before import behind_dateline
from pipeline.reading import Reading

_SEAT = "seat"


class _Patterns:
    def __init__(self, language: Language) -> None:
        words = language.people
        self.of_the_place = re.compile(rf"(?:{any_of(words.of_the_place)})")
        self.cities = countries_of_cities(language)
        self.place = re.compile(rf"(?:{any_of(words.in_place)})\s+(?P<city>{any_of(self.cities)}),", re.IGNORECASE)


@cache
def _patterns(language: Language) -> _Patterns:
    return _Patterns(language)


def country_of_place(reading: Reading, position: int, titles: tuple[str, ...]) -> str | None:
    """The country of the city with which the sentence at `position` begins, for those who hardly speak abroad."""
    here = _patterns(reading.language)
    if not any(here.of_the_place.fullmatch(title) for title in titles):
        return None
    begin = reading.sentences[max(0, bisect_right(reading.sentences, position) - 1)]
    found = here.place.match(reading.text, behind_dateline(reading, begin), position)
    return here.cities.get(found["city"]) if found else None


def country_of_seat_before(reading: Reading, position: int) -> str | None:
    """The country whose seat begins the sentence before that at `position`, if that sentence names no other."""
    number = bisect_right(reading.sentences, position) - 1
    if number < 1:
        return None
    begin = behind_dateline(reading, reading.sentences[number - 1])
    named = mentions_within(reading.countries, begin, reading.sentences[number])
    opens = bool(named) and named[0].start == begin and named[0].sort == _SEAT
    alone = len({mention.country for mention in named}) == 1
    return named[0].country if opens and alone and reading.text[named[0].end : named[0].end + 1] == " " else None
