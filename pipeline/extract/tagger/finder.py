"""Finding the attributions of a whole article with the tagger; judgements and narration are added by the rules.

PolNeAR, from which the tagger learned, has no acts of countries and no statements within statements: those are found
by `pipeline.extract.rules` in the same paragraphs.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from pipeline.extract.attributions import Attribution
from pipeline.extract.cues import cues
from pipeline.extract.finder import Piece, pieces_of
from pipeline.extract.gazetteer import CountryMention
from pipeline.extract.rules import ParagraphWords, add_judged_and_narrated, add_nested
from pipeline.extract.tagger.contents import ContentReader
from pipeline.extract.tagger.decoding import best_tags, group, with_voices
from pipeline.extract.tagger.model import PACKAGED, load_tagger
from pipeline.extract.tagger.pieces import FIRST_OF_PARAGRAPH, Pieces, read_pieces, windows
from pipeline.extract.verbs import verb_forms
from pipeline.extract.voices import find_voices


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
            found[max(0, bisect_right(starts, attribution.content.start) - 1)].append(attribution)
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
        ranges = _read_windows(pieces, model.window, paragraphs)
        scores = model.scores(pieces, ranges)
        numbers = np.cumsum(pieces.features >= FIRST_OF_PARAGRAPH)
        voices = sorted(find_voices(text), key=lambda voice: voice.source)
        judgements = verb_forms(cues(language).judgement - cues(language).speech, language)
        reader = ContentReader(text, pieces, [q for p in paragraphs for q in p.quotations], judgements.keys())
        # What lies between two ranges was not read: their tags are decoded apart.
        for start, end in _joined(ranges):
            low, high = int(pieces.starts[start]), int(pieces.ends[end - 1])
            first = bisect_left(voices, low, key=lambda voice: voice.source.start)
            last = bisect_right(voices, high, lo=first, key=lambda voice: voice.source.end)
            tags = best_tags(scores[start:end], model.transitions)
            tags = with_voices(tags, pieces.starts[start:end], voices[first:last])
            for attribution in group(tags, numbers[start:end]):
                yield from reader.attributions(attribution, start)


def _read_windows(pieces: Pieces, size: int, paragraphs: list[Piece]) -> list[tuple[int, int]]:
    """The windows that hold a part of one of `paragraphs`."""
    ends = [p.end for p in paragraphs]
    chosen = []
    for start, end in windows(pieces, size):
        first = bisect_right(ends, int(pieces.starts[start]))
        if first < len(paragraphs) and paragraphs[first].start < int(pieces.ends[end - 1]):
            chosen.append((start, end))
    return chosen


def _joined(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
