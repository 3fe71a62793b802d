"""Whose media only pass on what somebody says: "told the German weekly", "according to Turkish state television"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from pipeline.languages import Language
from pipeline.languages.lexicon import any_of

_LEAD = 70


class _Patterns:
    def __init__(self, language: Language) -> None:
        cues, words, grammar = language.cues, language.people, language.grammar
        article = rf"\s+(?:(?:{any_of(words.indefinite)})\s+)?$"
        # "Was quoted on Monday by the Argentine daily".
        passed_on = rf"(?:{any_of(cues.channel_acts)})\b[^.,;:\n]{{0,40}}\s(?:{any_of(grammar.agent)})"
        self.before = re.compile(rf"\b(?:{_spaced(cues.channel_leads)}|{passed_on}){article}", re.IGNORECASE)
        between = rf"(?:\s+(?:{_spaced(cues.channel_words)})){{0,2}}?\s+"
        # "An ultimatum to Iran state media reported": the medium itself speaks.
        end = rf"(?![\w-])(?!\s+(?:{any_of(language.verb_forms(cues.speech))})\b)"
        media = _spaced((cues.media_nouns - cues.media_people) | cues.media)
        of_its = _spaced(cues.media_nouns | cues.media)
        # "Germany's Rheinische Post newspaper", "Israel's Channel 12", "France's BFM Television"; not "Peru's Minister Díaz".
        titles = {form for title in language.roles.titles for form in (title.capitalize(), title.upper())}
        word = rf"(?!(?:{any_of(titles)})\b)[^\W\d_a-z][\w’'&-]*"
        ends = any_of(cues.media_endings | {noun.capitalize() for noun in cues.media_nouns - cues.media_people})
        nouns = _spaced(cues.media_nouns - cues.media_people)
        named = rf"(?:{word}\s+){{0,3}}?(?:{ends})(?:\s+\d+)?|(?:{word}\s+){{1,3}}?(?:{nouns})"
        possessive = rf"(?:{any_of(grammar.possessive_endings)})"
        self.after_name = re.compile(
            rf"(?:{possessive}(?:-[\w-]+)?{between}(?:{of_its}|{named})|(?:-[\w-]+)?{between}(?:{media})){end}"
        )
        self.after_adjective = re.compile(rf"(?:{possessive})?(?:-[\w-]+)?{between}(?:{of_its}|{named}){end}")


def _spaced(phrases: Iterable[str]) -> str:
    return any_of(phrases).replace(r"\ ", r"\s+")


@cache
def _patterns(language: Language) -> _Patterns:
    return _Patterns(language)


def names_a_channel(text: str, start: int, end: int, language: Language, is_adjective: bool = True) -> bool:
    """Whether the country named between two offsets only says whose medium it is to, by or in which somebody speaks.

    Examples
    --------
    >>> from pipeline.languages import language
    >>> names_a_channel("She told the Peruvian daily that it was over.", 13, 21, language("en"))
    True
    >>> names_a_channel("She accused Peruvian media of lying.", 12, 20, language("en"))
    False
    """
    patterns = _patterns(language)
    after = patterns.after_adjective if is_adjective else patterns.after_name
    return after.match(text, end) is not None and patterns.before.search(text, max(0, start - _LEAD), start) is not None
