"""The people an article names: fullest name, role and country of each, found by their capitals and titles."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cache

from pipeline.extract.gazetteer import CountryMention, mentions_within
from pipeline.extract.names import TOKEN, NameRun, name_runs
from pipeline.knowledge.lexicon import knowledge_yaml

# A role after the name: ", Norway's minister of fisheries," / ", the prime minister of Fiji".
_APPOSITION = re.compile(
    r"\s*,\s*(?:who\s+is\s+)?(?:(?:the|a|an|its|his|her|their|one of)\s+)?(?P<role>[^,.;:“”\"()\n]{3,90})"
)
# "the Iranian poet Shirin D." – an occupation that is no office still follows a nationality.
_NATIONALITY = re.compile(r"(?P<country>[A-Z][\w-]+)\s+(?:[a-z-]+\s+){1,3}$")
_SENTENCE_BREAK = re.compile(r"[.!?…][”\"’)]*\s+|\n+")
# "A China analyst" works on China.
STUDIED = re.compile(
    r"\s+(?:\w+\s+)?(?:analysts?|experts?|watchers?|scholars?|specialists?|observers?|hawks?|researchers?|desk|correspondents?)\b"
)
_REACH_BEFORE = 90
_ABBREVIATED = frozenset(
    ["gen", "col", "lt", "maj", "capt", "sgt", "brig", "adm", "gov", "sen", "rep", "mr", "mrs", "ms", "dr", "prof"]
)
_LONGEST_TITLE = 60
# Names further back than this are no longer in a reader's mind, and looking at all of them would take quadratic time.
_LOOK_BACK = 200


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


class People:
    """The people named in one article.

    Parameters
    ----------
    text : str
        The article.
    countries : list of CountryMention
        What `Gazetteer.find` gave for it.
    """

    def __init__(self, text: str, countries: list[CountryMention], language: str = "en") -> None:
        self._text = text
        self._titles, self._organisation_words, self._particles, self._gender = _roles(language)
        self._countries = countries
        self._country_starts = [c.start for c in countries]
        self.people: list[Person] = []
        self._by_word: dict[str, Person] = {}
        self._by_name: dict[str, Person] = {}
        singles: list[tuple[tuple[int, int], list[tuple[int, int]], str | None]] = []
        for run in name_runs(text, self._particles):
            self._read_run(run, singles)
        for word, leading, role in singles:
            self._read_single(word, leading, role)
        self._at: list[tuple[int, int, Person]] = sorted(
            ((s, e, person) for person in self.people for s, e in person.mentions), key=lambda item: item[0]
        )

    def _country_at(self, start: int, end: int) -> CountryMention | None:
        index = bisect_right(self._country_starts, start) - 1
        if index >= 0 and self._countries[index].end > start:
            return self._countries[index]
        if index + 1 < len(self._countries) and self._countries[index + 1].start < end:
            return self._countries[index + 1]
        return None

    def _read_run(self, run: NameRun, singles: list[tuple[tuple[int, int], list[tuple[int, int]], str | None]]) -> None:
        words = list(run.words)
        leading: list[tuple[int, int]] = []
        while words and (self._is_title(words[0]) or self._country_at(*words[0])):
            leading.append(words.pop(0))
        texts = [self._text[s:e] for s, e in words]
        if not words or any(w.lower().strip(".") in self._organisation_words for w in texts):
            return
        if any(self._country_at(*word) for word in words) or any(w.isupper() and len(w) > 3 for w in texts):
            return
        role = " ".join(self._text[s:e] for s, e in leading if self._is_title((s, e))) or None
        if len(words) == 1:
            if texts[0].lower() not in self._titles and len(texts[0]) > 2:
                singles.append((words[0], leading, role))
            return
        if len(words) > 6 or len(texts[0]) == 1:
            return
        name = " ".join(texts)
        person = self._by_name.get(name)
        if person is None:
            person = Person(name)
            self.people.append(person)
            self._by_name[name] = person
            for word in texts:
                if word.lower() not in self._particles and len(word) > 2:
                    self._by_word.setdefault(word, person)
            self._by_word[person.surname] = person
        person.mentions.append((words[0][0], words[-1][1]))
        self._describe(person, leading, words[0][0], words[-1][1], role)

    def _read_single(self, word: tuple[int, int], leading: list[tuple[int, int]], role: str | None) -> None:
        """A name of one word is a person where the article names them in full, or gives them a title here."""
        name = self._text[word[0] : word[1]]
        person = self._by_word.get(name)
        if person is None and role is not None:
            person = Person(name)
            self.people.append(person)
            self._by_word[name] = person
        if person is not None:
            person.mentions.append(word)
            if role is not None:
                self._describe(person, leading, *word, role)

    def _is_title(self, word: tuple[int, int]) -> bool:
        return self._text[word[0] : word[1]].lower().strip(".") in self._titles

    def _describe(self, person: Person, leading: list[tuple[int, int]], start: int, end: int, role: str | None) -> None:
        for word in (role or "").lower().replace(".", "").split():
            person.gender = person.gender or self._gender.get(word)
        closed = self._text[end : end + 1] == ","
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
                mention = self._country_at(*found.span("country"))
            if mention is not None:
                person.country, person.country_source = mention.country, "title"
        apposition = _APPOSITION.match(self._text, end)
        if apposition:
            phrase_start, phrase_end = apposition.span("role")
            words = [w.lower() for w in re.findall(r"[\w-]+", self._text[phrase_start:phrase_end])]
            if any(w in self._titles for w in words[:7]):
                if person.role is None:
                    person.role = self._office(phrase_start, phrase_end)
                if person.country is None and (mention := self._first_country(phrase_start, phrase_end)):
                    person.country, person.country_source = mention.country, "apposition"

    def _office(self, start: int, end: int) -> str | None:
        kept: list[str] = []
        for word in self._text[start:end].split():
            bare = word.strip("’'s,.").lower()
            if bare in self._titles or (kept and bare in {"of", "for", "and", "the", "to"}):
                kept.append(word)
            elif kept:
                break
        while kept and kept[-1].lower() in {"of", "for", "and", "the", "to"}:
            kept.pop()
        return " ".join(kept) or None

    def _role_before(self, start: int, closed: bool) -> tuple[int, str | None]:
        """Lower-case role words right before a name: "Norwegian foreign minister Ola Hansen".

        A comma may stand between where one also follows the name (`closed`): "Ghana's minister, Esi Boateng, …".
        """
        begin = start
        words: list[str] = []
        for token in reversed(list(TOKEN.finditer(self._text, max(0, start - _REACH_BEFORE), start))):
            gap = self._text[token.end() : begin]
            word = token.group()
            apposed = closed and begin == start and gap.strip(" ") == ","
            ended = word.endswith(".") and word.lower().strip(".") not in _ABBREVIATED
            if ended or "\n" in gap or (gap.strip(" ") not in ("", "’s", "'s") and not apposed):
                break
            if word.lower().strip(".") in self._titles:
                words.insert(0, word)
                begin = token.start()
            elif self._country_at(*token.span()) or (words and word.lower() in {"of", "for", "and"}):
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

    def named_in(self, start: int, end: int) -> Person | None:
        """The last person named between two offsets, or ``None``."""
        first = bisect_left(self._at, start, key=lambda mention: mention[0])
        last = bisect_left(self._at, end, lo=first, key=lambda mention: mention[0])
        inside = [person for _, e, person in self._at[first:last] if e <= end]
        return inside[-1] if inside else None

    def all_within(self, start: int, end: int) -> list[tuple[int, int, Person]]:
        """Start, end and person of each name that stands between two offsets."""
        first = bisect_left(self._at, start, key=lambda mention: mention[0])
        last = bisect_left(self._at, end, lo=first, key=lambda mention: mention[0])
        return [mention for mention in self._at[first:last] if mention[1] <= end]

    def before(self, position: int, role_word: str | None = None) -> Person | None:
        """The person named last before `position`, with `role_word` in the role where one is given."""
        last = bisect_left(self._at, position, key=lambda mention: mention[0])
        for index in range(last - 1, max(-1, last - 1 - _LOOK_BACK), -1):
            person = self._at[index][2]
            if role_word is None or role_word in (person.role or "").lower().split():
                return person
        return None

    def called(self, capitals: str) -> Person | None:
        """The person whose name, or surname, is written in capitals here, or ``None``."""
        name = capitals.casefold()
        last = name.split()[-1] if name else ""
        for person in self.people:
            if person.name.casefold() == name or (" " not in name and person.surname.casefold() == last):
                return person
        return None

    def before_of_gender(self, position: int, gender: str) -> Person | None:
        """The person of `gender` named last before `position`, else the last one whose gender nothing tells."""
        unknown = None
        last = bisect_left(self._at, position, key=lambda mention: mention[0])
        for index in range(last - 1, max(-1, last - 1 - _LOOK_BACK), -1):
            person = self._at[index][2]
            if person.gender == gender:
                return person
            if person.gender is None:
                unknown = unknown or person
        return unknown

    def bearer(self, role_word: str, country: str | None) -> Person | None:
        """The only person of the article with `role_word` in the role and the given country, or ``None``."""
        bearers = [p for p in self.people if p.country == country and role_word in (p.role or "").lower().split()]
        return bearers[0] if country is not None and len(bearers) == 1 else None

    def subject_between(self, start: int, end: int) -> Person | None:
        """The last person with whom a sentence between two offsets begins, title included, or ``None``."""
        last = bisect_left(self._at, end, key=lambda mention: mention[0])
        for index in range(last - 1, max(-1, last - 1 - _LOOK_BACK), -1):
            at, _, person = self._at[index]
            if at <= start:
                return None
            if at < end:
                lead = _SENTENCE_BREAK.split(self._text[max(0, at - _LONGEST_TITLE) : at])
                if len(lead) > 1 and len(lead[-1].split()) <= 5 and "," not in lead[-1]:
                    return person
        return None
