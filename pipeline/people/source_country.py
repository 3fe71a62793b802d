"""The country that a source phrase names, and how: "Iranian officials", "the Kremlin"; not "critics of Poland"."""

from __future__ import annotations

import re

from pipeline.countries.gazetteer import CountryMention, mentions_within
from pipeline.countries.references import REFERENCE
from pipeline.layout.spans import Span
from pipeline.people.descriptions import STUDIED, belongs

# "Iranian-backed militias" are not Iranian.
_HYPHENATED = re.compile(
    r"-(?:backed|aligned|allied|funded|trained|sponsored|friendly|supported|linked|controlled|held|occupied|based|born)"
)
# "Critics of Poland" are not Poland.
_AGAINST = re.compile(
    r"\b(?:opponents?|critics?|enem(?:y|ies)|foes?|victims?|supporters?|friends?|allies|ally|rivals?|neighbou?rs?|students?|experts?|analysts?)\s+of\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# "The junta in Libreville" governs there; other people in a place need not be of it.
_GOVERNS = re.compile(
    r"\b(?:(?:government|junta|regime|leadership|leaders|authorities|administration|cabinet|rulers|parliament|opposition|police"
    r"|ministry|ministries|presidency|palace|army|prosecutors?|officials)\s+in|(?:officials?|spokes\w+|diplomats?)\s+at)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_TOWARD = re.compile(r"\b(?:to|in|on|with|at|against|about|toward|towards|near|from)\s+(?:the\s+)?$", re.IGNORECASE)
_SOURCE_OF_SORT = {"seat": "metonym", "organisation": "body", REFERENCE: "reference"}

Country = tuple[str | None, str | None]


def country_in(text: str, countries: list[CountryMention], source: Span) -> Country:
    """Code of the first country that speaks by the phrase `source`, and how the phrase names it: ``name``, ``metonym``,
    ``body`` or ``reference``; twice ``None`` where it names none.

    Parameters
    ----------
    countries : list of CountryMention
        Those of the whole article.
    """
    for mention in mentions_within(countries, source.start, source.end):
        start = mention.start
        toward = _TOWARD.search(text, max(source.start, start - 12), start)
        governs = _GOVERNS.search(text, max(source.start, start - 40), start)
        if (
            not _HYPHENATED.match(text, mention.end)
            and belongs(text, mention)
            and not (mention.sort == "name" and STUDIED.match(text, mention.end))
            and not _AGAINST.search(text, max(source.start, start - 30), start)
            and not (toward and not governs)
        ):
            return mention.country, _SOURCE_OF_SORT.get(mention.sort, "name")
    return None, None
