"""Numbers beside a month that are no day of publication: those of volumes and issues, and one of several days."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from pipeline.ingest.fields.date_read import NOT_UNDERSTOOD, ONLY_A_MONTH
from pipeline.ingest.fields.months import month_names, plain, weekday_names
from pipeline.languages.lexicon import Phrases, WordLists, any_of

_MONTHS = 12
_LETTER = r"[^\W\d_]"
# "6.5.–", "30/04 -", "06./": before a day in figures.
_FIGURES_BEFORE = re.compile(r"(?<![\d:.,])(?P<day>\d{1,2})\.?(?:[./](?P<month>\d{1,2})\.?)?\s*(?:[-–—]|(?<=\.)/)\s*$")


class _NoDays(WordLists):
    counting: Phrases
    counting_before_comma: Phrases
    between: Phrases
    behind: Phrases


@cache
def _words() -> _NoDays:
    return _NoDays.read(files("pipeline.ingest.fields"), "no_days.yaml")


def _any(words: Phrases) -> str:
    return any_of(frozenset(map(plain, words)))


@cache
def _counting() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What counts volumes before any number, and what does so before one with a comma behind it."""
    lists = _words()
    return (
        re.compile(rf"(?<!{_LETTER})(?:{_any(lists.counting)})\s?\.?\s*[:#]?\s*(?:\d{{1,4}}\s?[/.-]\s?)?$"),
        re.compile(rf"(?<!{_LETTER})(?:{_any(lists.counting_before_comma)})\.?\s*$"),
    )


@cache
def _other_day() -> re.Pattern[str]:
    """A day before the day, with what stands between them."""
    lists = _words()
    months = any_of(month_names())
    of = r"(?:d(?:e[ln]?)?[\s']+)?"
    return re.compile(
        rf"(?:(?P<first>{months})\.?\s+)?(?<![\d:.,])(?<!\d{_LETTER})(?P<day>\d{{1,2}})(?:\.|{_any(lists.behind)})?"
        rf"\s*(?:{of}(?P<month>{months})\.?,?\s*)?"
        rf"(?:[-–—/&+]|(?<=\s)(?:{_any(lists.between)})(?=\s))\s*(?:(?:{any_of(weekday_names())})\.?,?\s+)?$"
    )


def why_no_day(before: str, behind: str, day: int | None) -> str | None:
    """Why a number beside the name of a month is no day, in the words of `pipeline.ingest.fields.date_read`, or ``None``.

    Parameters
    ----------
    before : str
        What stands before the date.
    behind : str
        What stands behind its first number.
    day : int, optional
        That number; none where the date begins with the month.

    Examples
    --------
    >>> why_no_day("Vol. ", ", May 2024", 12), why_no_day("6–", " May 2024", 7), why_no_day("Friday ", ", May 2024", 12)
    ('only a month', 'not understood', None)
    """
    before = plain(before)
    if day is not None:
        anyhow, with_comma = _counting()
        if anyhow.search(before) or (behind.lstrip().startswith(",") and with_comma.search(before)):
            return ONLY_A_MONTH
    other = _other_day().search(before)
    if other and (other["first"] or other["month"] or (day is not None and int(other["day"]) < day)):
        return NOT_UNDERSTOOD
    return None


def is_one_of_several(before: str, day: int) -> bool:
    """Whether another day stands before a day in figures.

    Examples
    --------
    >>> is_one_of_several("30.04.–", 2), is_one_of_several("10.45 - ", 12)
    (True, False)
    """
    other = _FIGURES_BEFORE.search(before)
    if other is None:
        return False
    return int(other["month"]) <= _MONTHS if other["month"] else int(other["day"]) < day
