"""An adjective that only tells who ruled or rules the country named behind it: "Portuguese Angola", "Turkish Cyprus"."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.countries.mention import CountryMention
from pipeline.languages import Language

_WORD_AFTER = re.compile(r"[^\S\n]+([\w’'-]+)")


def without_rulers(text: str, mentions: list[CountryMention], language: Language) -> list[CountryMention]:
    """`mentions` without the adjectives of rulers.

    An adjective says so where the name of another country follows at once and ends the phrase; in "the German Ukraine
    envoy" it describes the envoy, and in "told the French Chad would pay" it means the French.
    """
    dropped = {one.start for one, other in pairwise(mentions) if _rules(text, one, other, language)}
    return [mention for mention in mentions if mention.start not in dropped]


def _rules(text: str, one: CountryMention, other: CountryMention, language: Language) -> bool:
    if one.sort != "adjective" or other.sort != "name" or text[one.end : other.start] != " ":
        return False
    grammar = language.grammar
    if text.startswith(tuple(grammar.possessive_endings), other.end):
        return True
    after = _WORD_AFTER.match(text, other.end)
    if after is None:
        return text[other.end : other.end + 1] != "-"
    word = after[1].lower()
    return word in grammar.prepositions | grammar.conjunctions or (
        word in grammar.auxiliaries and not _after_article(text, one, language)
    )


def _after_article(text: str, mention: CountryMention, language: Language) -> bool:
    *_, before = ("", *text[max(0, mention.start - 12) : mention.start].split())
    return before.lower() in language.grammar.determiners
