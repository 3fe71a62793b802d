"""Line breaks of every kind, as one."""

from __future__ import annotations

import re

# A soft hyphen at the end of a line parts one word; so does the sign that scanning programs write for it.
_PARTED_WORD = re.compile(r"(?:\u00ad|(?<=[^\W\d_])¬)[ \t]*\n[ \t]*")
# The other hyphen of Unicode.
_HYPHEN = re.compile(r"(?<=[^\W\d_])\u2010(?=[ \t]*\n)")
# As a program of mail marks what is answered.
_ANSWERED = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)
_MOSTLY = 0.8


def with_plain_breaks(text: str) -> str:
    r"""The text with ``\n`` for every kind of line break and a blank line for a page break, without byte order marks.

    Examples
    --------
    >>> with_plain_breaks("One\r\ntwo\rthree\x0cfour")
    'One\ntwo\nthree\n\nfour'
    """
    text = text.replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n")
    for character in ("\v", "\x85", "\u2028"):
        text = text.replace(character, "\n")
    # Few texts have these signs, and to look for them one by one takes a tenth of all reading.
    if "\u2010" in text:
        text = _HYPHEN.sub("-", text)
    text = text.replace("\f", "\n\n").replace("\u2029", "\n\n")
    return _PARTED_WORD.sub("", text) if "\u00ad" in text or "¬" in text else text


def without_marks_of_mail(text: str) -> str:
    r"""The text without the ``>`` that stands before its lines, if it stands before most of them.

    Examples
    --------
    >>> without_marks_of_mail("Row grows\n> Kenya left\n> the talks.\n>\n> Uganda did not.\n> It waits.\n> So do we.")
    'Row grows\nKenya left\nthe talks.\n\nUganda did not.\nIt waits.\nSo do we.'
    """
    if "\n>" not in text:
        return text
    written = [line for line in text.split("\n") if line.strip()]
    marked = sum(line.startswith(">") for line in written)
    return _ANSWERED.sub("", text) if marked >= _MOSTLY * len(written) else text
