"""Groups of word pieces → attributions: where each content begins and ends, its kind, and whether its cue belongs to it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise

from pipeline.attributions.attribution import Attribution, trimmed, without_conjunction
from pipeline.attributions.tagger.decoding import PieceGroup
from pipeline.attributions.tagger.pieces import WordPieces
from pipeline.countries.gazetteer import mentions_within
from pipeline.layout.quotations import Quotation
from pipeline.layout.spans import Span
from pipeline.layout.words import WORDS
from pipeline.reading import Reading

_STRAY_WORDS = 1
_BREAK = re.compile(r"[.!?;:“”\"\n]")
_LONGEST_ADDRESSEE = 60
_LONGEST_WORD = 40
_CUT_BEFORE = re.compile(r"(?<![\w-])[^\W_][\w-]*$")
_CUT_AFTER = re.compile(r"[\w-]*[^\W_](?![\w-])")


class ContentReader:
    """Reads groups of the pieces of one article.

    Parameters
    ----------
    reading : Reading
        The article.
    pieces : WordPieces
    quotations : list of Quotation
        Those of the paragraphs that are read, in order.
    """

    def __init__(self, reading: Reading, pieces: WordPieces, quotations: list[Quotation]) -> None:
        language, cues = reading.language, reading.language.cues
        self.text, self.pieces, self.quotations = reading.marked, pieces, quotations
        self._countries, self._grammar, self._clauses = reading.countries, language.grammar, cues.question_words
        # Verbs that take the side themselves, and those that only report.
        self._judgements = language.verb_forms(cues.judgement - cues.speech).keys()
        self._reports = language.verb_forms(cues.speech).keys() | cues.according

    def attributions(self, found: PieceGroup) -> Iterator[Attribution]:
        """One attribution for each span and paragraph of a content; those after the first continue it."""
        source = self._whole_words(self._characters(found.source)) if found.source else None
        cue = self._beside(self._characters(found.cue), source) if found.cue else None
        first = True
        for pair in found.contents:
            for span in self._by_line(self._beside(self._characters(pair), source)):
                kind, span = self._kind(span)
                content = trimmed(self.text, without_conjunction(self.text, span, self._grammar), self._grammar)
                if content.end <= content.start or (kind == "indirect" and self._is_heading(content, cue or source)):
                    continue
                takes_side = (
                    first
                    and kind != "direct"
                    and cue is not None
                    and (self._judges(cue, content) or self._addresses_country(cue, content, source))
                )
                if takes_side and cue is not None:
                    content = Span(cue.start, content.end)
                yield Attribution(content, kind, cue, source, cue_in_content=takes_side, continues=not first)
                first = False

    def _characters(self, pair: tuple[int, int]) -> Span:
        return Span(int(self.pieces.starts[pair[0]]), int(self.pieces.ends[pair[1] - 1]))

    def _whole_words(self, span: Span) -> Span:
        """The span with the rest of a hyphenated word that it cuts: "Han Ji-" is "Han Ji-won"."""
        before, after = (
            _CUT_BEFORE.search(self.text, max(0, span.start - _LONGEST_WORD), span.start),
            _CUT_AFTER.match(self.text, span.end),
        )
        cut_after = after is not None and (self.text[span.end - 1] == "-" or after[0].startswith("-"))
        cut_before = before is not None and (self.text[span.start] == "-" or before[0].endswith("-"))
        return Span(
            before.start() if before and cut_before else span.start, after.end() if after and cut_after else span.end
        )

    def _beside(self, span: Span, source: Span | None) -> Span:
        """The span without what of it belongs to the source's words."""
        if source is None or not span.overlaps(source) or source.contains(span):
            return span
        if span.start < source.start:
            return Span(span.start, source.start)
        rest = self.text[source.end : span.end]
        return Span(source.end + len(rest) - len(rest.lstrip()), span.end)

    def _by_line(self, span: Span) -> Iterator[Span]:
        start = span.start
        while start < span.end:
            stop = self.text.find("\n", start, span.end)
            stop = span.end if stop < 0 else stop
            if self.text[start:stop].strip():
                yield Span(start, stop)
            start = stop + 1

    def _is_heading(self, content: Span, told: Span | None) -> bool:
        """Whether what tells the speaker stands only in a paragraph below: nobody said the heading above it."""
        return told is not None and told.start >= content.end and "\n" in self.text[content.end : told.start]

    def _kind(self, span: Span) -> tuple[str, Span]:
        """The kind of a content, and its span: the quotation alone where at most one word stands outside it."""
        first = bisect_right(self.quotations, span.start, key=lambda quotation: quotation.end)
        last = bisect_left(self.quotations, span.end, lo=first, key=lambda quotation: quotation.start)
        inside = self.quotations[first:last]
        if not inside:
            return "indirect", span
        quoted = Span(max(span.start, inside[0].start), min(span.end, inside[-1].end))
        outside = [self.text[span.start : quoted.start], self.text[quoted.end : span.end]]
        outside += [self.text[before.end : after.start] for before, after in pairwise(inside)]
        return ("direct", quoted) if len(WORDS.findall(" ".join(outside))) <= _STRAY_WORDS else ("mixed", span)

    def _addresses_country(self, cue: Span, content: Span, source: Span | None) -> bool:
        """Whether who is spoken to, between cue and content, is a country: "urged Norway to open the border"."""
        if not 0 < content.start - cue.end <= _LONGEST_ADDRESSEE or _BREAK.search(self.text, cue.end, content.start):
            return False
        if source is not None and cue.end <= source.start < content.start:
            return False
        return bool(mentions_within(self._countries, cue.end, content.start))

    def _judges(self, cue: Span, content: Span) -> bool:
        """Whether the cue takes the side itself, right before what it judges: "condemned the raid", "does not want war".

        It does if a verb in it does, or none in it only reports and no clause follows.
        """
        words = WORDS.findall(self.text[cue.start : cue.end].lower())
        if not words or not cue.end <= content.start <= cue.end + 2:
            return False
        if any(word in self._judgements for word in words):
            return True
        if self.text[cue.end - 1 : content.start].rstrip(" “\"‘'")[1:]:
            return False
        opening = WORDS.match(self.text, content.start, content.end)
        clause = opening is not None and opening[0].lower() in self._clauses
        return self.text[cue.end - 1].isalpha() and not clause and not any(word in self._reports for word in words)
