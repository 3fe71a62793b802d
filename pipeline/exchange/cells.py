"""Cells of sheets: a text that a program would start as a formula is guarded, and the guard comes off without loss.

Excel and LibreOffice start what begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return; a file that is opened with
another separator is cut at it, so that what follows ``;``, a tab or the end of a line begins a cell as well (OWASP, CSV
Injection). An apostrophe before such a beginning stops it. A text that has the apostrophe already gets one more.
"""

from __future__ import annotations

import re

_STARTS = "=+\\-@\t\r＝＋－＠"
_AT_A_BEGINNING = "(?:^|(?<=[;\t\r\n]))"
_TO_GUARD = re.compile(f"{_AT_A_BEGINNING}(?='*[{_STARTS}])")
_GUARDED = re.compile(f"{_AT_A_BEGINNING}'(?='*[{_STARTS}])")
_APOSTROPHES = re.compile("'+")
# How other programs guard, which leave a text with an apostrophe of its own as it is.
_GUARDED_BY_OTHERS = re.compile(r"^'(?=[=+\-@])")


def guarded(text: str) -> str:
    """A text as a cell that starts nothing; the empty one is a single apostrophe, apart from a cell without a value.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> guarded("=1+1"), guarded("'tis")
    ("'=1+1", "'tis")
    """
    if not text or _APOSTROPHES.fullmatch(text):
        return f"'{text}"
    return _TO_GUARD.sub("'", text)


def unguarded(cell: str, *, ours: bool = True) -> str:
    """The text of a guarded cell.

    Parameters
    ----------
    cell : str
    ours : bool, default=True
        Whether `guarded` made the cell; of others' cells only a guarded beginning is known.
    """
    if not ours:
        return _GUARDED_BY_OTHERS.sub("", cell)
    return cell[1:] if _APOSTROPHES.fullmatch(cell) else _GUARDED.sub("", cell)
