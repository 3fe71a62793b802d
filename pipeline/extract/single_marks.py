"""Single quotation marks, as British papers and headlines set them, read as the double ones that all else knows."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable

from pipeline.extract.paragraphs import paragraphs
from pipeline.extract.quotations import find_quotations

_CLOSES = {"‘": "’", "'": "'"}
_DOUBLE = {"‘": "“", "’": "”", "'": '"'}
_SINGLE = {"“": "‘", "”": "’", '"': "'"}
# A mark before a word, unless the word is cut short there: “in 't Veld”, “rock 'n' roll”, “the '90s”.
_OPENING = re.compile(
    r"[‘'](?<![^\s(\[/—–-].)(?!(?:t|s|n|em|tis|twas|til|till|cause|round|bout|\d\d?s?)\b)(?=\S)", re.IGNORECASE
)
_CLOSING = re.compile(r"[’'](?<=[^\s‘'“].)(?!\w)")
_MAY_BE_GENITIVE = re.compile(r"(?<=[szxSZX])[’'](?= \w)")
_BEGINS_SENTENCE = re.compile(r"‘[^\W\d_a-z]")


def with_double_marks(text: str) -> str:
    """`text` with the same length, in which single marks that quote are double; double ones between them are single.

    A text that has no fewer quotations in double marks stays as it is: its single ones are titles, or quotations within
    quotations. Apostrophes stay, and so do marks within double ones. A genitive (“the allies’ plan”) closes a quotation
    only where nothing else does before the next one opens. A curly mark that opens a paragraph and is not closed in it is
    taken for that of a quotation over several paragraphs.
    """
    if not _OPENING.search(text):
        return text
    pairs: list[tuple[int, int | None]] = []
    others = 0
    for paragraph in paragraphs(text):
        single, double = _pairs(text, paragraph.body, paragraph.end)
        pairs += single
        others += double
    if len(pairs) <= others:
        return text
    changed = list(text)
    for opening, closing in pairs:
        changed[opening] = _DOUBLE[text[opening]]
        if closing is not None:
            changed[closing] = _DOUBLE[text[closing]]
            changed[opening + 1 : closing] = [_SINGLE.get(c, c) for c in text[opening + 1 : closing]]
    return "".join(changed)


def _pairs(text: str, start: int, end: int) -> tuple[list[tuple[int, int | None]], int]:
    """Places of the single marks that open and close, and how many quotations are in double ones outside these.

    No mark closes a quotation that goes on in the next paragraph.
    """
    openings = [found.start() for found in _OPENING.finditer(text, start, end)]
    double = deque((q.start - 1, q.end) for q in find_quotations(text, start, end))
    pairs: list[tuple[int, int | None]] = []
    reached, outside = start, 0
    for number, opening in enumerate(openings):
        while double and double[0][1] < opening:
            outside += double.popleft()[0] >= reached
        if opening < reached or (double and double[0][0] < opening):
            continue
        closing = _closing(text, opening, openings[number + 1] if number + 1 < len(openings) else end)
        if closing is None:
            if opening == start and not double and _BEGINS_SENTENCE.match(text, opening):
                pairs.append((opening, None))
        elif not _cut_by(double, closing):
            pairs.append((opening, closing))
            reached = closing
    return pairs, outside + sum(begun >= reached for begun, _ in double)


def _cut_by(double: Iterable[tuple[int, int]], closing: int) -> bool:
    for begun, ended in double:
        if begun >= closing:
            return False
        if ended >= closing:
            return True
    return False


def _closing(text: str, opening: int, end: int) -> int | None:
    genitive = None
    for found in _CLOSING.finditer(text, opening + 1, end):
        if found[0] != _CLOSES[text[opening]]:
            continue
        if not _MAY_BE_GENITIVE.match(text, found.start()):
            return found.start()
        genitive = found.start()
    return genitive
