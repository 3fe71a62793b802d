"""The parties, parliaments, agencies and regions that an article names, and which countries have one of the name."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from pipeline.countries.gazetteer import mentions_within
from pipeline.languages import Language
from pipeline.languages.lexicon import any_of, opening_of
from pipeline.people.people import People
from pipeline.reading import Reading

_ANY = "*"
_WORD_BEFORE = re.compile(r"([^\W_][\w’'.-]*) $")
_CAPITALS_AFTER = re.compile(r"(?: [^\W\d_a-z][\w’'&-]*){1,4}")
_LEAD = 40


@dataclass(frozen=True, slots=True)
class Institution:
    """One naming; `shared` are the codes of the countries that have one of that name beside `country`, ``*`` for any."""

    form: str
    country: str
    shared: frozenset[str]

    def may_be_of(self, country: str) -> bool:
        """Whether a country has one of the name."""
        return country == self.country or _ANY in self.shared or country in self.shared


class _Patterns:
    def __init__(self, language: Language) -> None:
        self.known = {
            row["form"]: Institution(row["form"], row["country"], frozenset(filter(None, row["shared"].split(";"))))
            for row in language.institutions
        }
        self.form = re.compile(rf"\b{opening_of(self.known)}(?:{any_of(self.known)})(?!\w)")
        self.countries = frozenset(row["form"] for row in language.gazetteer if row["ambiguous"])
        self._roles, self._grammar = language.roles, language.grammar
        grammar = language.grammar
        # With a capital where a sentence begins, these are part of no name; titles are everywhere.
        self._free = (
            language.people.no_name
            | language.context.function_words
            | language.context.attributes
            | grammar.determiners
            | grammar.time_words
            | grammar.adverbs
        )
        self._endings = grammar.adverb_endings | grammar.past_endings | grammar.gerund_endings

    def in_longer_name(self, reading: Reading, start: int, end: int) -> bool:
        """Whether a form is a part of another name: "Kurdistan Democratic Party", "Republican Unity Movement"."""
        return self._goes_before(reading, start) or self._goes_on(reading.text, start, end)

    def _goes_before(self, reading: Reading, start: int) -> bool:
        found = _WORD_BEFORE.search(reading.text, max(0, start - _LEAD), start)
        if found is None or not found[1][0].isupper() or found[1].endswith(".") or found[1] in self.known:
            return False
        word, opened = found[1].lower().replace("'", "’"), bisect_left(reading.sentences, found.start(1))
        opens = reading.sentences[opened : opened + 1] == [found.start(1)]
        return not (
            word in self._free
            or self._roles.is_title(word)
            or self._grammar.possessive.search(word)
            or (opens and self._grammar.ends_as(word, self._endings))
            or mentions_within(reading.countries, *found.span(1))
        )

    def _goes_on(self, text: str, start: int, end: int) -> bool:
        """Whether capitals behind a form end with the word of an organisation, where it does not itself."""
        words = self._roles.organisation_words
        behind = _CAPITALS_AFTER.match(text, end)
        if behind is None or text[start:end].rpartition(" ")[2].lower() in words:
            return False
        name: list[str] = []
        for word in behind[0].lower().split():
            if self._roles.is_title(word):
                break
            name.append(word)
        return bool(name) and name[-1] in words


@cache
def _patterns(language: Language) -> _Patterns:
    return _Patterns(language)


def institutions_within(reading: Reading, start: int, end: int) -> list[Institution]:
    """The institutions named between two offsets, each naming in order; of a shared name none in a longer one."""
    here = _patterns(reading.language)
    found = [
        (here.known[match[0]], match.span())
        for match in here.form.finditer(reading.text, start, end)
        if match[0] not in here.countries or _is_a_state(reading, *match.span())
    ]
    return [
        institution
        for institution, span in found
        if institution.country and not (institution.shared and here.in_longer_name(reading, *span))
    ]


def _is_a_state(reading: Reading, start: int, end: int) -> bool:
    """Whether the name of a country means neither that country nor a person here: "Georgia's governor"."""
    near = reading.once(People).all_within(max(0, start - _LEAD), end + _LEAD)
    return not mentions_within(reading.countries, start, end) and not any(
        first <= start < last for first, last, _ in near
    )
