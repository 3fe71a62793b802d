"""Whose media only pass on what somebody says: "told the German weekly", "according to Turkish state television"."""

from __future__ import annotations

import re
from functools import cache

from pipeline.languages import Language
from pipeline.languages.lexicon import any_of

_LEAD = 24


class _Patterns:
    def __init__(self, language: Language) -> None:
        cues, words = language.cues, language.people
        articles = any_of(words.indefinite)
        self.before = re.compile(rf"\b(?:{any_of(cues.channel_leads)})\s+(?:(?:{articles})\s+)?$", re.IGNORECASE)
        possessive = any_of(language.grammar.possessive_endings)
        named = rf"(?:{any_of(cues.media_nouns)}|{any_of(cues.media)})"
        self.after = re.compile(rf"(?:{possessive})?(?:-[\w-]+)?(?:\s+[\w-]+){{0,2}}?\s+{named}(?![\w-])")


@cache
def _patterns(language: Language) -> _Patterns:
    return _Patterns(language)


def names_a_channel(text: str, start: int, end: int, language: Language) -> bool:
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
    return (
        patterns.after.match(text, end) is not None
        and patterns.before.search(text, max(0, start - _LEAD), start) is not None
    )
