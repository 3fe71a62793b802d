"""The people an article names, found by their capitals and titles, and which of them is meant where."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise

from pipeline.languages.lexicon import any_of
from pipeline.layout.names import TOKEN, name_runs
from pipeline.layout.quotations import Quotation
from pipeline.people.descriptions import Descriptions
from pipeline.people.joint_names import name_joint_countries
from pipeline.people.known import KNOWN, known_people, unaccented
from pipeline.people.name_parts import NameParts
from pipeline.people.person import Person
from pipeline.people.surnames import Surnames
from pipeline.reading import Reading

_LONGEST_TITLE, _MOST_TITLE_WORDS = 60, 5
_OWNS = re.compile(r"[’']")
# Names further back than this are no longer in a reader's mind, and looking at all of them would take quadratic time.
_LOOK_BACK = 200


class People:
    """The people named in one article."""

    def __init__(self, reading: Reading) -> None:
        self._text, self._sentences = reading.text, reading.sentences
        self._descriptions = Descriptions(reading)
        self._known = known_people()
        words = reading.language.people
        self._articles = words.articles
        self._at_place = re.compile(rf"\b(?:{any_of(words.at)})\s+(?:(?:{any_of(words.articles)})\s+)?$")
        self._joined = re.compile(rf"\b(?:{any_of(words.coordinated)})\b")
        self.people: list[Person] = []
        self._roles = reading.language.roles
        self._by_word: dict[str, Person] = {}
        self._surnames = Surnames()
        self._by_name: dict[str, Person] = {}
        # "van der Berg" for "Jan van der Berg".
        self._by_tail: dict[str, Person] = {}
        singles: list[tuple[tuple[int, int], list[tuple[int, int]], str | None]] = []
        parts = NameParts(reading)
        for run in name_runs(reading.text, reading.language):
            for part in parts.of(run):
                self._read_run(part, singles)
        for word, leading, role in singles:
            self._read_single(word, leading, role)
        self._at: list[tuple[int, int, Person]] = sorted(
            ((s, e, person) for person in self.people for s, e in person.mentions), key=lambda item: item[0]
        )
        name_joint_countries(reading, self._at)
        for person in self.people:
            if person.country is None:
                person.country = self._known.country(person.name, reading.day)
                person.country_source = KNOWN if person.country else None
        # A pronoun of the article means nobody who is only spoken of in a quotation.
        self._in_article = [mention for mention in self._at if not _inside(reading.quotations, mention[0])]

    def _read_run(
        self, words: list[tuple[int, int]], singles: list[tuple[tuple[int, int], list[tuple[int, int]], str | None]]
    ) -> None:
        leading: list[tuple[int, int]] = []
        while words and (self._descriptions.is_title(*words[0]) or self._descriptions.country_at(*words[0])):
            leading.append(words.pop(0))
        # "Irrigation Minister Samir Fathi": what stands before an office is its field.
        office = next((i for i in range(len(words) - 2, 0, -1) if self._descriptions.is_head(*words[i])), None)
        if office is not None:
            leading += words[: office + 1]
            words = words[office + 1 :]
        texts = [self._text[s:e] for s, e in words]
        if words and self._descriptions.in_organisation(words[0][0]):
            return
        if not words or any(w.lower().strip(".") in self._descriptions.roles.organisation_words for w in texts):
            return
        if any(self._descriptions.country_at(*word) for word in words) or any(
            w.isupper() and len(w) > 3 and "." not in w for w in texts
        ):
            return
        fields = leading[-office - 1 : -1] if office else []
        role = (
            " ".join(self._text[s:e] for s, e in leading if (s, e) in fields or self._descriptions.is_title(s, e))
            or None
        )
        if len(words) == 1:
            if texts[0].lower() not in self._descriptions.roles.titles and len(texts[0].strip(".")) > 1:
                singles.append((words[0], leading, role))
            return
        led = texts[0].lower() in self._roles.name_particles
        if len(words) > 6 or (len(texts[0]) == 1 and not led):
            return
        name = " ".join(texts)
        name = self._known.full_name(name) or name
        for first in range(1, len(texts) - 1):
            # "Ohio Gov. John Kasich".
            tail = " ".join(texts[first:])
            if not self._known.country(name) and self._known.country(tail):
                words, texts, name = words[first:], texts[first:], tail
                break
        person = self._by_name.get(name) or self._by_tail.get(name)
        if person is None and led:
            # "Van der Berg", at the beginning of a sentence, for "Jan van der Berg".
            person = self._surnames.bearer(self._key(texts[-1]), words[0][0])
        if person is None:
            person = Person(name)
            self.people.append(person)
            self._by_name[name] = person
            for word in texts:
                if word.lower() not in self._descriptions.roles.name_particles and len(word.strip(".")) > 1:
                    self._by_word.setdefault(self._key(word), person)
            best_known = self._known.full_name(person.surname)
            if best_known in (None, name) or best_known not in self._by_name:
                self._surnames.add(self._key(person.surname), words[0][0], person)
            for first in range(1, len(texts) - 1):
                self._by_tail[" ".join(texts[first:])] = person
        person.mentions.append((words[0][0], words[-1][1]))
        self._descriptions.describe(person, leading, words[0][0], words[-1][1], role)

    def _key(self, name: str) -> str:
        return unaccented(self._roles.without_particle(name)).replace("’", "'")

    def _read_single(self, word: tuple[int, int], leading: list[tuple[int, int]], role: str | None) -> None:
        """A name of one word is a person where the article names them in full, or gives them a title here."""
        name = self._text[word[0] : word[1]]
        key = self._key(name)
        person = self._surnames.bearer(key, word[0]) or self._by_word.get(key)
        if person is None and (full := self._known.full_name(name)):
            person = self._by_name[full] = self._by_word[key] = Person(full)
            self.people.append(person)
        named = role is not None and self._descriptions.is_office(role)
        if person is None and (named or self._descriptions.follows_office(word[0])):
            person = Person(name)
            self.people.append(person)
            self._by_word[key] = person
        if person is not None:
            person.mentions.append(word)
            if role is not None or len(person.mentions) == 1:
                self._descriptions.describe(person, leading, *word, role)

    def named_in(self, start: int, end: int) -> tuple[int, Person] | None:
        """Whom a phrase between two offsets names, and where; of "A and B" the first.

        Before an "and" the last is meant ("Hansen spokesman Jan Novak"), and nobody at whose place somebody else is.
        """
        inside = [
            m for m in self.all_within(start, end) if not self._at_place.search(self._text, max(start, m[0] - 8), m[0])
        ]
        if len(inside) > 1 and self._text.startswith(",", inside[0][1]) and self._is_titled(start, inside[0][0]):
            # "Senator Adam Lee, who met Dan Levi": what follows the comma is about the first.
            return inside[0][0], inside[0][2]
        for before, after in pairwise(inside):
            if self._joined.search(self._text, before[1], after[0]) and not _OWNS.match(self._text, before[1]):
                return before[0], before[2]
        return (inside[-1][0], inside[-1][2]) if inside else None

    def _is_titled(self, start: int, name: int) -> bool:
        """Whether nothing but titles, countries and an article stands between `start` and a name."""
        return all(
            token.group()[0].isupper()
            or token.group() in self._articles
            or self._descriptions.is_title(*token.span())
            or self._descriptions.country_at(*token.span()) is not None
            for token in TOKEN.finditer(self._text, start, name)
        )

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
        name = unaccented(capitals).casefold()
        last = name.split()[-1] if name else ""
        for person in self.people:
            full, surname = unaccented(person.name).casefold(), unaccented(person.surname).casefold()
            if full == name or (" " not in name and surname == last):
                return person
        return None

    def before_of_gender(self, position: int, gender: str) -> Person | None:
        """The person of `gender` named last before `position`, else the last one whose gender nothing tells."""
        unknown = None
        last = bisect_left(self._in_article, position, key=lambda mention: mention[0])
        for index in range(last - 1, max(-1, last - 1 - _LOOK_BACK), -1):
            person = self._in_article[index][2]
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
        last = bisect_left(self._in_article, end, key=lambda mention: mention[0])
        for index in range(last - 1, max(-1, last - 1 - _LOOK_BACK), -1):
            at, _, person = self._in_article[index]
            if at <= start:
                return None
            if at < end:
                lead = self._text[self._sentences[bisect_right(self._sentences, at) - 1] : at]
                if len(lead) <= _LONGEST_TITLE and len(lead.split()) <= _MOST_TITLE_WORDS and "," not in lead:
                    return person
        return None


def _inside(quotations: list[Quotation], position: int) -> bool:
    index = bisect_right(quotations, position, key=lambda quotation: quotation.start) - 1
    return index >= 0 and position < quotations[index].end
