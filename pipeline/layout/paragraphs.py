"""Paragraphs, and the dateline that may open one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
DATELINE = re.compile(
    r"(?:[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+(?:[ -][A-ZÀ-Þ'’.-]+){0,4}|[A-ZÀ-Þ][\w'’.-]+(?:[ -][A-ZÀ-Þ][\w'’.-]+){0,3}(?=[^—–]{0,60}\)\s*[-–—]))"
    r"(?:\s*[,/]\s*[A-Z][\w .'’-]{1,40}?)?(?:,?\s+(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?)(?:,?\s+\d{4})?)?\s*(?:\((?P<outlet>[^()]{2,60})\))?\s*[-–—]{1,2}\s+"
)


# Nothing in the news is longer; a longer paragraph is read in parts, so that no look-up takes quadratic time.
_LONGEST = 10_000


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Characters ``start:end`` of a text; ``body`` is where the text after a dateline begins."""

    start: int
    end: int
    body: int


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The paragraphs of `text`, one a line that is not blank; one too long to be a paragraph in parts."""
    for found in _PARAGRAPH.finditer(text):
        dateline = DATELINE.match(text, found.start(), found.end())
        start, body = found.start(), dateline.end() if dateline else found.start()
        while body < found.end():
            end = min(found.end(), body + _LONGEST)
            if end < found.end() and (space := text.rfind(" ", body + 1, end)) > body:
                end = space
            yield Paragraph(start, end, body)
            start = body = end
