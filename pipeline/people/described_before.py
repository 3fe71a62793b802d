"""Whom the text described before without a name: "Norway's embassy … The embassy said", "The Chilean president rose. He said"."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from pipeline.countries.gazetteer import CountryMention, mentions_within
from pipeline.languages import Language
from pipeline.languages.grammar import PAST, THIRD
from pipeline.languages.lexicon import any_of
from pipeline.layout.spans import Span
from pipeline.people.people import People
from pipeline.people.phrase_country import speaks
from pipeline.reading import Reading

_REACH = 2_000
_SENTENCES_BACK = 2
_LONGEST = 60
_PARAGRAPHS_BELOW = 2
_SENTENCE_MARKS = (".", "!", "?", "…")


class _Patterns:
    def __init__(self, language: Language) -> None:
        words, grammar, cues = language.people, language.grammar, language.cues
        verbs = language.verb_forms(cues.speech | cues.judgement | cues.act_verbs)
        finite = {form for form, (_, sort) in verbs.items() if sort in (PAST, THIRD)} - language.roles.titles
        between = rf"(?!(?:{any_of(grammar.closed_classes | grammar.modals | finite)})\b)[a-z][\w-]*"
        self.article = rf"(?:(?:{any_of(words.articles | words.indefinite)})\s+)?"
        possessive = rf"(?:{any_of(grammar.possessive_endings)}|[’'](?=\s))"
        # "Norway's new embassy", "the Chilean foreign ministry"; not "Norway opened an embassy".
        self.between = {
            True: re.compile(rf"\s+(?:{between}\s+){{0,3}}?"),
            False: re.compile(rf"{possessive}\s+(?:{between}\s+){{0,3}}?"),
        }
        title = rf"(?:{any_of(language.roles.titles)})"
        # A name behind the titles is somebody's whom the article knows by name.
        self.office = re.compile(rf"(?:{possessive})?(?:\s+{title})+(?![\w’'-])(?!\s+[A-Z]|\s*,\s*[A-Z])")
        self.opening = re.compile(self.article, re.IGNORECASE)
        self.lead = re.compile(rf"(?:(?:{any_of(grammar.closed_classes)})\s+){{0,2}}", re.IGNORECASE)
        # Also "the Chilean minister's voice shook".
        self.officer = re.compile(rf"(?:{possessive})?\s+(?:{between}\s+){{0,3}}?{title}(?:\s+{title})*(?![\w-])")
        self.titles = re.compile(rf"(?:{any_of(words.articles)})\s+{title}(?:\s+{title})*(?![\w’'-])", re.IGNORECASE)
        # What may stand between the start of a description and the name: "Mali's minister of trade, Awa Keita".
        other = (grammar.closed_classes | grammar.modals | finite) - words.within_office
        self.description = re.compile(rf"(?:(?!(?:{any_of(other)})\b)[\w’'.-]+[\s,]+)*")


@cache
def _patterns(language: Language) -> _Patterns:
    return _Patterns(language)


def country_of_described(reading: Reading, noun: str, position: int) -> CountryMention | None:
    """The only country whose embassy, ministry, spokesman … the text described by `noun` before `position`."""
    return _only_country(reading, noun, max(0, position - _REACH), position)


def _only_country(reading: Reading, noun: str, low: int, high: int) -> CountryMention | None:
    """The country of which the text between two offsets describes the `noun`, if it is one alone."""
    here = _patterns(reading.language)
    found: list[CountryMention] = []
    for place in re.finditer(rf"\b{re.escape(noun)}\b", reading.text[low:high], re.IGNORECASE):
        start = low + place.start()
        mention = next(reversed(mentions_within(reading.countries, max(0, start - _LONGEST), start)), None)
        if mention is None:
            continue
        if here.between[mention.sort == "adjective"].fullmatch(reading.text, mention.end, start) and speaks(
            reading, Span(mention.start, start + len(noun)), mention
        ):
            found.append(mention)
    return found[-1] if len({mention.country for mention in found}) == 1 else None


def country_of_announced(reading: Reading, noun: str, position: int) -> CountryMention | None:
    """The only country whose minister, envoy … the two paragraphs below the headline at `position` describe."""
    bounds = reading.paragraph_bounds
    below = bounds[1 : 1 + _PARAGRAPHS_BELOW]
    if not below or position >= bounds[0].end or reading.text[: bounds[0].end].rstrip()[-1:] in _SENTENCE_MARKS:
        return None
    return _only_country(reading, noun, below[0].start, below[-1].end)


def described_subject(reading: Reading, after: int, position: int) -> Span | None:
    """The officer of a country without a name with whom a sentence right before `position` begins, no earlier than `after`."""
    here = _patterns(reading.language)
    number = bisect_right(reading.sentences, position) - 1
    for sentence in reversed(reading.sentences[max(0, number - _SENTENCES_BACK) : number + 1]):
        begin = behind_dateline(reading, sentence)
        first = here.opening.match(reading.text, begin)
        opens = first.end() if first else begin
        mention = next(iter(mentions_within(reading.countries, opens, opens + _LONGEST)), None)
        if begin < after or begin >= position or mention is None or mention.start != opens:
            continue
        office = here.office.match(reading.text, mention.end)
        if office and office.end() < position and not reading.once(People).all_within(begin, position):
            return Span(mention.start, office.end())
    return None


def opening_officer(reading: Reading, begin: int, end: int) -> Span | None:
    """Whom the words between two offsets begin with, a person or the bearer of an office, if they name nobody else."""
    here, text = _patterns(reading.language), reading.text
    lead = here.lead.match(text, begin, end)
    opens = lead.end() if lead else begin
    named = reading.once(People).all_within(begin, end)
    if named:
        alone = len({person.name for _, _, person in named}) == 1 and named[0][0] - opens <= _LONGEST
        return Span(opens, named[0][1]) if alone and here.description.fullmatch(text, opens, named[0][0]) else None
    mention = next(iter(mentions_within(reading.countries, opens, end)), None)
    if mention is not None and mention.start == opens:
        office = here.officer.match(text, mention.end, end)
        return Span(opens, office.end()) if office else None
    titled = here.titles.match(text, begin, end)
    return Span(begin, titled.end()) if titled else None


def behind_dateline(reading: Reading, sentence: int) -> int:
    """Where a sentence begins behind its paragraph's dateline."""
    bounds = reading.paragraph_bounds
    return max(sentence, bounds[max(0, bisect_right(bounds, sentence, key=lambda each: each.start) - 1)].body)
