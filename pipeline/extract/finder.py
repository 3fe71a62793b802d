"""Finding the attributions of a whole article by rules, paragraph after paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.extract.attributions import Attribution
from pipeline.extract.cues import cues
from pipeline.extract.gazetteer import CountryMention, mentions_within
from pipeline.extract.paragraphs import paragraphs
from pipeline.extract.quotations import Quotation, find_quotations
from pipeline.extract.rules import ParagraphParse, find_attributions

# A parser needs memory in proportion to what it reads at once, and no sentence of news is longer.
_PIECE_CHARACTERS = 10_000


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    quotations: list[Quotation]
    countries: list[CountryMention]


class RulesFinder:
    """Finds attributions with the rules of `pipeline.extract.rules`.

    Parameters
    ----------
    spacy_model : str
        See `pipeline.extract.parser.load_parser`.
    everywhere : bool, default=False
        Read all paragraphs, not only those that name a country or quote somebody.
    """

    def __init__(self, spacy_model: str, everywhere: bool = False) -> None:
        self.spacy_model = spacy_model
        self.everywhere = everywhere

    def find(self, text: str, countries: list[CountryMention], language: str) -> Iterator[Attribution]:
        """The attributions of `text` in order; `countries` are those that it names."""
        from pipeline.extract.parser import load_parser

        pieces = list(self._pieces(text, countries))
        docs = load_parser(self.spacy_model).pipe((text[p.start : p.end] for p in pieces), batch_size=16)
        open_quotation = False
        for piece, doc in zip(pieces, docs, strict=True):
            quotations = [replace(q, start=q.start - piece.start, end=q.end - piece.start) for q in piece.quotations]
            inside = [replace(c, start=c.start - piece.start, end=c.end - piece.start) for c in piece.countries]
            goes_on = open_quotation or (bool(quotations) and quotations[0].opens_paragraph)
            for attribution in find_attributions(ParagraphParse(doc, quotations, inside, cues(language))):
                unnamed = attribution.source is None and attribution.kind == "direct"
                source = attribution.source
                nested = source is not None and any(q.start <= source.start < q.end for q in quotations)
                yield replace(attribution.moved(piece.start), continues=unnamed and goes_on, nested=nested)
                goes_on = goes_on or source is not None
            open_quotation = bool(quotations) and not quotations[-1].closed

    def _pieces(self, text: str, countries: list[CountryMention]) -> Iterator[_Piece]:
        for paragraph in paragraphs(text):
            start = paragraph.body
            while start < paragraph.end:
                end = min(paragraph.end, start + _PIECE_CHARACTERS)
                if end < paragraph.end and (space := text.rfind(" ", start + 1, end)) > start:
                    end = space
                quotations = find_quotations(text, start, end)
                inside = mentions_within(countries, start, end)
                if quotations or inside or self.everywhere:
                    yield _Piece(start, end, quotations, inside)
                start = end
