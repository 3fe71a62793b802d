"""What was made of a date: the day, or why there is none."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

FIRST_YEAR, LAST_YEAR = 1600, 2100

NOT_UNDERSTOOD = "not understood"
ONLY_A_MONTH = "only a month"
ONLY_A_YEAR = "only a year"
IMPOSSIBLE = "no such day"
OTHER_ORDER = "impossible in the order of ingest.date_order"
YEAR_OUT_OF_RANGE = f"a year outside {FIRST_YEAR}–{LAST_YEAR}"


@dataclass(frozen=True, slots=True)
class DateRead:
    """What was made of a date.

    Attributes
    ----------
    iso : str, optional
        ``YYYY-MM-DD``.
    problem : str, optional
        Why there is none although something is written, in words that are few enough to be counted.
    """

    iso: str | None
    problem: str | None = None


def day_read(year: int, month: int, day: int) -> DateRead:
    """The day of these numbers, or why there is none."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return DateRead(None, YEAR_OUT_OF_RANGE)
    try:
        return DateRead(datetime.date(year, month, day).isoformat())
    except ValueError:
        return DateRead(None, IMPOSSIBLE)


def whole_year(written: str) -> int:
    """A year that may be written with two figures."""
    # POSIX: 69 to 99 are of the twentieth century.
    year = int(written)
    return year if len(written) == 4 else year + (1900 if year >= 69 else 2000)
