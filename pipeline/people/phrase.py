"""The phrase by which an article names a speaker, and what it says by itself."""

from __future__ import annotations

import re
from functools import cache, cached_property
from itertools import takewhile

from pipeline.languages import Language
from pipeline.languages.lexicon import any_of
from pipeline.layout.spans import Span
from pipeline.people.origin import Country
from pipeline.people.people import People
from pipeline.people.person import Person
from pipeline.people.phrase_country import country_in
from pipeline.reading import Reading


class _Patterns:
    def __init__(self, language: Language) -> None:
        words = language.people
        self.relative = re.compile(rf",?\s+(?:{any_of(words.relative)})\b")
        self.person = re.compile(rf"(?:{any_of(words.persons)}|\w+(?:{any_of(words.person_endings)}))")
        self.topic = re.compile(rf"\s+(?:{any_of(words.toward)})\s+")
        self.article = re.compile(rf"^(?:{any_of(words.indefinite)})\s+(?=\w)", re.IGNORECASE)
        # "Hansen's office", "an aide to Hansen"; but "Norway's lawyer, Ola Hansen" is Hansen.
        self.office_behind = re.compile(rf"[’']s?\s+(?:{any_of(words.offices)})\b")
        self.aide_before = re.compile(rf"\b(?:{any_of(words.aides)}) (?:{any_of(words.aides_of)})\b")
        # Whose the institution is: it speaks for that country, if for any.
        of = (rf" {word} " for word in words.owned)
        self.owned = (*of, *(f"{ending} " for ending in language.grammar.possessive_endings))


@cache
def _patterns(language: Language) -> _Patterns:
    return _Patterns(language)


class SourcePhrase:
    """A source as the article has it: "the Iranian foreign minister", "she", "Q"; `origin` is where the article comes from."""

    def __init__(self, reading: Reading, span: Span, origin: Country = (None, None)) -> None:
        self.reading, self.span, self.origin = reading, span, origin
        self._patterns = _patterns(reading.language)

    @cached_property
    def text(self) -> str:
        """The phrase without marks around it."""
        return _balanced(self.reading.text[self.span.start : self.span.end].strip(" ,;:–—“”\"'"))

    @cached_property
    def name(self) -> str:
        """The phrase as a speaker's name: without article and relative clause."""
        text = self._patterns.relative.split(self.text, maxsplit=1)[0]
        if self.reading.text[self.span.end : self.span.end + 1] == ":":
            # "The premier on Moldova: …", "Dhaka to Myanmar: …".
            text = self._patterns.topic.split(text, maxsplit=1)[0]
        return self._patterns.article.sub("", text) or self.text

    @cached_property
    def words(self) -> list[str]:
        """Its words in lower case, without possessive endings."""
        text = self.text.lower()
        for ending in self.reading.language.grammar.possessive_endings:
            text = text.replace(ending, "")
        return text.split()

    @cached_property
    def head(self) -> str:
        """The noun that it is about: the last word before a preposition ("the ministry of justice")."""
        return self._head(self.words)

    @cached_property
    def pronoun(self) -> str | None:
        """What sort of pronoun it is, ``None`` where it is none."""
        return self.reading.language.cues.pronouns.get(self.text.lower())

    @cached_property
    def person(self) -> tuple[int, Person] | None:
        """Whom it names, and where the name begins."""
        return self.reading.once(People).named_in(*self.span)

    @cached_property
    def country(self) -> Country:
        """The country that speaks by it, and how the phrase names it."""
        return country_in(self.reading, self.span, self.origin)

    @cached_property
    def is_whose(self) -> bool:
        """Whether it begins with "its" or "their"."""
        return bool(self.words) and self.words[0] in self.reading.language.people.own

    @cached_property
    def is_definite(self) -> bool:
        """Whether it means one that is known: "the ministry"."""
        return bool(self.words) and self.words[0] in self.reading.language.people.definite

    @cached_property
    def is_one_of_many(self) -> bool:
        """Whether it means somebody who was not named before: "a spokesman", "two ministers"; not "the" nor "his"."""
        words, grammar = self.reading.language.people, self.reading.language.grammar
        return bool(self.words) and self.words[0] in grammar.determiners - grammar.possessives - words.definite

    @cached_property
    def is_owned(self) -> bool:
        """Whether it says whose the speaker is: "its army", "the king of Spain"."""
        return self.is_whose or any(owned in self.text for owned in self._patterns.owned)

    @cached_property
    def is_of_a_person(self) -> bool:
        """Whether it means a person: a pronoun but "it", a name, a title."""
        as_written = self.text.split()
        head = self._head([word.lower() for word in as_written])
        return (
            self.pronoun not in (None, "thing")
            or self.person is not None
            or (bool(as_written) and self.reading.language.roles.is_title(head))
            or self._is_described
        )

    @cached_property
    def _is_described(self) -> bool:
        """Whether it describes one person without a name: "a fisherman known as “Lefty”"."""
        words = self.reading.language.people
        if not self.words or self.words[0] not in words.indefinite:
            return False
        noun = takewhile(lambda w: w not in words.noun_ends | words.relative and w[0].isalpha(), self.words[1:])
        return any(self._patterns.person.fullmatch(word) and word not in words.no_persons for word in noun)

    def is_office_of(self, name: int) -> bool:
        """Whether it means somebody's office or an aide, not the person whose name begins at `name`."""
        text, (start, end) = self.reading.text, self.span
        return bool(
            self._patterns.office_behind.search(text, name, end) or self._patterns.aide_before.search(text, start, name)
        )

    def _head(self, words: list[str]) -> str:
        ends = self.reading.language.people.noun_ends
        end = next((i for i, word in enumerate(words) if i and word in ends), len(words))
        return words[end - 1].strip(",") if words else ""


def _balanced(text: str) -> str:
    """A phrase that ends within quotation marks, with the mark that it lacks: "known as “Lefty."."""
    if text.count("“") > text.count("”"):
        return text.rstrip(".,") + "”"
    if text.count('"') % 2 and text[text.index('"') - 1].isspace():
        return text.rstrip(".,") + '"'
    return text
