"""What comes before a passage, as the network reads it: the end of the two sentences before, masked as the passage is.

Who a passage is about, and whether it takes a side, often stands before it: readers who were shown masked passages alone saw far fewer of the
statements that others had written down than readers who were shown what comes before them too.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from pipeline.extract.pair import Pair
from pipeline.extract.pairs import Pairs
from pipeline.layout.spans import Span
from pipeline.masking import mask
from pipeline.reading import Reading
from pipeline.records import Mention

_SENTENCES = 2
# More tells the network no more, and takes longer.
CHARACTERS = 150


def masked_context(
    reading: Reading, pairs: Pairs, pair: Pair, *, characters: int = CHARACTERS, headline: bool = False
) -> str:
    """What comes before a pair's passage; empty where nothing does.

    Parameters
    ----------
    characters : int, default=150
        How many of the two sentences before are read at most, from the first whole word on.
    headline : bool, default=False
        Whether a line with the headline precedes them, where it is none of the two.
    """
    sentences = pairs.sentences
    here = bisect_left(sentences, pair.passage.start, key=lambda sentence: sentence.span.start)
    before = [sentence.span for sentence in sentences[max(0, here - _SENTENCES) : here]]
    spans: list[Span] = []
    if headline and here > len(before) and pairs.is_headline(sentences[0].span):
        first = next(iter(reading.paragraphs))
        spans.append(Span(first.start, min(first.end, before[0].start)))
    if before:
        # A passage may begin in the middle of a sentence.
        end = min(before[-1].end, pair.passage.start)
        spans.append(Span(_from_a_word(reading.text, max(before[0].start, end - characters)), end))
    holder = replace(pair.holder, places=())
    parts = []
    for span in spans:
        mentions = [Mention(*mention) for mention in pairs.roles(replace(pair, passage=span, holder=holder))]
        parts.append(" ".join(mask(reading.text[span.start : span.end], span.start, mentions).split()))
    return "\n".join(part for part in parts if part)


def _from_a_word(text: str, start: int) -> int:
    """`start`, or the first word after it where it stands within one."""
    while start and start < len(text) and not text[start - 1].isspace():
        start += 1
    return start
