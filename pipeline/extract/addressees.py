"""To whom a quotation is spoken for a country is the country: "“…,” she told Norway's ambassador"."""

from __future__ import annotations

import re
from functools import cache

from pipeline.attributions.attribution import Attribution
from pipeline.languages import Language
from pipeline.languages.lexicon import any_of
from pipeline.layout.spans import Span
from pipeline.people.actors import Actor
from pipeline.reading import Reading

_REACH = 60


class _Patterns:
    def __init__(self, language: Language) -> None:
        words = language.people
        office = rf"(?:{any_of(language.roles.titles | words.representatives)})"
        article = rf"(?:(?:{any_of(words.articles)})\s+)"
        possessive = any_of(language.grammar.possessive_endings)
        self.before = re.compile(
            rf"\s+(?P<phrase>{article}?(?:(?:{office}\s+){{1,4}}(?:{any_of(words.of)})\s+{article}?)?)"
        )
        # A name behind the office is another mention of its own.
        self.after = re.compile(rf"(?:{possessive})?(?:\s+{office}){{1,4}}(?=[^\w\s’'-]|\s+[^\W\d_A-Z]|\s*$)")


@cache
def _patterns(language: Language) -> _Patterns:
    return _Patterns(language)


def addressed(reading: Reading, attribution: Attribution | None, actor: Actor) -> Span:
    """The characters of an actor, with the words that make it whom the holder speaks to in a country's place.

    Parameters
    ----------
    attribution : Attribution or None
        What the holder says.
    actor : Actor
        The target's.
    """
    plain, text = Span(actor.start, actor.end), reading.text
    if attribution is None or attribution.kind != "direct" or attribution.cue is None:
        return plain
    if not 0 < actor.start - attribution.cue.end <= _REACH:
        return plain
    patterns = _patterns(reading.language)
    lead = patterns.before.fullmatch(text, attribution.cue.end, actor.start)
    if lead is None:
        return plain
    follows = patterns.after.match(text, actor.end)
    of_office = len(lead["phrase"].split()) > 1
    if follows is None and not of_office:
        return plain
    return Span(lead.start("phrase"), follows.end() if follows and not of_office else actor.end)
