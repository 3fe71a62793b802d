"""Phrases such as "the country", "its army" or "the two neighbours" → the countries they mean, where that is plain.

Plain means: this sentence up to the phrase, or else the one before it, names exactly as many countries as the phrase
means, or begins with two that "and" joins ("Mali and Togo thanked Chad"). "Its" must follow the noun it stands for in its own sentence, or open the next one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipeline.countries.gazetteer import CountryMention
from pipeline.countries.reference_patterns import ReferencePatterns, reference_patterns
from pipeline.languages import Language

REFERENCE = "reference"
_REACH = 600
_ITS_REACH = 80
_SUBJECT_REACH = 8
_PAIR = 2
# What the noun of "its" may be: a country by its name or its seat or a body, not "the Iranian bank".
_NOUNS = frozenset({"name", "seat", "organisation"})

# The countries of the sentence up to a phrase, and those of the sentence before it.
_Before = tuple[list[CountryMention], list[CountryMention]]


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
    patterns = reference_patterns(language)
    starts = [mention.start for mention in countries]
    found: list[CountryMention] = []
    pair: tuple[int, list[str]] = (0, [])
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
        elif called := patterns.called.get(phrase):
            means = _body(before, called) or _body((countries[:last], []), called)
        elif match["its"]:
            means = _owner(text, match.start(), before, sentences, patterns)
            found += _beside(text, match.end(), means, before, patterns)
        elif match["ordinal"]:
            two = _named(before, 2) or _joined(text, before, sentences, patterns)
            means = two[patterns.ordinal[phrase] :][:1]
        elif match["pair"]:
            # "The two agreed that Chad must pay. The pair left": those who were meant before.
            earlier = pair[1] if match.start() - pair[0] <= _REACH else []
            means = _joined(text, before, sentences, patterns) or earlier or _named(before, 2)
            pair = (match.start(), means)
        elif phrase in patterns.two:
            means = _named(before, 2) or _joined(text, before, sentences, patterns)
            pair = (match.start(), means)
        else:
            means = _named(before, 1)
        found += [CountryMention(*match.span(), code, REFERENCE) for code in means]
    return sorted([*countries, *found], key=lambda mention: mention.start) if found else countries


def subject_country(
    text: str, position: int, countries: list[CountryMention], sentences: Sequence[int], language: Language
) -> CountryMention | None:
    """The country with which the sentence up to `position` begins, or else the one before it: what "it" may mean."""
    patterns = reference_patterns(language)
    last = bisect_left(countries, position, key=lambda mention: mention.start)
    for sentence in _sentences_before(position, countries, last, sentences):
        if sentence:
            first = sentence[0]
            itself = first.sort in _NOUNS and _stands_free(text, first)
            acts = patterns.institution.match(text, first.end) is not None
            return first if _begins(text, first, sentences, patterns) and (itself or acts) else None
    return None


def _beside(
    text: str, position: int, owner: list[str], before: _Before, patterns: ReferencePatterns
) -> list[CountryMention]:
    """ "Its neighbour" behind `position`: the only other country of this sentence and the one before it."""
    noun = patterns.beside.match(text, position)
    others = {mention.country for sentence in before for mention in _only_countries(sentence)} - set(owner)
    if noun is None or len(owner) != 1 or len(others) != 1:
        return []
    return [CountryMention(*noun.span("other"), others.pop(), REFERENCE)]


def _named(before: _Before, wanted: int) -> list[str]:
    """The countries of the nearest sentence that names any; for two, of the nearest that names two."""
    for sentence in before:
        codes = list(dict.fromkeys(mention.country for mention in _only_countries(sentence)))
        if len(codes) == wanted:
            return codes
        if codes and wanted == 1:
            return []
    return []


def _joined(text: str, before: _Before, sentences: Sequence[int], patterns: ReferencePatterns) -> list[str]:
    """The two countries, joined by "and", with which the nearest sentence that names any begins."""
    mentions = next(filter(None, map(_only_countries, before)), [])
    if len(mentions) < _PAIR or mentions[0].country == mentions[1].country:
        return []
    follows = text[mentions[1].end : mentions[1].end + 1]
    joined = text[mentions[0].end : mentions[1].start].strip() in patterns.joining and follows.isspace()
    begins = joined and _begins(text, mentions[0], sentences, patterns)
    return [mention.country for mention in mentions[:_PAIR]] if begins else []


def _begins(text: str, mention: CountryMention, sentences: Sequence[int], patterns: ReferencePatterns) -> bool:
    """Whether a country stands where its sentence begins, and nobody before it: not "It said Chad"."""
    begin = bisect_right(sentences, mention.start) - 1
    start = sentences[begin] if begin >= 0 else 0
    return mention.start - start <= _SUBJECT_REACH and not patterns.pronoun.match(text, start)


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


def _owner(
    text: str, position: int, before: _Before, sentences: Sequence[int], patterns: ReferencePatterns
) -> list[str]:
    this, earlier = before
    if this:
        nearest = this[-1]
        alone = len({m.country for m in this}) == 1
        if not alone and patterns.clause.search(text, max(0, position - 12), position):
            return _actor(text, this, sentences, patterns)
        near = position - nearest.end <= _ITS_REACH
        itself = nearest.sort in _NOUNS and _stands_free(text, nearest)
        # "Peru's army said its commander": what acts for a country has what is the country's.
        acts = patterns.institution.match(text, nearest.end) is not None
        return [nearest.country] if alone and near and (itself or acts) else []
    lead = text[max(0, position - 4) : position].rstrip(' \n“"‘(')
    opens = not lead or lead.endswith((".", "!", "?", "”"))
    return _actor(text, earlier, sentences, patterns) if opens and earlier else []


def _actor(
    text: str, mentions: list[CountryMention], sentences: Sequence[int], patterns: ReferencePatterns
) -> list[str]:
    """The only country of a sentence, and of several the one with which it begins: who acts, not who is named last."""
    first = mentions[0]
    # "Peru's navy": what acts for the country is not the country's neighbour in the sentence.
    acting = patterns.institution.match(text, first.end)
    end = acting.end() if acting else first.end
    if len({mention.country for mention in mentions}) > 1 and not (
        _begins(text, first, sentences, patterns) and _is_subject(text, end, mentions, patterns)
    ):
        return []
    itself = first.sort in _NOUNS and _stands_free(text, first)
    return [first.country] if itself or (acting and _begins(text, first, sentences, patterns)) else []


def _is_subject(text: str, end: int, mentions: list[CountryMention], patterns: ReferencePatterns) -> bool:
    """Whether the first country acts on the next: not "Iran and Iraq met", "Iran, Iraq", "Iraq was hit by Iran"."""
    between = text[end : mentions[1].start].lower()
    words = between.split()
    passive = not patterns.be.isdisjoint(words) and not patterns.agent.isdisjoint(words)
    return bool(words) and between[0].isspace() and words[0] not in patterns.no_verb and not passive


def _stands_free(text: str, mention: CountryMention) -> bool:
    """Whether the country is not itself an attribute: "Iran's bank and its staff", "the Iran office"."""
    return text[mention.end : mention.end + 1] not in ("'", "’", "-")
