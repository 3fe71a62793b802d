"""The times of day that a live blog puts over its entries or before them: no part of what is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

# A page is a live blog where so many lines are a time or begin with one, and the times run one way but for one step in so many.
_ENTRIES, _STEPS_BACK = 3, 4
# Times with a dot may be numbers, so they stand in such a share of the lines.
_DOTTED_SHARE = 0.25
_HALF_DAY = 12 * 60
_ZONES = (
    "GMT|UTC|BST|WEST|WET|CEST|CET|EEST|EET|MSK|EAT|CAT|WAT|SAST|EST|EDT|CST|CDT|MST|MDT|PST|PDT|ET|IST|PKT|JST|KST|HKT|SGT|"
    "WIB|ICT|AEST|AEDT|ACST|AWST|NZST|NZDT"
)
_TIME = r"(?P<hour>[01]?\d|2[0-4])(?P<sign>[.:h])(?P<minute>[0-5]\d)(?::[0-5]\d)?"
_HALF, _ZONE = r"[ap]\.?\s?m\b\.?", rf"\(?\b(?:{_ZONES})\b(?:\s?[+-]\d{{1,2}}(?::\d{{2}})?)?\)?"
_STAMP = rf"{_TIME}(?P<sure>(?:\s*{_HALF})?(?:\s*(?-i:{_ZONE}))?)"
_ALONE = re.compile(rf"\W*{_STAMP}\W*", re.IGNORECASE)
# Not a number: with a colon, the half of the day or a zone.
_BEYOND_DOUBT = re.compile(r":|\d\s*[ap]\.?\s?m|[A-Z]{2}", re.IGNORECASE)
_BEFORE = re.compile(rf"{_STAMP}(?:\s*[-–—:|]\s*|\s+)(?=(?-i:[^\W\d_a-z]|[\"“‘«]))", re.IGNORECASE)
_LONGEST = 30
_Found = re.Match[str] | None


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
    alone = [_ALONE.fullmatch(line) if len(line) <= _LONGEST else None for line in lines]
    before = [None if is_alone else _BEFORE.match(line) for line, is_alone in zip(lines, alone, strict=True)]
    times = _times(alone, before)
    is_live = len(times) >= _ENTRIES and _run_one_way([_minutes(times[number]) for number in sorted(times)])
    kept, left_out = [], []
    for number, line in enumerate(lines):
        in_live, stamp = is_live and number in times, before[number]
        if alone[number] and (in_live or _BEYOND_DOUBT.search(line)):
            left_out.append(line)
        elif in_live and stamp:
            left_out.append(stamp[0].strip(" -–—:|"))
            kept.append(line[stamp.end() :])
        else:
            kept.append(line)
    return kept, left_out


def _times(alone: Sequence[_Found], before: Sequence[_Found]) -> dict[int, re.Match[str]]:
    """The times by the numbers of their lines, without those that may as well be the numbers of paragraphs or prices."""
    found = {
        number: stamp for number, (one, other) in enumerate(zip(alone, before, strict=True)) if (stamp := one or other)
    }
    dotted = {number: stamp for number, stamp in found.items() if stamp["sign"] == "." and not stamp["sure"].strip()}
    hours = {number: stamp for number, stamp in dotted.items() if len(stamp["hour"]) == len("00")}
    minutes = [_minutes(stamp) for stamp in hours.values()]
    counting = sum(after == minute + 1 for minute, after in pairwise(minutes))
    behind = Counter(
        stamp.string[stamp.end() :].split(maxsplit=1)[0] for number, stamp in hours.items() if before[number]
    )
    are_numbers = (
        len(found) < _DOTTED_SHARE * len(alone)
        or 2 * counting >= max(1, len(minutes) - 1)
        or (len(hours) >= _ENTRIES and len(behind) == 1)
    )
    left_out = dotted.keys() if are_numbers else dotted.keys() - hours.keys()
    return {number: stamp for number, stamp in found.items() if number not in left_out}


def _minutes(stamp: re.Match[str]) -> int:
    return 60 * int(stamp["hour"]) + int(stamp["minute"])


def _run_one_way(minutes: Sequence[int]) -> bool:
    """Whether times go up or down; past midnight, and past noon where hours are counted to twelve, they begin anew."""
    steps = [after - minute for minute, after in pairwise(minutes)]
    around = [(step + _HALF_DAY // 2) % _HALF_DAY - _HALF_DAY // 2 for step in steps]
    most = len(steps) // _STEPS_BACK
    return any(
        min(sum(step > 0 for step in taken), sum(step < 0 for step in taken)) <= most for taken in (steps, around)
    )
