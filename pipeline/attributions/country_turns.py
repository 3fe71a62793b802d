"""Turns that a country speaks: "Portugal: We expect the EU to act", "Spain: Portugal is exaggerating"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.countries.gazetteer import mentions_within
from pipeline.languages import Language
from pipeline.languages.lexicon import any_of
from pipeline.layout.spans import Span
from pipeline.layout.voices import Voice
from pipeline.reading import Reading

_SORTS = frozenset({"name", "seat", "organisation"})
_COLON = re.compile(r":[ \t]+(?=[“\"']?[^\W\d_a-z])")
_QUOTED = re.compile(r"[“\"][^“”\"\n]*[”\"]")
_ENDS = '.”"!?…'


class _Patterns:
    def __init__(self, language: Language) -> None:
        persons = any_of(language.cues.first_persons)
        self.speaking = re.compile(rf"\b(?:{persons})\b", re.IGNORECASE)
        # Not "Fiji: What we know".
        self.opening = re.compile(
            rf"(?:^|[.!?]\s+)[“\"']?(?:{any_of(word.capitalize() for word in language.cues.first_persons)})\b"
        )
        grammar = language.grammar
        # "Syria: Turkey bombs a town" is news of Syria, "Syria: Turkey is to blame" its words.
        self.judging = re.compile(
            rf"(?:{any_of(grammar.possessive_endings)})?\s+(?:{any_of(grammar.be | grammar.modals)})\b"
        )


@cache
def _patterns(language: Language) -> _Patterns:
    return _Patterns(language)


def country_turns(reading: Reading) -> list[Voice]:
    """The labels of paragraphs that a country speaks, in order.

    It does where a sentence begins with "we", where another paragraph of the text is such a turn and this one speaks of "us", or where
    a headline says of another country what it is or must do.
    """
    here = _patterns(reading.language)
    turns = list(_labelled(reading))
    sure = {label for label, words, _ in turns if here.opening.search(words)}
    sure |= {label for label, words, _ in turns if sure and here.speaking.search(words)}
    return [Voice(label, True) for label, _, judges in turns if label in sure or judges]


def _labelled(reading: Reading) -> Iterator[tuple[Span, str, bool]]:
    """Each country before a colon with which a paragraph begins, with the words behind it, and whether as a headline they judge another."""
    here = _patterns(reading.language)
    for paragraph in reading.paragraphs:
        label = next(iter(paragraph.countries), None)
        if label is None or label.start != paragraph.body or label.sort not in _SORTS:
            continue
        if not (colon := _COLON.match(reading.text, label.end)):
            continue
        words = reading.text[colon.end() : paragraph.end]
        other = next(iter(mentions_within(reading.countries, colon.end(), paragraph.end)), None)
        judged = other is not None and other.start == colon.end() and other.country != label.country
        judges = judged and other is not None and here.judging.match(reading.text, other.end) is not None
        yield Span(label.start, label.end), _QUOTED.sub("", words), judges and words.rstrip()[-1:] not in _ENDS
