"""What the rest of a text tells about the name of a country: which of two that share it, or that a person bears it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from pipeline.countries.context import country_context
from pipeline.countries.given_names import given_names
from pipeline.countries.mention import CountryMention
from pipeline.countries.others_near import others_near
from pipeline.languages import Language
from pipeline.languages.lexicon import any_of
from pipeline.layout.paragraphs import DATELINE

_LEAD = 24
_WORD_BEFORE = re.compile(r"([^\W\d_][\w’'-]*\.?)[^\S\n]+$")
_INITIAL = re.compile(r"[^\W\d_a-z]\.")
_SENTENCE_END = re.compile(r"[.!?][”\"'’)]*\s|\n")
_HEADING = re.compile(r"^[^\n]*[^\s.!?”\"’'»)][^\S\n]*$")


class WholeText:
    """Reads, by the lists of one language, what the mentions of a text tell about one another."""

    def __init__(self, language: Language) -> None:
        self._words, self._roles = language.context, language.roles
        self._in_place = re.compile(rf"\b(?:{any_of(self._words.in_place)})\s+$", re.IGNORECASE)
        context = country_context(language)
        self._of_state = others_near(language).of_state
        self._places, self._in_other_place = context.places, context.in_other_place
        self._household = re.compile(rf"\s+(?:{any_of(self._words.households)})\b")
        self._given = given_names(language)
        self._shared = {form.casefold(): countries for form, countries in self._words.shared_names.items()}
        self._ambiguous = frozenset(row["form"] for row in language.gazetteer if row["ambiguous"])

    def decided(
        self, text: str, mentions: list[CountryMention], rejected: Iterable[tuple[int, int]]
    ) -> list[CountryMention]:
        """`mentions` without those that mean a person or a state of that name, each with the country that the text tells.

        Parameters
        ----------
        rejected : iterable of (int, int)
            Where forms stand that mean no country, as far as the words beside them tell.
        """
        apart = [span for start, end in rejected if (span := self._last_word(text, start, end))]
        spans = {*apart, *((mention.start, mention.end) for mention in mentions)}
        people: dict[str, list[int]] = {}
        # From where on such a form means the other place.
        elsewhere: dict[str, int] = {}
        for start, end in apart:
            if self._is_surname(text, start, end):
                people.setdefault(text[start:end], []).append(start)
            elif text[start:end] in self._words.same_everywhere:
                elsewhere[text[start:end]] = 0
            elif self._in_other_place.match(text, end):
                elsewhere.setdefault(text[start:end], _sentence_end(text, end))
        given: dict[str, list[int]] = {}
        for start, end in self._given.introduced(text, sorted(spans)):
            given.setdefault(text[start:end], []).append(start)
        for form, places in given.items():
            if not self._otherwise(text, form, mentions):
                people.setdefault(form, []).extend(places)
        named = {form: self._otherwise(text, form, mentions) for form in people.keys() | elsewhere.keys()}
        kept: list[CountryMention] = []
        for mention in mentions:
            form = text[mention.start : mention.end]
            person = form in people and self._is_person(text, mention, sorted(people[form]), named[form])
            place = mention.start >= elsewhere.get(form, len(text)) and not named[form]
            if not person and not place:
                kept.append(mention)
        return self._told_apart(text, kept)

    def _last_word(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """A form in a rejected phrase, with which it ends: "Jim Jordan", "the state of Georgia"."""
        word = text.rfind(" ", start, end) + 1
        first = max(start, word) if text[max(start, word) : end] in self._places else start
        return (first, end) if text[first:end] in self._places else None

    def _is_surname(self, text: str, start: int, end: int) -> bool:
        """Whether a first name, an initial or "Mr" stands before it in running text, or "family" behind: "Jim Jordan"."""
        if self._household.match(text, end):
            return True
        found = _WORD_BEFORE.search(text, max(0, start - 40), start)
        if found is None or not found[1][0].isupper() or self._in_heading(text, start):
            return False
        word = found[1]
        bare = word.rstrip(".")
        if bare in self._words.first_names or _INITIAL.fullmatch(word):
            return True
        title = bare.lower()
        if title in self._roles.titles:
            return title in self._roles.abbreviated or title in self._words.titles_of_people
        return (
            text[start:end] in self._ambiguous
            and bare == word
            and not word.isupper()
            and title not in self._words.function_words | self._words.attributes
            and word not in self._words.names_follow | self._words.compass | self._words.before_people | self._places
        )

    def _in_heading(self, text: str, position: int) -> bool:
        start, end = text.rfind("\n", 0, position) + 1, text.find("\n", position)
        several = "\n" in text
        return several and _HEADING.match(text[start : end if end >= 0 else len(text)]) is not None

    def _is_person(self, text: str, mention: CountryMention, introduced: list[int], named: list[int]) -> bool:
        """Whether the text has introduced somebody of this name, and not named the country in another way since."""
        last = bisect_right(introduced, mention.start)
        if not last or self._before(text, mention, self._in_place, self._of_state):
            return False
        before = bisect_left(named, mention.start)
        return not before or named[before - 1] < introduced[last - 1]

    def _before(self, text: str, mention: CountryMention, *patterns: re.Pattern[str]) -> bool:
        return any(pattern.search(text, max(0, mention.start - _LEAD), mention.start) for pattern in patterns)

    def _otherwise(self, text: str, form: str, mentions: list[CountryMention]) -> list[int]:
        """Where the text names the country of a form by another one, or the head of its state."""
        codes = {m.country for m in mentions if text[m.start : m.end] == form}
        return [
            m.start
            for m in mentions
            if m.country in codes and (text[m.start : m.end] != form or self._before(text, m, self._of_state))
        ]

    def _told_apart(self, text: str, mentions: list[CountryMention]) -> list[CountryMention]:
        """Shared names mean the country of the dateline, else the one that the text names most by names of its own."""
        shared = [self._shared.get(text[m.start : m.end].casefold(), ()) for m in mentions]
        if not any(shared):
            return mentions
        dateline = _dateline_end(text)
        own = [m for m, countries in zip(mentions, shared, strict=True) if not countries]
        times = Counter(m.country for m in own)
        placed = {m.country for m in own if m.end <= dateline}
        return [
            replace(m, country=max(countries, key=lambda code: (code in placed, times[code]))) if countries else m
            for m, countries in zip(mentions, shared, strict=True)
        ]


def _sentence_end(text: str, position: int) -> int:
    end = _SENTENCE_END.search(text, position)
    return end.end() if end else len(text)


def _dateline_end(text: str) -> int:
    for line in re.finditer(r"[^\n]*\S[^\n]*", text):
        if found := DATELINE.match(text, line.start(), line.end()):
            return found.end()
    return 0


@cache
def whole_text(language: Language) -> WholeText:
    """What reads texts of `language`, made once."""
    return WholeText(language)
