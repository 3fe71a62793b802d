"""Paragraphs, and the dateline that may open one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_DATELINE = re.compile(
    r"(?:[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+(?:[ -][A-ZÀ-Þ'’.-]+){0,4}|[A-ZÀ-Þ][\w'’.-]+(?:[ -][A-ZÀ-Þ][\w'’.-]+){0,3}(?=[^—–]{0,60}\)\s*[-–—]))"
    r"(?:\s*[,/]\s*[A-Z][\w .'’-]{1,40}?)?(?:,?\s+(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8}))?\s*(?:\([^()]{2,60}\))?\s*[-–—]{1,2}\s+"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Characters ``start:end`` of a text; ``body`` is where the text after a dateline begins."""

    start: int
    end: int
    body: int


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The paragraphs of `text`, one a line that is not blank."""
    for found in _PARAGRAPH.finditer(text):
        dateline = _DATELINE.match(text, found.start(), found.end())
        yield Paragraph(found.start(), found.end(), dateline.end() if dateline else found.start())
