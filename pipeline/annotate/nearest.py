"""Where words stand in an article, as near to a statement as can be."""

from __future__ import annotations

import re

# How far from the statement they are looked for.
_REACH = 400


def nearest(text: str, words: str | None, start: int, end: int) -> tuple[int, int] | tuple[None, None]:
    """Where words stand whole and nearest to a statement, if they do at all.

    Parameters
    ----------
    text : str
    words : str or None
        Such as the speaker's name.
    start, end : int
        Where the statement stands.
    """
    if not words:
        return None, None
    low = max(0, start - _REACH)
    around = text[low : end + _REACH]
    found = [
        (low + match.start(), low + match.end())
        for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", around, re.IGNORECASE)
    ]
    if not found:
        return None, None
    return min(found, key=lambda place: min(abs(place[0] - end), abs(place[1] - start)))
