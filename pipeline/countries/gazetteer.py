"""Finding the countries that a text names, in one pass of an Aho–Corasick automaton over the gazetteer.

Source of the method: Aho and Corasick 1975, Efficient string matching; the automaton is pyahocorasick's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import ahocorasick

from pipeline.countries.context import country_context
from pipeline.countries.mention import CountryMention as CountryMention
from pipeline.countries.rulers import without_rulers
from pipeline.countries.whole_text import whole_text
from pipeline.errors import did_you_mean
from pipeline.languages import DEFAULT, Language
from pipeline.languages import language as language_of
from pipeline.languages.lexicon import read_rows

NOT_A_COUNTRY = "not_a_country"
_SHORTEST_IN_CAPITALS = 4


def mentions_within(mentions: list[CountryMention], start: int, end: int) -> list[CountryMention]:
    """Those of the ordered `mentions` that lie within ``start:end``, found by bisection."""
    first = bisect_left(mentions, start, key=lambda mention: mention.start)
    last = bisect_left(mentions, end, lo=first, key=lambda mention: mention.start)
    return [mention for mention in mentions[first:last] if mention.end <= end]


class Gazetteer:
    """All names of all countries of one language, ready to be found in text.

    Parameters
    ----------
    language : Language

    Examples
    --------
    >>> [m.country for m in gazetteer().find("Kenyans thanked Oslo; New Mexico did not.")]
    ['KEN', 'NOR']
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self._automaton: Any = ahocorasick.Automaton()
        self._names: dict[str, list[str]] = {}
        self._context = country_context(language)
        self._whole = whole_text(language)
        for row in language.gazetteer:
            self._add(row["form"], row["country"], row["sort"], bool(row["ambiguous"]))
            if row["sort"] == "name":
                self._names.setdefault(row["country"], []).append(row["form"])
        for row in organisations():
            for form in row["forms"].split(";"):
                self._add(form, row["code"], "organisation", False)
        self._codes = frozenset(code for code in self._names if code)
        self._automaton.make_automaton()

    def _add(self, form: str, country: str, sort: str, ambiguous: bool) -> None:
        entry = (len(form), country, sort, ambiguous)
        self._automaton.add_word(form, entry)
        capitals = form.upper()
        if len(form) >= _SHORTEST_IN_CAPITALS and len(capitals) == len(form) and capitals not in self._automaton:
            # Headlines and datelines in capitals.
            self._automaton.add_word(capitals, entry)

    def codes(self) -> frozenset[str]:
        """The codes of all countries known."""
        return self._codes

    def names(self) -> list[str]:
        """All names of countries."""
        return [form for forms in self._names.values() for form in forms]

    def find(self, text: str) -> list[CountryMention]:
        """The countries and organisations that `text` names, in order, without overlaps; the longest form wins."""
        candidates: list[tuple[int, int, str, str, bool]] = []
        for last, (length, country, sort, ambiguous) in self._automaton.iter(text):
            start, end = last + 1 - length, last + 1
            if (start and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum() and text[last] != "-"):
                continue
            candidates.append((start, end, country, sort, ambiguous))
        candidates.sort(key=lambda c: (c[0], -c[1]))
        mentions: list[CountryMention] = []
        rejected: list[tuple[int, int]] = []
        reached = 0
        for start, end, country, sort, ambiguous in candidates:
            if start < reached:
                continue
            reached = end
            if sort == NOT_A_COUNTRY or not self._context.means_country(text, start, end, sort, ambiguous):
                rejected.append((start, end))
                continue
            mentions.append(CountryMention(start, end, country, sort))
        if not mentions:
            return mentions
        return without_rulers(text, self._whole.decided(text, mentions, rejected), self.language)


def gazetteer(language: Language | None = None) -> Gazetteer:
    """The gazetteer of a language, built once; without one, of the default language."""
    return _built(language or language_of(DEFAULT))


@cache
def _built(language: Language) -> Gazetteer:
    return Gazetteer(language)


def known_codes(language: Language | None = None) -> frozenset[str]:
    """The codes of all countries."""
    return gazetteer(language).codes()


def suggested_code(word: str) -> str:
    """What to append to an error where `word` is no code: that of the country it names, else of a code like it, or ``""``."""
    named = [mention for mention in gazetteer().find(word) if (mention.start, mention.end) == (0, len(word))]
    if named and named[0].country in known_codes():
        return f" Did you mean '{named[0].country}'?"
    return did_you_mean(word, sorted(known_codes()))


@cache
def organisations() -> tuple[Mapping[str, str], ...]:
    """The rows of ``organisations.csv``: bodies and groups that are no country, with their forms."""
    return read_rows(files("pipeline.countries").joinpath("organisations.csv"))


@cache
def organisation_codes() -> frozenset[str]:
    """The codes of bodies and groups that are no country."""
    return frozenset(row["code"] for row in organisations())


@cache
def body_codes() -> frozenset[str]:
    """The codes of bodies of states, which may be targets; armed movements only act."""
    return frozenset(row["code"] for row in organisations() if not row["movement"])


@cache
def target_codes(language: Language | None = None) -> frozenset[str]:
    """The codes that may stand as a target: of countries and of bodies."""
    return known_codes(language) | body_codes()
