"""The times of day that a live blog puts over its entries or before them: no part of what is written."""

from __future__ import annotations

import re
from collections.abc import Sequence

# A page is a live blog where so many lines are a time or begin with one.
_ENTRIES = 3
_TIME = r"(?:[01]?\d|2[0-4])[.:h][0-5]\d(?::[0-5]\d)?"
_HALF, _ZONE = r"[ap]\.?\s?m\b\.?", r"\(?[A-Z]{2,5}(?:\s?[+-]\d{1,2}(?::\d{2})?)?\)?"
_STAMP = rf"{_TIME}(?:\s*{_HALF})?(?:\s*(?-i:{_ZONE}))?"
_ALONE = re.compile(rf"\W*{_STAMP}\W*", re.IGNORECASE)
# Not a number: with a colon, the half of the day or a zone.
_BEYOND_DOUBT = re.compile(r":|\d\s*[ap]\.?\s?m|[A-Z]{2}", re.IGNORECASE)
_BEFORE = re.compile(rf"{_STAMP}(?:\s*[-–—:|]\s*|\s+)(?=(?-i:[^\W\d_a-z]|[\"“‘«]))", re.IGNORECASE)
_LONGEST = 30


def without_time_stamps(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines without times of day that stand alone or, in a live blog, before an entry; and these times.

    Parameters
    ----------
    lines : sequence of str
        Of the body of a page.

    Examples
    --------
    >>> without_time_stamps(["14.32 Kenya left.", "15.10 Uganda left.", "15.45 All left."])
    (['Kenya left.', 'Uganda left.', 'All left.'], ['14.32', '15.10', '15.45'])
    >>> without_time_stamps(["14.32 Kenya left.", "A price of", "14.32"])
    (['14.32 Kenya left.', 'A price of', '14.32'], [])
    """
    alone = [len(line) <= _LONGEST and bool(_ALONE.fullmatch(line)) for line in lines]
    before = [None if is_alone else _BEFORE.match(line) for line, is_alone in zip(lines, alone, strict=True)]
    is_live = sum(alone) + sum(map(bool, before)) >= _ENTRIES
    kept, left_out = [], []
    for line, is_alone, stamp in zip(lines, alone, before, strict=True):
        if is_alone and (is_live or _BEYOND_DOUBT.search(line)):
            left_out.append(line)
        elif is_live and stamp:
            left_out.append(stamp[0].strip(" -–—:|"))
            kept.append(line[stamp.end() :])
        else:
            kept.append(line)
    return kept, left_out
