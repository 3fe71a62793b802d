"""What every method of finding attributions is, and the parts of an article that it reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from pipeline.attributions.attribution import Attribution
from pipeline.countries.gazetteer import CountryMention, mentions_within
from pipeline.layout.paragraphs import paragraphs
from pipeline.layout.quotations import Quotation, find_quotations

# Nothing in the news is longer, and the rules look as far as a sentence reaches.
_PIECE_CHARACTERS = 10_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, or a part of one too long to be one: characters ``start:end``, its quotations and countries.

    `begin` is where it begins with its dateline.
    """

    begin: int
    start: int
    end: int
    quotations: list[Quotation]
    countries: list[CountryMention]


def pieces_of(text: str, countries: list[CountryMention], everywhere: bool) -> Iterator[Piece]:
    """The paragraphs that name a country or quote somebody; all of them with `everywhere`."""
    for paragraph in paragraphs(text):
        begin, start = paragraph.start, paragraph.body
        while start < paragraph.end:
            end = min(paragraph.end, start + _PIECE_CHARACTERS)
            if end < paragraph.end and (space := text.rfind(" ", start + 1, end)) > start:
                end = space
            quotations = find_quotations(text, start, end)
            inside = mentions_within(countries, start, end)
            if quotations or inside or everywhere:
                yield Piece(begin, start, end, quotations, inside)
            begin = start = end


class AttributionFinder(Protocol):
    """A method of finding attributions."""

    def find(self, text: str, countries: list[CountryMention], language: str) -> Iterator[Attribution]:
        """The attributions of `text`; `countries` are those that it names."""
        ...
