"""Quotation marks → quotations, in linear time and for any text."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"[“”„‟«»\"]|''|``")
_OPENING = {"“": "”", "„": "“”", "«": "»", "‟": "”", "``": "''"}
_CLOSING = frozenset("”»")
# Marks that look alike at both ends.
_STRAIGHT = frozenset({'"', "''"})


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
    closing mark without an opening one is ignored, and so is a straight mark without a partner around whole quotations.
    """
    end = len(text) if end is None else end
    first = start
    while first < end and text[first].isspace():
        first += 1
    quotations: list[Quotation] = []
    opened: re.Match[str] | None = None
    for mark in _MARK.finditer(text, start, end):
        if opened is None:
            if mark[0] in _OPENING or mark[0] in _STRAIGHT:
                opened = mark
        elif _closes(opened[0], mark[0]):
            if mark.start() > opened.end():
                quotations.append(Quotation(opened.end(), mark.start(), True, opened.start() == first))
            opened = None
    if opened is not None and opened[0] in _STRAIGHT:
        # No mark of its kind follows, so this happens at most once for each kind.
        nested = [q for q in find_quotations(text, opened.end(), end) if q.closed]
        if nested:
            return quotations + nested
    if opened is not None and end > opened.end():
        quotations.append(Quotation(opened.end(), end, False, opened.start() == first))
    return quotations


def _closes(opening: str, mark: str) -> bool:
    if opening in _STRAIGHT:
        return mark == opening
    return mark in _OPENING[opening] or mark in _CLOSING
