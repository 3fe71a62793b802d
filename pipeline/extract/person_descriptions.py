"""What an article says beside a person's name: title or office, country, and gender where a title tells it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache

from pipeline.extract.gazetteer import CountryMention, mentions_within
from pipeline.extract.names import TOKEN
from pipeline.knowledge.lexicon import knowledge_yaml

# A role after the name: ", Norway's minister of fisheries," / ", the prime minister of Fiji".
_APPOSITION = re.compile(
    r"\s*,\s*(?:who\s+is\s+)?(?:(?:the|a|an|its|his|her|their|one of)\s+)?(?P<role>[^,.;:“”\"()\n]{3,90})"
)
# "the Iranian poet Shirin D." – an occupation that is no office still follows a nationality.
_NATIONALITY = re.compile(r"(?P<country>[A-Z][\w-]+)\s+(?:[a-z-]+\s+){1,3}$")
# "A China analyst" works on China.
STUDIED = re.compile(
    r"\s+(?:\w+\s+)?(?:analysts?|experts?|watchers?|scholars?|specialists?|observers?|hawks?|researchers?|desk|correspondents?)\b"
)
_REACH_BEFORE = 90
_ABBREVIATED = frozenset(
    ["gen", "col", "lt", "maj", "capt", "sgt", "brig", "adm", "gov", "sen", "rep", "mr", "mrs", "ms", "dr", "prof"]
)


@dataclass(slots=True)
class Person:
    """One person of an article. `country` is a code, `country_source` how it was found, `gender` where a title tells."""

    name: str
    role: str | None = None
    country: str | None = None
    country_source: str | None = None
    gender: str | None = None
    mentions: list[tuple[int, int]] = field(default_factory=list)

    @property
    def surname(self) -> str:
        """The last word of the name."""
        return self.name.split()[-1]


@cache
def _roles(language: str) -> tuple[frozenset[str], frozenset[str], frozenset[str], dict[str, str]]:
    entries = knowledge_yaml("roles.yaml", language)
    gender = dict.fromkeys(entries["male"], "male") | dict.fromkeys(entries["female"], "female")
    return (
        frozenset(entries["titles"]),
        frozenset(entries["organisation_words"]),
        frozenset(entries["name_particles"]),
        gender,
    )


def is_role_word(word: str, language: str = "en") -> bool:
    """Whether the word can be part of a title or office."""
    return word.lower().strip(".") in _roles(language)[0]


class Descriptions:
    """Reads what stands around the names of one article."""

    def __init__(self, text: str, countries: list[CountryMention], language: str) -> None:
        self._text = text
        self._countries = countries
        self._country_starts = [c.start for c in countries]
        self.titles, self.organisation_words, self.name_particles, self._gender = _roles(language)

    def country_at(self, start: int, end: int) -> CountryMention | None:
        """The mention of a country that overlaps two offsets."""
        index = bisect_right(self._country_starts, start) - 1
        if index >= 0 and self._countries[index].end > start:
            return self._countries[index]
        if index + 1 < len(self._countries) and self._countries[index + 1].start < end:
            return self._countries[index + 1]
        return None

    def is_title(self, start: int, end: int) -> bool:
        """Whether a title stands between two offsets."""
        return self._text[start:end].lower().strip(".") in self.titles

    def describe(self, person: Person, leading: list[tuple[int, int]], start: int, end: int, role: str | None) -> None:
        """Add to `person` what stands beside the name between two offsets, after the words `leading` with the title `role`."""
        for word in (role or "").lower().replace(".", "").split():
            person.gender = person.gender or self._gender.get(word)
        closed = self._text[end : end + 1] in (",", ".", ";")
        before_start, lower_role = self._role_before(leading[0][0] if leading else start, closed)
        role = " ".join(filter(None, [lower_role, role])) or None
        for word in (lower_role or "").lower().split():
            person.gender = person.gender or self._gender.get(word)
        if role and (person.role is None or len(role) > len(person.role)):
            person.role = role
        if person.country is None:
            found = _NATIONALITY.search(self._text, max(0, start - _REACH_BEFORE), start)
            mention = self._last_country(before_start, start) if role or leading else None
            if mention is None and found:
                mention = self.country_at(*found.span("country"))
            if mention is not None:
                person.country, person.country_source = mention.country, "title"
        apposition = _APPOSITION.match(self._text, end)
        if apposition:
            phrase_start, phrase_end = apposition.span("role")
            words = [w.lower() for w in re.findall(r"[\w-]+", self._text[phrase_start:phrase_end])]
            if any(w in self.titles for w in words[:7]):
                if person.role is None:
                    person.role = self._office(phrase_start, phrase_end)
                if person.country is None and (mention := self._first_country(phrase_start, phrase_end)):
                    person.country, person.country_source = mention.country, "apposition"

    def _office(self, start: int, end: int) -> str | None:
        kept: list[str] = []
        for word in self._text[start:end].split():
            bare = word.strip("’'s,.").lower()
            if bare in self.titles or (kept and bare in {"of", "for", "and", "the", "to"}):
                kept.append(word)
            elif kept:
                break
        while kept and kept[-1].lower() in {"of", "for", "and", "the", "to"}:
            kept.pop()
        return " ".join(kept) or None

    def _role_before(self, start: int, closed: bool) -> tuple[int, str | None]:
        """Lower-case role words right before a name: "Norwegian foreign minister Ola Hansen".

        A comma may stand between where another mark follows the name (`closed`): "Ghana's minister, Esi Boateng, …", and the
        country before it: "the minister of Ghana, Esi Boateng, …".
        """
        begin = start
        words: list[str] = []
        links = frozenset[str]()
        for token in reversed(list(TOKEN.finditer(self._text, max(0, start - _REACH_BEFORE), start))):
            gap = self._text[token.end() : begin]
            word = token.group()
            apposed = closed and begin == start and gap.strip(" ") == ","
            ended = word.endswith(".") and word.lower().strip(".") not in _ABBREVIATED
            if ended or "\n" in gap or (gap.strip(" ") not in ("", "’s", "'s") and not apposed):
                break
            if word.lower().strip(".") in self.titles:
                words.insert(0, word)
                links = frozenset({"of", "for", "and"})
                begin = token.start()
            elif self.country_at(*token.span()):
                if apposed:
                    # Not "for": an envoy for Nepal is not of it.
                    links |= {"of", "the"}
                begin = token.start()
            elif word.lower() in links:
                begin = token.start()
            else:
                break
        return begin, " ".join(words) or None

    def _last_country(self, start: int, end: int) -> CountryMention | None:
        inside = mentions_within(self._countries, start, end)
        return inside[-1] if inside else None

    def _first_country(self, start: int, end: int) -> CountryMention | None:
        for mention in mentions_within(self._countries, start, end):
            lead = self._text[start : mention.start].rstrip().lower()
            studied = mention.sort == "name" and STUDIED.match(self._text, mention.end)
            if not studied and not lead.endswith((" to", " in", " on", " with", " at")):
                return mention
        return None
