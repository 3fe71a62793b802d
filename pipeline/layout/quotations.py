"""Quotation marks → quotations, in linear time and for any text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.layout.spans import Span

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

    @property
    def span(self) -> Span:
        """Its characters."""
        return Span(self.start, self.end)


def find_quotations(text: str, start: int = 0, end: int | None = None) -> list[Quotation]:
    """The outermost quotations of the paragraph ``text[start:end]``, in order.

    A nested quotation belongs to the one around it; a mark without a partner in the paragraph is closed by a double mark of
    another kind ("“so," he said"), or by the end of the paragraph; a closing mark without an opening one is ignored, and so
    is a straight mark without a partner around whole quotations.
    """
    end = len(text) if end is None else end
    first = start
    while first < end and text[first].isspace():
        first += 1
    quotations: list[Quotation] = []
    opened: re.Match[str] | None = None
    marks = list(_MARK.finditer(text, start, end))
    substitute = _substitutes(text, marks)
    for number, mark in enumerate(marks):
        if opened is None:
            if mark[0] in _OPENING or mark[0] in _STRAIGHT:
                opened = mark
        elif _closes(opened[0], mark[0]) or number in substitute:
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


def _substitutes(text: str, marks: list[re.Match[str]]) -> frozenset[int]:
    """The numbers of the marks that close a quotation although they are of another kind: no partner of its opening follows.

    A straight mark closes a curly one where it stands behind a word, and not at the end of a quotation inside; a curly one
    closes a straight one unless a curly one opened between them.
    """
    found: list[int] = []
    last_curly = max((i for i, mark in enumerate(marks) if mark[0] in _CLOSING), default=-1)
    last_straight = max((i for i, mark in enumerate(marks) if mark[0] == '"'), default=-1)
    opened: int | None = None
    inside = False
    for number, mark in enumerate(marks):
        if opened is None:
            opened, inside = (number if mark[0] in ("“", '"') else None), False
        elif _closes(marks[opened][0], mark[0]):
            opened = None
        elif marks[opened][0] == "“" and mark[0] == '"' and last_curly < number:
            if inside or text[mark.start() - 1].isspace():
                inside = not inside
            else:
                found.append(number)
                opened = None
        elif mark[0] == "”" and last_straight == opened and marks[number - 1][0] != "“":
            found.append(number)
            opened = None
    return frozenset(found)


def _closes(opening: str, mark: str) -> bool:
    if opening in _STRAIGHT:
        return mark == opening
    return mark in _OPENING[opening] or mark in _CLOSING
