"""The closed classes of a language's words, and the forms of its verbs."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Protocol

from pipeline.languages.lexicon import Phrases, WordLists, Words, any_of

BASE, THIRD, PAST, GERUND = "base", "third", "past", "gerund"


class Inflection(Protocol):
    """How a language makes the forms of its words; a module ``inflection`` in its folder, where it has one."""

    def verb_forms(self, lemma: str, doubling: bool) -> dict[str, str]:
        """The regular forms of a verb, each with which form it is; `doubling`: its last letter is doubled."""
        ...

    def word_forms(self, word: str) -> set[str]:
        """The forms of a verb or a noun, the word itself included."""
        ...


class Grammar(WordLists):
    """See ``grammar.yaml``, which says what each list is for."""

    determiners: Words
    possessives: Words
    pronouns: Words
    relatives: Words
    auxiliaries: Words
    modals: Words
    demanding: Words
    obliging: Words
    be: Words
    standing: Words
    adverbs: Words
    prepositions: Words
    subordinators: Words
    conjunctions: Words
    time_words: Words
    months: Words
    irregular: dict[str, Phrases]
    irregular_pasts: Words
    doubling: Words
    complementizers: Words
    verbs_of_that: Words
    loose_ends: Words
    possessive_endings: Words
    genitives: Words
    adverb_endings: Words
    past_endings: Words
    plural_endings: Words
    gerund_endings: Words
    negative_endings: Words
    plural_nouns: Words
    infinitive: Words
    agent: Words
    expletives: Words
    possession: Words
    complements: Words
    reasons: Words
    inner: Words
    appositions: Words
    clause_breaks: Words
    shared_subject: Words
    joining: Words
    reciprocals: Words
    shared: Words
    abbreviations: Words
    hours: Words
    of_titles: Words

    @cached_property
    def closed_classes(self) -> Words:
        """The words of the sentence itself, which name nothing."""
        classes = (self.prepositions, self.auxiliaries, self.conjunctions, self.subordinators, self.determiners)
        return self.pronouns.union(*classes)

    @cached_property
    def loose_start(self) -> re.Pattern[str]:
        """A conjunction that opens a reported clause, with what stands before it."""
        lead, verbs = any_of(self.complementizers), any_of(self.verbs_of_that)
        return re.compile(rf"[\s,;:–—-]*(?:{lead})\s+(?!(?:{verbs})\b)(?=\w|[“\"])")

    @cached_property
    def loose_end(self) -> re.Pattern[str]:
        """A conjunction at the end of a span."""
        return re.compile(rf"\s(?:{any_of(self.loose_ends)})$")

    @cached_property
    def abbreviation(self) -> re.Pattern[str]:
        """What a full stop follows that ends no sentence: an abbreviated title or an initial."""
        return re.compile(rf"(?:\b(?:{any_of(self.abbreviations)})|\b[A-Z])\.$")

    @cached_property
    def openers(self) -> frozenset[str]:
        """The closed classes that open a sentence behind initials: "to the U.S. But Peru …"."""
        closed = self.determiners | self.pronouns | self.conjunctions | self.subordinators | self.prepositions
        return (closed | self.adverbs) - self.of_titles

    @cached_property
    def hour(self) -> re.Pattern[str]:
        """A time of day that ends with a full stop."""
        return re.compile(rf"\b(?:{any_of(self.hours)})\.$")

    @cached_property
    def possessive(self) -> re.Pattern[str]:
        """The ending of a possessive, or an apostrophe, at the end of a word."""
        return re.compile(rf"(?:{any_of(self.possessive_endings)}|’|')$")

    def ends_as(self, word: str, endings: Words) -> bool:
        """Whether a word has one of the endings."""
        return word.endswith(tuple(endings))
