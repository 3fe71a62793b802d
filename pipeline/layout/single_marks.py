"""Single quotation marks, as British papers and headlines set them, read as the double ones that all else knows."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from pipeline.languages import Language
from pipeline.languages.lexicon import any_of
from pipeline.layout.paragraphs import Paragraph
from pipeline.layout.quotations import find_quotations

_CLOSES = {"‘": "’", "'": "'"}
_SINGLE = {"“": "‘", "”": "’", '"': "'"}
_CLOSING = re.compile(r"[’'](?<=[^\s‘'“].)(?!\w)")
_SENTENCE_ENDS = re.compile(r"[.!?…]\s+[^\W\d_a-z]")
_ENDS_SPEECH = frozenset(",.!?…;:—–-")
_FEW_WORDS = 3


class _Marks:
    """Where a single mark may open a quotation, and where it may be a genitive's apostrophe, by the words of a language.

    A mark before a word opens, unless it is inside one (“al-'Arada”) or the word is cut short there: “in 't Veld”, “rock
    'n' roll”, “the '90s”, “since '97”.
    """

    def __init__(self, language: Language) -> None:
        words = language.layout
        self.opening = re.compile(
            r"(?:‘(?<![^\s(\[/—–\-:;,.!?…>].)|'(?<![^\s(\[/—–\-:;…>].))(?<![^\W_]-.)(?=\S)"
            rf"(?!(?:{any_of(words.cut_words)})(?![\w&-]))"
            rf"(?!\d0(?:{any_of(words.decade_endings)})\b)(?!(?<=[a-z] .)\d\d\b)"
        )
        self.genitive = re.compile(rf"(?<=(?:{any_of(words.genitive_endings)}))[’'](?= \w)")


@cache
def _marks(language: Language) -> _Marks:
    return _Marks(language)


class _Pair(NamedTuple):
    """Places of two marks. `closing` is ``None`` where the quotation goes on in the next paragraph; `sure`: no genitive."""

    opening: int
    closing: int | None
    sure: bool


def with_double_marks(text: str, paragraphs: Sequence[Paragraph], language: Language) -> str:
    """`text` with the same length, in which single marks that quote are double; double ones between them are single.

    A text that has no fewer quotations in double marks stays as it is: its single ones are titles, or quotations within
    quotations. Apostrophes stay, and so do marks within double ones. What may be a genitive (“the allies’ plan”) closes
    a quotation only where nothing else does, and more than a few words only in a text that has surer quotations. A
    quotation in single marks within one in single marks ends it.
    """
    marks = _marks(language)
    if not marks.opening.search(text):
        return text
    pairs: list[_Pair] = []
    others = 0
    for paragraph, following in zip_longest(paragraphs, paragraphs[1:]):
        single, double = _pairs(text, paragraph, following, marks)
        pairs += single
        others += double
    if not any(pair.sure for pair in pairs):
        pairs = [pair for pair in pairs if len(text[pair.opening : pair.closing].split()) <= _FEW_WORDS]
    if len(pairs) <= others:
        return text
    changed = list(text)
    for opening, closing, _ in pairs:
        changed[opening] = "“"
        if closing is not None:
            changed[closing] = "”"
            changed[opening + 1 : closing] = [_SINGLE.get(c, c) for c in text[opening + 1 : closing]]
    return "".join(changed)


def _pairs(text: str, paragraph: Paragraph, following: Paragraph | None, marks: _Marks) -> tuple[list[_Pair], int]:
    """The pairs of single marks, and how many quotations are in double ones outside these."""
    start, end = paragraph.body, paragraph.end
    openings = [found.start() for found in marks.opening.finditer(text, start, end)]
    double = deque((q.start - 1, q.end) for q in find_quotations(text, start, end) if q.closed or q.opens_paragraph)
    pairs: list[_Pair] = []
    reached, outside = start, 0
    for number, opening in enumerate(openings):
        while double and double[0][1] < opening:
            outside += double.popleft()[0] >= reached
        if opening < reached or (double and double[0][0] < opening):
            continue
        closing, sure = _closing(text, opening, openings[number + 1] if number + 1 < len(openings) else end, marks)
        if not sure and opening == start and following is not None and text[following.body] == text[opening]:
            pairs.append(_Pair(opening, None, True))
            reached = end
        elif closing is not None and not _cut_by(double, closing):
            pairs.append(_Pair(opening, closing, sure))
            reached = closing
    return pairs, outside + sum(begun >= reached for begun, _ in double)


def _cut_by(double: Iterable[tuple[int, int]], closing: int) -> bool:
    for begun, ended in double:
        if begun >= closing:
            return False
        if ended >= closing:
            return True
    return False


def _closing(text: str, opening: int, end: int, marks: _Marks) -> tuple[int | None, bool]:
    """Where what is opened closes before `end`, and whether that is no genitive.

    After a mark that may be either, one in a later sentence closes only what ends as speech does.
    """
    first: int | None = None
    for found in _CLOSING.finditer(text, opening + 1, end):
        place = found.start()
        if found[0] != _CLOSES[text[opening]]:
            continue
        if marks.genitive.match(text, place):
            first = place if first is None else first
        elif first is None or text[place - 1] in _ENDS_SPEECH or not _SENTENCE_ENDS.search(text, first, place):
            return place, True
        else:
            return first, False
    return first, False
