"""Quotation marks → quotations, in linear time and for any text."""

from __future__ import annotations

from dataclasses import dataclass

_OPENING = {"“": "”", "„": "“”", "«": "»", "‟": "”"}
_CLOSING = frozenset("”»")
_STRAIGHT = '"'


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between two quotation marks of one paragraph: ``text[start:end]``, marks excluded.

    `opens_paragraph` and `closed` tell a quotation that runs over paragraphs: it is not closed, and the next paragraph
    opens with a mark again.
    """

    start: int
    end: int
    closed: bool
    opens_paragraph: bool


def find_quotations(text: str, start: int = 0, end: int | None = None) -> list[Quotation]:
    """The outermost quotations of the paragraph ``text[start:end]``, in order.

    A nested quotation belongs to the one around it; a mark without a partner closes at the end of the paragraph; a
    closing mark without an opening one is ignored.
    """
    end = len(text) if end is None else end
    quotations: list[Quotation] = []
    opened: int | None = None
    closers = ""
    first = start
    while first < end and text[first].isspace():
        first += 1
    position = start
    while position < end:
        character = text[position]
        if opened is None:
            if character in _OPENING:
                opened, closers = position, _OPENING[character]
            elif character == _STRAIGHT:
                opened, closers = position, _STRAIGHT
        elif character in closers or (character in _CLOSING and closers != _STRAIGHT):
            if position > opened + 1:
                quotations.append(Quotation(opened + 1, position, True, opened == first))
            opened = None
        position += 1
    if opened is not None and end > opened + 1:
        quotations.append(Quotation(opened + 1, end, False, opened == first))
    return quotations
