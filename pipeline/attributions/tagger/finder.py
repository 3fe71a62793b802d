"""Finding the attributions of a whole article with the tagger; judgements and narration are added by the rules.

PolNeAR, from which the tagger learned, has no acts of countries and no statements within statements: those are found
by `pipeline.attributions.rules` in the same paragraphs.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from pipeline.attributions.attribution import Attribution, trimmed
from pipeline.attributions.finder import AttributionFinder
from pipeline.attributions.rules import ParagraphWords, add_judgements_and_narration, add_nested, find_attributions
from pipeline.attributions.rules.agents import agent_of_cue
from pipeline.attributions.rules.subjects import antecedent
from pipeline.attributions.tagger.contents import ContentReader
from pipeline.attributions.tagger.decoding import best_tags, group, with_voices
from pipeline.attributions.tagger.model import PACKAGED, load_tagger
from pipeline.attributions.tagger.pieces import FIRST_OF_PARAGRAPH, read_word_pieces, windows
from pipeline.attributions.tagger.subjects import with_subject
from pipeline.countries.gazetteer import mentions_within
from pipeline.layout.spans import Span
from pipeline.reading import Reading, ReadParagraph

# What ends a line that is no headline, or one whose words go on below.
_LINE_GOES_ON = frozenset(".:,;!?…”\"'’")


class TaggerFinder(AttributionFinder):
    """Finds attributions with the tagger in `folder`; see `AttributionFinder`.

    Parameters
    ----------
    folder : Path
        See `pipeline.attributions.tagger.model.load_tagger`.
    """

    def __init__(self, everywhere: bool = False, folder: Path = PACKAGED) -> None:
        super().__init__(everywhere)
        self.folder = folder

    def proposed(self, reading: Reading, paragraphs: Sequence[ReadParagraph]) -> list[list[Attribution]]:
        """What the tagger finds in each paragraph; it reads them all together, in windows."""
        begins = [paragraph.start for paragraph in paragraphs]
        found: list[list[Attribution]] = [[] for _ in paragraphs]
        torn: set[int] = set()
        for attribution in self._tagged(reading, paragraphs):
            number = max(0, bisect_right(begins, attribution.content.start) - 1)
            if _is_below_a_heading(reading, attribution):
                told = attribution.cue or attribution.source or attribution.content
                torn |= {number, max(0, bisect_right(begins, told.start) - 1)}
            elif clipped := _after_dateline(attribution, paragraphs[number]):
                found[number].append(clipped)
        for number in torn:
            found[number] = found[number] or find_attributions(ParagraphWords.of(reading, paragraphs[number]))
        for voice in reading.voices:
            number = max(0, bisect_right(begins, voice.source.start) - 1)
            if paragraphs and not voice.before and not found[number]:
                found[number] = list(_signed(reading, paragraphs[number], voice.source))
        return found

    def completed(
        self, reading: Reading, paragraph: ReadParagraph, before: ReadParagraph | None, found: list[Attribution]
    ) -> list[Attribution]:
        """The attributions, and where the paragraph names a country the nested, judged and narrated ones beside them."""
        if not paragraph.countries:
            return found
        words = ParagraphWords.of(reading, paragraph)
        found = [_with_agent(words, _with_antecedent(words, a)) for a in found if not _is_asked(words, a)]
        found = [with_subject(words, a) for a in found]
        add_nested(words, found)
        return add_judgements_and_narration(words, found, of_countries=True)

    def _tagged(self, reading: Reading, paragraphs: Sequence[ReadParagraph]) -> Iterator[Attribution]:
        model = load_tagger(self.folder)
        pieces = read_word_pieces(reading, model.tokenizer).within([(p.start, p.end) for p in paragraphs])
        tags = best_tags(model.scores(pieces, windows(pieces, model.window)), model.transitions)
        tags = with_voices(tags, pieces.starts, reading.voices)
        reader = ContentReader(reading, pieces, [q for p in paragraphs for q in p.quotations])
        for attribution in group(tags, np.cumsum(pieces.features >= FIRST_OF_PARAGRAPH)):
            yield from reader.attributions(attribution)


def _is_below_a_heading(reading: Reading, attribution: Attribution) -> bool:
    """Whether what tells the speaker stands in a line before that ends like a headline: it tells nothing of this line."""
    told, start = attribution.cue or attribution.source, attribution.content.start
    if told is None or attribution.kind == "direct" or told.end > start:
        return False
    line_end = reading.text.find("\n", told.end, start)
    return line_end >= 0 and reading.text[told.start : line_end].rstrip()[-1:] not in _LINE_GOES_ON


def _signed(reading: Reading, paragraph: ReadParagraph, signature: Span) -> Iterator[Attribution]:
    """The quotation above or right before a signature, which the tagger may have overlooked in a row of short ones."""
    quotes = [q.span for q in paragraph.quotations if paragraph.start <= q.start and q.end < signature.start]
    if quotes and signature.end <= paragraph.end:
        content = trimmed(reading.marked, quotes[-1], reading.language.grammar)
        if content.end > content.start:
            yield Attribution(content, "direct", None, signature)


def _after_dateline(attribution: Attribution, paragraph: ReadParagraph) -> Attribution | None:
    """The attribution without what it has of its paragraph's dateline; ``None`` where it lies in it."""
    source, content = attribution.source, attribution.content
    if content.end <= paragraph.body:
        return None
    if source is not None and paragraph.start <= source.start < paragraph.body:
        source = Span(paragraph.body, source.end) if source.end > paragraph.body else None
    content = Span(max(content.start, paragraph.body), content.end)
    return replace(attribution, source=source, content=content)


def _is_asked(words: ParagraphWords, attribution: Attribution) -> bool:
    """ "Asked about Peru, she said": what nobody named asks is no statement."""
    cue = attribution.cue
    if cue is None or attribution.source is not None or attribution.kind != "indirect":
        return False
    first = words.at(cue.start)
    return first < len(words) and words.form(first) == "past" and words.sentence(first)[0] == first


def _with_agent(words: ParagraphWords, attribution: Attribution) -> Attribution:
    """The attribution with the agent of a passive cue as its source: its subject is who is spoken to, or judged.

    Of a judgement the tagger finds the agent itself, but for one that stands in another sentence.
    """
    cue, source = attribution.cue, attribution.source
    if cue is None or words.at(cue.start) >= len(words):
        return attribution
    low, high = words.sentence(words.at(cue.start))
    elsewhere = source is not None and not words.span(low, high).contains(source)
    agent = agent_of_cue(words, cue, elsewhere)
    return replace(attribution, source=agent) if agent else attribution


def _with_antecedent(words: ParagraphWords, attribution: Attribution) -> Attribution:
    """The attribution with the phrase that its source stands for where that is "who", or "whose minister" behind a country."""
    source = attribution.source
    first = words.at(source.start) if source is not None else len(words)
    if source is None or first >= len(words) or words.lower[first] not in words.grammar.relatives:
        return attribution
    phrase = antecedent(words, first)
    if phrase is None:
        return attribution
    stood_for = words.span(*phrase)
    if words.spans[first][1] < source.end and words.lower[first] in words.grammar.possessives:
        # "Peru, whose minister said": what stands right before, and only a country speaks by its minister.
        owner = [c for c in mentions_within(words.countries, *stood_for) if c.end == stood_for.end]
        if not owner:
            return attribution
        stood_for = Span(owner[0].start, owner[0].end)
    return replace(attribution, antecedent=stood_for)
