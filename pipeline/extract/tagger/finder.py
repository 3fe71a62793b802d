"""Finding the attributions of a whole article with the tagger; judgements and narration are added by the rules.

PolNeAR, from which the tagger learned, has no acts of countries and no statements within statements: those are found
by `pipeline.extract.rules` in the same paragraphs.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator
from pathlib import Path

import numpy as np

from pipeline.extract.attributions import Attribution, Span, trimmed
from pipeline.extract.cues import cues
from pipeline.extract.finder import Piece, pieces_of
from pipeline.extract.gazetteer import CountryMention
from pipeline.extract.quotations import Quotation
from pipeline.extract.rules import ParagraphWords, add_judged_and_narrated, add_nested
from pipeline.extract.tagger.decoding import PieceGroup, best_tags, group, with_voices
from pipeline.extract.tagger.model import PACKAGED, load_tagger
from pipeline.extract.tagger.pieces import FIRST_OF_PARAGRAPH, Pieces, read_pieces, windows
from pipeline.extract.verbs import verb_forms
from pipeline.extract.voices import Voice, find_voices

_DIRECT = 0.8
_MARKS = '“”"«»„‟'


class TaggerFinder:
    """Finds attributions with the tagger in `folder`.

    Parameters
    ----------
    everywhere : bool, default=False
        Read all paragraphs, not only those near a country or a quotation.
    folder : Path
        See `pipeline.extract.tagger.model.load_tagger`.
    """

    def __init__(self, everywhere: bool = False, folder: Path = PACKAGED) -> None:
        self.everywhere = everywhere
        self.folder = folder

    def find(self, text: str, countries: list[CountryMention], language: str) -> Iterator[Attribution]:
        """The attributions of `text`, paragraph after paragraph; `countries` are those that it names."""
        paragraphs = list(pieces_of(text, countries, self.everywhere))
        starts = [p.start for p in paragraphs]
        found: dict[int, list[Attribution]] = defaultdict(list)
        for attribution in self._tagged(text, paragraphs, language):
            found[bisect_right(starts, attribution.content.start) - 1].append(attribution)
        lexicon = cues(language)
        for number, paragraph in enumerate(paragraphs):
            here = found[number]
            if paragraph.countries:
                words = ParagraphWords(
                    text, paragraph.start, paragraph.end, paragraph.quotations, paragraph.countries, lexicon, language
                )
                add_nested(words, here)
                here = add_judged_and_narrated(words, here, of_countries=True)
            yield from here

    def _tagged(self, text: str, paragraphs: list[Piece], language: str) -> Iterator[Attribution]:
        model = load_tagger(self.folder)
        pieces = read_pieces(text, model.tokenizer)
        ranges = [r for r in windows(pieces, model.window) if _is_read(pieces, r, paragraphs)]
        if not ranges:
            return
        numbers = np.cumsum(pieces.features >= FIRST_OF_PARAGRAPH)
        scores = model.scores(pieces, ranges)
        quotations = [q for p in paragraphs for q in p.quotations]
        voices = list(find_voices(text))
        judgements = verb_forms(cues(language).judgement - cues(language).speech, language)
        # What lies between two ranges was not read: their tags are decoded apart.
        for start, end in _joined(ranges):
            tags = best_tags(scores[start:end], model.transitions)
            tags = with_voices(tags, pieces.starts[start:end], [v for v in voices if _lies_in(v, pieces, start, end)])
            for attribution in group(tags, numbers[start:end]):
                yield from _attributions(text, pieces, attribution, start, quotations, judgements.keys())


def _joined(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _lies_in(voice: Voice, pieces: Pieces, start: int, end: int) -> bool:
    return bool(pieces.starts[start] <= voice.source.start and voice.source.end <= pieces.ends[end - 1])


def _is_read(pieces: Pieces, window: tuple[int, int], paragraphs: list[Piece]) -> bool:
    start, end = int(pieces.starts[window[0]]), int(pieces.ends[window[1] - 1])
    return any(p.start < end and start < p.end for p in paragraphs)


def _attributions(
    text: str, pieces: Pieces, found: PieceGroup, offset: int, quotations: list[Quotation], judgements: Collection[str]
) -> Iterator[Attribution]:
    """One attribution for each span and paragraph of a content; those after the first continue it."""

    def characters(pair: tuple[int, int]) -> Span:
        return Span(int(pieces.starts[pair[0] + offset]), int(pieces.ends[pair[1] - 1 + offset]))

    source = characters(found.source) if found.source else None
    cue = characters(found.cue) if found.cue else None
    first = True
    for pair in found.contents:
        for span in _by_line(text, characters(pair)):
            kind = _kind(span, quotations)
            content = trimmed(text, _without_marks(text, span) if kind == "direct" else span)
            if content.end <= content.start:
                continue
            taking_side = first and kind == "indirect" and cue is not None and _judges(text, cue, content, judgements)
            if taking_side and cue is not None:
                content = Span(cue.start, content.end)
            yield Attribution(content, kind, cue, source, cue_in_content=taking_side, continues=not first)
            first = False


def _by_line(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    while start < span.end:
        stop = text.find("\n", start, span.end)
        stop = span.end if stop < 0 else stop
        if text[start:stop].strip():
            yield Span(start, stop)
        start = stop + 1


def _kind(span: Span, quotations: list[Quotation]) -> str:
    inside = sum(max(0, min(span.end, q.end) - max(span.start, q.start)) for q in quotations)
    if inside >= _DIRECT * (span.end - span.start):
        return "direct"
    return "mixed" if inside else "indirect"


def _without_marks(text: str, span: Span) -> Span:
    start, end = span
    while start < end and (text[start] in _MARKS or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in _MARKS or text[end - 1].isspace()):
        end -= 1
    return Span(start, end)


def _judges(text: str, cue: Span, content: Span, judgements: Collection[str]) -> bool:
    """Whether the cue is a verb that takes the side itself, right before what it judges: "condemned the raid"."""
    words = text[cue.start : cue.end].lower().split()
    adjacent = cue.end <= content.start <= cue.end + 2
    return adjacent and any(word in judgements for word in words)
