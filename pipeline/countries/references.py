"""Phrases such as "the country", "its army" or "the two neighbours" → the countries they mean, where that is plain.

Plain means: this sentence up to the phrase, or else the one before it, names exactly as many countries as the phrase
means, or begins with two that "and" joins ("Mali and Togo thanked Chad"). "Its" must follow the noun it stands for in its own sentence, or open the next one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline.countries.gazetteer import CountryMention
from pipeline.languages import Language
from pipeline.languages.grammar import PAST
from pipeline.languages.lexicon import any_of

REFERENCE = "reference"
_REACH = 600
_ITS_REACH = 80
_SUBJECT_REACH = 8
_PAIR_AND_ANOTHER = 3
# What the noun of "its" may be: a country by its name or its seat or a body, not "the Iranian bank".
_NOUNS = frozenset({"name", "seat", "organisation"})

# The countries of the sentence up to a phrase, and those of the sentence before it.
_Before = tuple[list[CountryMention], list[CountryMention]]


@dataclass(frozen=True, slots=True)
class _Patterns:
    phrase: re.Pattern[str]
    two: frozenset[str]
    ordinal: Mapping[str, int]
    joining: frozenset[str]
    fixed: Mapping[str, Sequence[str]]
    bodies: Mapping[str, frozenset[str]]
    institution: re.Pattern[str]
    clause: re.Pattern[str]
    no_verb: frozenset[str]
    be: frozenset[str]
    agent: frozenset[str]


@cache
def _patterns(language: Language) -> _Patterns:
    words = language.references
    fixed, described = any_of(words.fixed.keys() | words.bodies.keys()), any_of(words.described)
    nation = rf"(?:{any_of(words.articles)})\s+(?:(?:{described})\s+){{1,3}}(?:{any_of(words.nouns)})"
    phrase = rf"(?P<phrase>{fixed}|{any_of(words.one | words.two)}|{nation})\b(?!\s+(?:{any_of(words.of)})\b)"
    its = rf"(?P<its>{any_of(words.its)})(?=\s+(?:[\w-]+\s+)?(?:{any_of(words.own)})\b)"
    grammar = language.grammar
    # "The former said", "accused the latter of"; not "the former president".
    pasts = {
        form
        for form, (_, sort) in language.verb_forms(language.cues.speech | language.cues.judgement).items()
        if sort == PAST
    }
    alone = rf"(?=[’'.,;:?!)]|\s*$|\s+(?:{any_of(grammar.closed_classes | grammar.modals | pasts)})\b)"
    ordinal = rf"(?P<ordinal>{any_of(words.first_of_two | words.second_of_two)}){alone}"
    return _Patterns(
        re.compile(rf"\b(?:{phrase}|{its}|{ordinal})", re.IGNORECASE),
        words.two,
        dict.fromkeys(words.first_of_two, 0) | dict.fromkeys(words.second_of_two, 1),
        language.people.coordinated,
        words.fixed,
        {phrase: frozenset(codes) for phrase, codes in words.bodies.items()},
        re.compile(rf"(?:{any_of(grammar.possessive_endings)})?\s+(?:[a-z-]+\s+)?(?:{any_of(words.acting)})\b"),
        # "…, and its spokesman said": a clause of its own, not a further object.
        re.compile(rf"[,;]\s+(?:{any_of(grammar.conjunctions | grammar.subordinators)})\s+$", re.IGNORECASE),
        grammar.conjunctions | grammar.prepositions,
        grammar.be,
        grammar.agent,
    )


def with_references(
    text: str, countries: list[CountryMention], sentences: Sequence[int], language: Language
) -> list[CountryMention]:
    """`countries` and, in order among them, the phrases that mean one of them; two for a phrase that means two.

    Parameters
    ----------
    countries : list of CountryMention
        What `Gazetteer.find` gave for `text`.
    sentences : sequence of int
        Where its sentences begin.

    Examples
    --------
    >>> from pipeline.countries.gazetteer import gazetteer
    >>> from pipeline.languages import language
    >>> text = "Fiji closed its borders. The country will reopen in May."
    >>> found = with_references(text, gazetteer().find(text), [0, 25], language("en"))
    >>> [(text[m.start:m.end], m.country) for m in found]
    [('Fiji', 'FJI'), ('its', 'FJI'), ('The country', 'FJI')]
    """
    if not countries:
        return countries
    patterns = _patterns(language)
    starts = [mention.start for mention in countries]
    found: list[CountryMention] = []
    for match in patterns.phrase.finditer(text):
        last = bisect_left(starts, match.start())
        if last < len(countries) and countries[last].start < match.end():
            continue
        before = _sentences_before(match.start(), countries, last, sentences)
        phrase = match[0].lower()
        if phrase in patterns.fixed:
            means = list(patterns.fixed[phrase])
        elif bodies := patterns.bodies.get(phrase):
            means = _body(before, bodies)
        elif match["its"]:
            means = _owner(text, match.start(), before, sentences, patterns)
        elif match["ordinal"]:
            means = _two(text, before, sentences, patterns)[patterns.ordinal[phrase] :][:1]
        elif phrase in patterns.two:
            means = _two(text, before, sentences, patterns)
        else:
            means = _named(before, 1)
        found += [CountryMention(*match.span(), code, REFERENCE) for code in means]
    return sorted([*countries, *found], key=lambda mention: mention.start) if found else countries


def subject_country(
    text: str, position: int, countries: list[CountryMention], sentences: Sequence[int]
) -> CountryMention | None:
    """The country with which the sentence up to `position` begins, or else the one before it: what "it" may mean."""
    last = bisect_left(countries, position, key=lambda mention: mention.start)
    for sentence in _sentences_before(position, countries, last, sentences):
        if sentence:
            first = sentence[0]
            return first if _begins(first, sentences) and first.sort in _NOUNS and _stands_free(text, first) else None
    return None


def _named(before: _Before, wanted: int) -> list[str]:
    """The countries of the nearest sentence that names any; for two, of the nearest that names two."""
    for sentence in before:
        codes = list(dict.fromkeys(mention.country for mention in _only_countries(sentence)))
        if len(codes) == wanted:
            return codes
        if codes and wanted == 1:
            return []
    return []


def _two(text: str, before: _Before, sentences: Sequence[int], patterns: _Patterns) -> list[str]:
    """The two countries of the nearest sentence that names two; of more, the two with which it begins, joined by "and"."""
    if codes := _named(before, 2):
        return codes
    for sentence in before:
        mentions = _only_countries(sentence)
        if not mentions:
            continue
        if len(mentions) < _PAIR_AND_ANOTHER:
            return []
        links = [text[one.end : other.start] for one, other in pairwise(mentions[:_PAIR_AND_ANOTHER])]
        begins = _begins(mentions[0], sentences) and mentions[0].country != mentions[1].country
        if begins and links[0].strip() in patterns.joining and links[1][:1].isspace():
            return [mention.country for mention in mentions[:2]]
        return []
    return []


def _begins(mention: CountryMention, sentences: Sequence[int]) -> bool:
    """Whether a country stands where its sentence begins."""
    begin = bisect_right(sentences, mention.start) - 1
    return begin < 0 or mention.start - sentences[begin] <= _SUBJECT_REACH


def _body(before: _Before, codes: frozenset[str]) -> list[str]:
    """The only one of the bodies of these codes in the nearest sentence that names any."""
    for sentence in before:
        named = list(dict.fromkeys(mention.country for mention in sentence if mention.country in codes))
        if named:
            return named if len(named) == 1 else []
    return []


def _only_countries(mentions: list[CountryMention]) -> list[CountryMention]:
    return [mention for mention in mentions if mention.sort != "organisation"]


def _sentences_before(position: int, countries: list[CountryMention], last: int, sentences: Sequence[int]) -> _Before:
    """The countries of the sentence up to `position`, and those of the sentence before it."""
    low = max(0, position - _REACH)
    number = bisect_right(sentences, position) - 1
    start = max(low, sentences[number]) if number >= 0 else low
    previous = max(low, sentences[number - 1]) if number >= 1 else low
    this: list[CountryMention] = []
    earlier: list[CountryMention] = []
    for index in range(last - 1, -1, -1):
        mention = countries[index]
        if mention.start < previous:
            break
        (this if mention.start >= start else earlier).insert(0, mention)
    return this, earlier


def _owner(text: str, position: int, before: _Before, sentences: Sequence[int], patterns: _Patterns) -> list[str]:
    this, earlier = before
    if this:
        nearest = this[-1]
        alone = len({m.country for m in this}) == 1
        if not alone and patterns.clause.search(text, max(0, position - 12), position):
            return _actor(text, this, sentences, patterns)
        near = position - nearest.end <= _ITS_REACH
        return [nearest.country] if alone and near and nearest.sort in _NOUNS and _stands_free(text, nearest) else []
    lead = text[max(0, position - 4) : position].rstrip(' \n“"‘(')
    opens = not lead or lead.endswith((".", "!", "?", "”"))
    return _actor(text, earlier, sentences, patterns) if opens and earlier else []


def _actor(text: str, mentions: list[CountryMention], sentences: Sequence[int], patterns: _Patterns) -> list[str]:
    """The only country of a sentence, and of several the one with which it begins: who acts, not who is named last."""
    first = mentions[0]
    # "Peru's navy": what acts for the country is not the country's neighbour in the sentence.
    acting = patterns.institution.match(text, first.end)
    end = acting.end() if acting else first.end
    if len({mention.country for mention in mentions}) > 1 and not (
        _begins(first, sentences) and _is_subject(text, end, mentions, patterns)
    ):
        return []
    itself = first.sort in _NOUNS and _stands_free(text, first)
    return [first.country] if itself or (acting and _begins(first, sentences)) else []


def _is_subject(text: str, end: int, mentions: list[CountryMention], patterns: _Patterns) -> bool:
    """Whether the first country acts on the next: not "Iran and Iraq met", "Iran, Iraq", "Iraq was hit by Iran"."""
    between = text[end : mentions[1].start].lower()
    words = between.split()
    passive = not patterns.be.isdisjoint(words) and not patterns.agent.isdisjoint(words)
    return bool(words) and between[0].isspace() and words[0] not in patterns.no_verb and not passive


def _stands_free(text: str, mention: CountryMention) -> bool:
    """Whether the country is not itself an attribute: "Iran's bank and its staff", "the Iran office"."""
    return text[mention.end : mention.end + 1] not in ("'", "’", "-")
