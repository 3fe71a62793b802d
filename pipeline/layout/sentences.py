"""Where sentences begin."""

from __future__ import annotations

import re

from pipeline.languages.grammar import Grammar

_END = re.compile(r"[.!?…][”\"’'»)\]]*\s+(?=[“\"‘«(\[]?[^\W\d_a-z])|[.!?…][”\"»]+\s+(?=[“\"«])")
_WORD = re.compile(r"\w+")
_LONGEST_ABBREVIATION = 8


def sentence_starts(text: str, start: int, end: int, grammar: Grammar) -> list[int]:
    """The first character of each sentence of the paragraph ``text[start:end]``.

    A sentence ends with its mark and what closes behind it, where a capital or a quotation follows; the dot of an
    abbreviation ends none, but for one of initials before a word that opens a sentence: “to the U.S. The president”.
    """
    starts = [start]
    for found in _END.finditer(text, start, end):
        if text[found.start()] != "." or not _is_abbreviated(text, start, found, grammar):
            starts.append(found.end())
    return starts


def _is_abbreviated(text: str, start: int, end: re.Match[str], grammar: Grammar) -> bool:
    stop = end.start() + 1
    first, following = max(start, stop - _LONGEST_ABBREVIATION), _WORD.match(text, end.end())
    if following is not None and grammar.hour.search(text, first, stop):
        return following[0].lower() in grammar.time_words - grammar.openers
    if grammar.abbreviation.search(text, first, stop) is None:
        return False
    opens = following is not None and following[0].lower() in grammar.openers
    return not (opens and text[max(start, stop - 4) : stop - 2].endswith("."))
