"""Finding the attributions of a whole article by rules, paragraph after paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.attributions import Attribution
from pipeline.extract.cues import cues
from pipeline.extract.finder import pieces_of
from pipeline.extract.gazetteer import CountryMention
from pipeline.extract.rules import ParagraphWords, find_attributions


class RulesFinder:
    """Finds attributions with the rules of `pipeline.extract.rules`.

    Parameters
    ----------
    everywhere : bool, default=False
        Read all paragraphs, not only those that name a country or quote somebody.
    """

    def __init__(self, everywhere: bool = False) -> None:
        self.everywhere = everywhere

    def find(self, text: str, countries: list[CountryMention], language: str) -> Iterator[Attribution]:
        """The attributions of `text` in order; `countries` are those that it names."""
        lexicon = cues(language)
        open_quotation = False
        for piece in pieces_of(text, countries, self.everywhere):
            quotations = piece.quotations
            goes_on = open_quotation or (bool(quotations) and quotations[0].opens_paragraph)
            words = ParagraphWords(text, piece.start, piece.end, quotations, piece.countries, lexicon, language)
            for attribution in find_attributions(words):
                unnamed = attribution.source is None and attribution.kind == "direct"
                source = attribution.source
                nested = source is not None and any(q.start <= source.start < q.end for q in quotations)
                yield replace(attribution, continues=unnamed and goes_on, nested=nested)
                goes_on = goes_on or source is not None
            open_quotation = bool(quotations) and not quotations[-1].closed
