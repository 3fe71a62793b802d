"""The country of the city where somebody is at home, where nothing else tells it: "the mayor of Gdańsk"."""

from __future__ import annotations

import re
from functools import cache

from pipeline.languages import Language
from pipeline.languages.lexicon import any_of
from pipeline.layout.spans import Span
from pipeline.people.origin import Country
from pipeline.people.person import Person
from pipeline.people.surroundings import patterns
from pipeline.reading import Reading

CITY = "city"
_BEFORE = 90


class _Patterns:
    def __init__(self, language: Language) -> None:
        words, grammar = language.people, language.grammar
        seats = {row["form"]: row["country"] for row in language.gazetteer if row["sort"] == "seat"}
        self.country = {row["form"]: row["country"] for row in language.cities} | {
            form: code for form, code in seats.items() if form not in language.layout.no_places
        }
        # "Athens, Georgia" is another.
        elsewhere = rf"(?!,\s+(?:{any_of(language.context.other_places)})\b)"
        self._city = rf"(?:{any_of(self.country)})(?![\w-]){elsewhere}"
        of, article = any_of(words.of), rf"(?:(?:{any_of(words.articles)})\s+)?"
        offices, institutions = any_of(words.local_offices), any_of(words.local_institutions)
        owns = rf"(?:{any_of(grammar.possessive_endings)})?"
        # Not "a critic of the mayor of Lagos".
        lead = rf"(?:(?!(?:{of})\s)[\w’'-]+\s+){{0,4}}?"
        office = rf"\b(?:(?i:{offices})\s+(?:{of})\s+{self._named('a')}|{self._named('b')}{owns}\s+(?:{offices}))"
        university = (
            rf"(?:(?:{institutions})\s+(?:{of})\s+{self._named('c')}|{self._named('d')}\s+(?:{institutions}))\b"
        )
        self.office_before = re.compile(rf"{office},?\s+$")
        self.office = re.compile(lead + office)
        affiliated = any_of(words.affiliated)
        self.university = re.compile(rf"\b(?:{affiliated})\s+{article}{university}")
        self.university_behind = re.compile(rf",?\s+(?:{affiliated})\s+{article}{university}")
        self.in_city = re.compile(rf"\s(?:{any_of(words.in_place)})\s+{self._named('e')}$")
        self.in_city_behind = re.compile(rf"\s+(?:{any_of(words.in_place)})\s+{self._named('f')}(?=,|\s+[a-z])")

    def _named(self, group: str) -> str:
        return rf"(?P<{group}>{self._city})"

    def told(self, found: re.Match[str] | None) -> str | None:
        """The country of the city of a match."""
        return None if found is None else self.country[next(filter(None, found.groupdict().values()))]


@cache
def _patterns(language: Language) -> _Patterns:
    return _Patterns(language)


def affiliation(reading: Reading, person: Person) -> Country:
    """The country of the city of a person's office, university or home, as what stands beside the name tells it."""
    here, around, text = _patterns(reading.language), patterns(reading.language), reading.text
    titles = (person.role or "").lower().split()
    from_anywhere = not reading.language.cues.from_anywhere.isdisjoint(titles)
    for start, end in person.mentions:
        code = here.told(here.office_before.search(text, max(0, start - _BEFORE), start))
        code = code or here.told(here.university_behind.match(text, end))
        if code is None and from_anywhere:
            # Officials travel: "the minister Ann Lee in Paris".
            code = here.told(here.in_city_behind.match(text, end))
        apposition = around.apposition.match(text, end)
        if code is None and apposition and around.noun_of_apposition(apposition):
            code = _described(reading, Span(*apposition.span("role")))
        if code is not None:
            return code, CITY
    return None, None


def affiliation_told(reading: Reading, phrase: Span) -> Country:
    """The same of somebody without a name: "residents of Goma"."""
    code = _described(reading, phrase)
    return (code, CITY) if code else (None, None)


def _described(reading: Reading, phrase: Span) -> str | None:
    here, text, people = _patterns(reading.language), reading.text, reading.language.people
    words = text[phrase.start : phrase.end].lower().split()
    if not people.of_others.isdisjoint(words):
        # "A critic of the University of Lagos".
        return None
    code = here.told(here.office.match(text, *phrase)) or here.told(here.university.search(text, *phrase))
    if code is None and reading.language.cues.officials.isdisjoint(words):
        code = here.told(here.in_city.search(text, *phrase))
    return code
