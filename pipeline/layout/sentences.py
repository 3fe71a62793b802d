"""Where sentences begin."""

from __future__ import annotations

import re

from pipeline.languages.grammar import Grammar

_END = re.compile(r"[.!?…][”\"’'»)\]]*\s+(?=[“\"‘«(\[]?[^\W\d_a-z])|[.!?…][”\"»]+\s+(?=[“\"«])")
_LONGEST_ABBREVIATION = 8


def sentence_starts(text: str, start: int, end: int, grammar: Grammar) -> list[int]:
    """The first character of each sentence of the paragraph ``text[start:end]``.

    A sentence ends with its mark and what closes behind it, where a capital or a quotation follows; the dot of an
    abbreviation ends none.
    """
    starts = [start]
    for found in _END.finditer(text, start, end):
        stop = found.start() + 1
        abbreviated = text[found.start()] == "." and grammar.abbreviation.search(
            text, max(start, stop - _LONGEST_ABBREVIATION), stop
        )
        if not abbreviated:
            starts.append(found.end())
    return starts
