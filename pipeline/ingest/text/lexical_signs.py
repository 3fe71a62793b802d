"""Words by which a text is told to be in a language that has a folder: its small words, and its words of the news."""

from __future__ import annotations

import re
from functools import cache

from pipeline.languages import Language
from pipeline.languages.lexicon import any_of

# What a verb of saying or an adjective of a country weighs beside a small word: other languages may have it too.
_WEIGHT = 0.5


class Signs:
    """What speaks for a language.

    Attributes
    ----------
    small_words : frozenset of str
        Its determiners, prepositions, auxiliaries and the like.
    """

    def __init__(self, language: Language) -> None:
        grammar = language.grammar
        lists = (
            grammar.determiners, grammar.possessives, grammar.pronouns, grammar.relatives, grammar.auxiliaries,
            grammar.adverbs, grammar.prepositions, grammar.subordinators, grammar.conjunctions,
        )  # fmt: skip
        # A single letter, and words with an apostrophe, are no words to the count.
        self.small_words = frozenset(
            word
            for words in lists
            for word in words
            if word.isalpha() and (len(word) > 1 or word in grammar.determiners)
        )
        verbs = language.verb_forms(language.cues.speech | language.cues.judgement)
        adjectives = (row["form"] for row in language.gazetteer if row["sort"] == "adjective")
        self._vocabulary = re.compile(rf"\b(?:{any_of([*(verb for verb in verbs if len(verb) > 3), *adjectives])})\b")

    def vocabulary_of(self, text: str) -> float:
        """How much the verbs of saying and the adjectives of countries in `text` weigh."""
        return _WEIGHT * len(self._vocabulary.findall(text))


@cache
def signs_of(language: Language) -> Signs:
    """The signs of a language, made once."""
    return Signs(language)
