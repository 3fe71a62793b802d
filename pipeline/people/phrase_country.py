"""The country that a speaker's phrase names, and how: "Iranian officials", "the Kremlin"; not "critics of Poland"."""

from __future__ import annotations

import re
from functools import cache

from pipeline.countries.gazetteer import CountryMention, mentions_within
from pipeline.countries.references import REFERENCE
from pipeline.languages import Language
from pipeline.languages.lexicon import any_of
from pipeline.layout.spans import Span
from pipeline.people.descriptions import patterns
from pipeline.people.known import KNOWN
from pipeline.people.people import People
from pipeline.reading import Reading

_HOW = {"seat": "metonym", "organisation": "body", REFERENCE: "reference"}

Country = tuple[str | None, str | None]


class _Patterns:
    def __init__(self, language: Language) -> None:
        words = language.people
        end = rf"\s+(?:(?:{any_of(words.articles)})\s+)?$"
        # "Iranian-backed militias" are not Iranian.
        self.hyphenated = re.compile(rf"-(?:{any_of(words.hyphenated)})")
        # "Critics of Poland" are not Poland.
        self.of_others = re.compile(rf"\b(?:{any_of(words.of_others)})\s+(?:{any_of(words.of)}){end}", re.IGNORECASE)
        # "The junta in Libreville" governs there; other people in a place need not be of it.
        governing = (
            rf"(?:{any_of(words.governing_in)})\s+(?:{any_of(words.in_place)})",
            rf"(?:{any_of(words.governing_at)})\s+(?:{any_of(words.at)})",
        )
        self.governs = re.compile(rf"\b(?:{'|'.join(governing)}){end}", re.IGNORECASE)
        self.toward = re.compile(rf"\b(?:{any_of(words.toward)}){end}", re.IGNORECASE)
        joining = rf"(?:{any_of(words.coordinated)})\s+"
        self.joined = re.compile(rf"(?:\s*,\s+(?:{joining})?|\s+{joining})(?:(?:{any_of(words.articles)})\s+)?")
        self.institutions = {row["form"]: row["country"] for row in language.institutions}
        self.institution = re.compile(rf"\b(?:{any_of(self.institutions)})(?!\w)")


@cache
def _patterns(language: Language) -> _Patterns:
    return _Patterns(language)


def country_in(reading: Reading, source: Span) -> Country:
    """Code of the first country that speaks by the phrase `source`, and how the phrase names it.

    How is ``name``, ``metonym``, ``body`` or ``reference``; both are ``None`` where the phrase names none.
    """
    here, passed = _patterns(reading.language), source.start
    for mention in mentions_within(reading.countries, source.start, source.end):
        # "Critics of Mali and Togo": who is joined to one that does not speak does not either.
        if speaks(reading, source, mention) and not here.joined.fullmatch(reading.text, passed, mention.start):
            return mention.country, _HOW.get(mention.sort, "name")
        passed = mention.end
    for _, _, person in reading.once(People).all_within(source.start, source.end):
        if person.country is not None:
            # "The Obama administration", "Trump's opponents": at home where that person is.
            return person.country, person.country_source
    found = here.institution.search(reading.text, source.start, source.end)
    return (here.institutions[found[0]], KNOWN) if found else (None, None)


def speaks(reading: Reading, source: Span, mention: CountryMention) -> bool:
    """Whether who is named in the phrase `source` speaks by it: not in "critics of Poland", "the envoy to Poland"."""
    text, here, around = reading.text, _patterns(reading.language), patterns(reading.language)
    start = mention.start
    toward = here.toward.search(text, max(source.start, start - 12), start)
    return (
        not here.hyphenated.match(text, mention.end)
        and around.belongs(text, mention)
        and not (mention.sort == "name" and around.studied.match(text, mention.end))
        and not here.of_others.search(text, max(source.start, start - 30), start)
        and not (toward and not here.governs.search(text, max(source.start, start - 40), start))
    )


def institutions_in(reading: Reading) -> list[tuple[str, str]]:
    """The parties, parliaments, agencies and regions that a text names, each naming with its form and country."""
    here = _patterns(reading.language)
    return [(found[0], here.institutions[found[0]]) for found in here.institution.finditer(reading.text)]
