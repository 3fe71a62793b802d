"""Signs that a program could not read and wrote as U+FFFD: the marks of writing among them, put back where they are plain."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from pipeline.languages.lexicon import Phrases, WordLists, any_of

LOST = "\ufffd"
# Before a word, and behind one or its sentence mark, with no other between but within words.
_PAIR = re.compile(
    rf"(?<![^\s>(\[]){LOST}(?=\w)((?:[^\n{LOST}]|(?<=\w){LOST}(?=\w)){{2,1000}})(?<=[\w.,!?…]){LOST}(?!\w)"
)


class _Apostrophes(WordLists):
    """See ``apostrophes.yaml``."""

    after_an_apostrophe: Phrases


@cache
def _apostrophe() -> re.Pattern[str]:
    endings = _Apostrophes.read(files("pipeline.ingest.text"), "apostrophes.yaml").after_an_apostrophe
    return re.compile(rf"(?<=[^\W\d_]){LOST}(?=(?:{any_of(endings)})\b)")


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
    return _PAIR.sub(r"“\1”", _apostrophe().sub("’", text)) if has_lost_signs(text) else text
