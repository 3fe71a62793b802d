"""Line breaks of every kind, as one."""

from __future__ import annotations

import re

# A soft hyphen at the end of a line parts one word.
_PARTED_WORD = re.compile(r"\u00ad[ \t]*\n[ \t]*")


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
    return _PARTED_WORD.sub("", text.replace("\f", "\n\n").replace("\u2029", "\n\n"))
