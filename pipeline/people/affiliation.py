"""The country of the city where somebody is at home, where nothing else tells it: "the mayor of Gdańsk"."""

from __future__ import annotations

import re
from functools import cache

from pipeline.countries.datelines import countries_of_cities
from pipeline.languages import Language
from pipeline.languages.lexicon import any_of
from pipeline.layout.spans import Span
from pipeline.people.origin import Country
from pipeline.people.person import Person
from pipeline.people.surroundings import patterns
from pipeline.reading import Reading

CITY = "city"
_BEFORE, _NAMINGS = 90, 10


class _Patterns:
    def __init__(self, language: Language) -> None:
        words, grammar = language.people, language.grammar
        self.country = countries_of_cities(language)
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
        # "The rector of the University of Kumasi, Yaw Osei"; "a Leipzig University historian".
        self.university_before = re.compile(rf"\b(?:{of})\s+{article}{university},\s+$")
        self.university_first = re.compile(rf"{article}{university}\s+[a-z]")
        self.in_city = re.compile(rf"\s(?:{any_of(words.at_home)})\s+{self._named('e')}$")
        self.in_city_behind = re.compile(rf"\s+(?:{any_of(words.in_place)})\s+{self._named('f')}(?=,|\s+[a-z])")

    def _named(self, group: str) -> str:
        return rf"(?P<{group}>{self._city})"

    def told(self, found: re.Match[str] | None) -> str | None:
        """The country of the city of a match."""
        return None if found is None else self.country[next(filter(None, found.groupdict().values()))]


@cache
def _patterns(language: Language) -> _Patterns:
    return _Patterns(language)


class Affiliations:
    """The countries of the cities of an article's people: of an office, a university or a home, as stands beside the name."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._known: dict[str, Country] = {}

    def of(self, person: Person) -> Country:
        """The country, and that a city tells it; looked for once a person, beside the first of the namings."""
        if person.name not in self._known:
            found = (self._beside(person, *mention) for mention in person.mentions[:_NAMINGS])
            code = next(filter(None, found), None)
            self._known[person.name] = (code, CITY) if code else (None, None)
        return self._known[person.name]

    def _beside(self, person: Person, start: int, end: int) -> str | None:
        language, text = self._reading.language, self._reading.text
        here, around = _patterns(language), patterns(language)
        lead = max(0, start - _BEFORE)
        code = here.told(here.office_before.search(text, lead, start))
        code = code or here.told(here.university_before.search(text, lead, start))
        code = code or here.told(here.university_behind.match(text, end))
        if code is None and not language.cues.from_anywhere.isdisjoint((person.role or "").lower().split()):
            # Officials travel: "the minister Ann Lee in Paris".
            code = here.told(here.in_city_behind.match(text, end))
        apposition = around.apposition.match(text, end)
        if code is None and apposition and around.noun_of_apposition(apposition):
            code = _described(self._reading, Span(*apposition.span("role")))
        return code


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
    code = code or here.told(here.university_first.match(text, *phrase))
    if code is None and reading.language.cues.officials.isdisjoint(words):
        code = here.told(here.in_city.search(text, *phrase))
    return code
