"""Signs that a program could not read and wrote as U+FFFD: the marks of writing among them, put back where they are plain."""

from __future__ import annotations

import re

LOST = "\ufffd"
# Of "it�s", "don�t", "they�re": what an apostrophe stands before at the end of an English word.
_APOSTROPHE = re.compile(rf"(?<=[^\W\d_]){LOST}(?=(?:s|t|re|ve|ll|d|m)\b)")
# Before a word, and behind one or its sentence mark, with no other between but within words.
_PAIR = re.compile(
    rf"(?<![^\s>(\[]){LOST}(?=\w)((?:[^\n{LOST}]|(?<=\w){LOST}(?=\w)){{2,1000}})(?<=[\w.,!?…]){LOST}(?!\w)"
)


def has_lost_signs(text: str) -> bool:
    """Whether a sign of the text was lost before it came here."""
    return LOST in text


def with_marks_put_back(text: str) -> str:
    """The text with quotation marks for lost signs that pair as these do, and apostrophes where English words have them.

    Which letter another lost sign was, nothing tells.

    Examples
    --------
    >>> with_marks_put_back("�It�s over,� said Ana R�os.")
    '“It’s over,” said Ana R�os.'
    """
    return _PAIR.sub(r"“\1”", _APOSTROPHE.sub("’", text)) if has_lost_signs(text) else text
