"""First names that are names of countries: "India Clarke, a nurse, spoke. India said …", "her daughter Kenya"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from pipeline.languages import Language
from pipeline.languages.lexicon import any_of

_LEAD = 40
# So far behind, the surname stands alone or "he" follows the first name.
_AROUND = 2000


class GivenNames:
    """Finds, by the lists of one language, where a text introduces people whose first name is a country's."""

    def __init__(self, language: Language) -> None:
        words, people, grammar = language.context, language.people, language.grammar
        self._forms = words.given_names
        self._no_surnames = (
            words.names_carried_by
            | words.firm_words
            | words.bodies_of_states
            | {word.capitalize() for word in words.things_named | words.things | words.events}
        )
        self._organisations = language.roles.organisation_words | language.roles.titles
        self._no_name = people.no_name | grammar.closed_classes
        self._surname = re.compile(r" (?P<surname>[^\W\d_a-z][\w’'-]*[a-z])(?![\w-])(?! [^\W\d_a-z])")
        person = rf"(?:{any_of(people.persons | language.roles.titles)}|\w+(?:{any_of(people.person_endings)}))"
        described = rf"(?:{any_of(people.indefinite | people.definite)})\s+(?:[\w-]+\s+){{0,4}}?(?P<noun>{person})\b"
        self._apposition = re.compile(rf",\s+(?:\d{{1,3}},|(?:{any_of(people.relative)})\b|{described})")
        self._no_persons = people.no_persons
        self._near = re.compile(rf"\b(?:{any_of(grammar.possessives)})\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
        self._nearest = re.compile(rf"\b(?:{any_of(words.nearest)})\s+$", re.IGNORECASE)
        # "My friend Jordan, 23, plays".
        self._age = re.compile(r", \d{1,3},")
        self._pronoun = rf"\s+[a-z]\w+\s+(?:[a-z]+\s+)?(?:{any_of(people.he | people.she)})\b"

    def introduced(self, text: str, forms: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Where in `forms`, the names of countries in `text`, a person of that first name is introduced."""
        for start, end in forms:
            if text[start:end] in self._forms and (
                self._is_relative(text, start) or self._age.match(text, end) or self._has_surname(text, start, end)
            ):
                yield start, end

    def _is_relative(self, text: str, start: int) -> bool:
        """ "Her daughter Kenya", "his late father Israel"."""
        noun = self._nearest.search(text, max(0, start - _LEAD), start)
        return noun is not None and self._near.search(text, max(0, noun.start() - _LEAD), noun.start()) is not None

    def _has_surname(self, text: str, start: int, end: int) -> bool:
        """Whether a surname follows, and the text calls its bearer by the first name alone.

        It does where "he" follows the first name, "Israel said his hand hurt", or where it tells who the person is and
        never has the surname alone.
        """
        found = self._surname.match(text, end)
        if found is None or self._is_another_name(found["surname"]):
            return False
        form, surname = re.escape(text[start:end]), re.escape(found["surname"])
        around = text[found.end() : found.end() + _AROUND]
        if re.search(rf"\b{form}{self._pronoun}", around):
            return True
        told = self._apposition.match(text, found.end())
        alone = re.search(rf"(?<!\b{form} )(?<![\w-]){surname}(?![\w-])", around)
        return told is not None and told["noun"] not in self._no_persons and alone is None

    def _is_another_name(self, word: str) -> bool:
        lower = word.lower()
        return word in self._no_surnames or lower in self._organisations or lower in self._no_name


@cache
def given_names(language: Language) -> GivenNames:
    """What reads texts of `language`, made once."""
    return GivenNames(language)
