"""A quotation that nothing but the sentence before it introduces: "The Peruvian minister was unmoved. “…”"."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from pipeline.attributions.attribution import Attribution
from pipeline.countries.gazetteer import mentions_within
from pipeline.layout.spans import Span
from pipeline.layout.words import WORDS
from pipeline.people.described_before import behind_dateline, opening_officer
from pipeline.people.people import People
from pipeline.people.phrase_country import country_in
from pipeline.people.topics import stands_before_colon
from pipeline.reading import Reading, ReadParagraph

_MARKS = "“”\"‘’'«»„"
_ENDS = (".", "!", "?", "…")
_FEWEST_WORDS = 3
# In another paragraph a short sentence only introduces what follows.
_LONGEST_ABOVE = 12


def with_introduced(reading: Reading, paragraph: ReadParagraph, found: list[Attribution]) -> list[Attribution]:
    """`found` in a paragraph, with who is introduced as the source of what is quoted behind a sentence or a colon."""
    return [_before_colon(reading, _introduced(reading, paragraph, _behind_topic(reading, a))) for a in found]


def _behind_topic(reading: Reading, attribution: Attribution) -> Attribution:
    """ "On Peru: “…”": whoever spoke before speaks on, and not Peru."""
    begin = reading.sentences[max(0, bisect_right(reading.sentences, attribution.content.start) - 1)]
    named = mentions_within(reading.countries, begin, attribution.content.start)
    cue = attribution.cue
    if attribution.kind != "direct" or not named or (cue is not None and WORDS.search(reading.text, *cue)):
        return attribution
    if not stands_before_colon(reading, named[0].start, named[-1].end) or len(named) > 1:
        return attribution
    return replace(attribution, source=None, cue=None, continues=True)


def _introduced(reading: Reading, paragraph: ReadParagraph, attribution: Attribution) -> Attribution:
    number = bisect_right(reading.sentences, attribution.content.start) - 1
    # What no cue gives to somebody two sentences before, the sentence between may give to another.
    far = attribution.source is not None and number > 0 and attribution.source.end <= reading.sentences[number - 1]
    told = attribution.cue is not None or (attribution.source is not None and not far)
    if told or attribution.kind != "direct" or not _is_whole(reading, paragraph, attribution.content):
        return attribution
    sentences = reading.sentences
    if number < 1 or reading.text[sentences[number] : attribution.content.start].strip(_MARKS):
        return attribution
    before = Span(behind_dateline(reading, sentences[number - 1]), sentences[number])
    words = reading.text[before.start : before.end]
    short = len(WORDS.findall(words)) <= _LONGEST_ABOVE
    if any(mark in words for mark in '“”"') or (sentences[number] <= paragraph.body and not short):
        return attribution
    if words.rstrip()[-1:] not in _ENDS:
        return attribution
    return replace(attribution, source=opening_officer(reading, *before) or attribution.source)


def _is_whole(reading: Reading, paragraph: ReadParagraph, content: Span) -> bool:
    """Whether the marks hold whole sentences, behind which nothing tells of them."""
    text = reading.text[content.start : content.end].rstrip(_MARKS)
    behind = reading.text[content.end : paragraph.end].lstrip(_MARKS + "".join(_ENDS)).lstrip()
    return text.endswith(_ENDS) and len(WORDS.findall(text)) >= _FEWEST_WORDS and not behind[:1].islower()


def _before_colon(reading: Reading, attribution: Attribution) -> Attribution:
    """ "Peru's minister had only scorn for the neighbour: “…”": nobody who is nobody's office speaks before a colon alone."""
    source, cue = attribution.source, attribution.cue
    if attribution.kind != "direct" or source is None or cue is None or WORDS.search(reading.text, *cue):
        return attribution
    begin = reading.sentences[max(0, bisect_right(reading.sentences, source.start) - 1)]
    if country_in(reading, source)[0] is not None or reading.once(People).all_within(*source):
        return attribution
    opening = opening_officer(reading, behind_dateline(reading, begin), cue.start)
    return replace(attribution, source=opening) if opening and opening.end <= source.start else attribution
