"""Dates as news and tables write them → ISO 8601, and why one could not be read."""

from __future__ import annotations

import datetime
import re

from pipeline.ingest.fields.date_read import (
    FIRST_YEAR,
    IMPOSSIBLE,
    LAST_YEAR,
    NOT_UNDERSTOOD,
    ONLY_A_MONTH,
    ONLY_A_YEAR,
    OTHER_ORDER,
    YEAR_OUT_OF_RANGE,
    DateRead,
    day_read,
    whole_year,
)
from pipeline.ingest.fields.dates_in_words import date_of_words, date_patterns
from pipeline.ingest.fields.no_days import is_one_of_several
from pipeline.ingest.fields.values import is_missing
from pipeline.languages import Language

_LONGEST = 200
# 20200506, 20200506120000, 20200506T120000Z, 202005061200, 2020050612.
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T ]?\d{4}(?:\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?", re.IGNORECASE)
# With parts of a second, or the fraction that a table of numbers gives to each.
_WHOLE_NUMBER = re.compile(r"(\d+)(?:\.0*|(?<=\d{9})\.\d+)?")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_FIGURES = re.compile(r"(?<![\d.:])(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d:])")
# "Lake Herald, 6 May 2020", "By Ann Lee | 6 May 2020": who or where, and behind it the date.
_BEFORE_DATE = re.compile(r"(?P<before>[^\W\d_a-z][^.!?:,|]{1,60}?)\s*(?:[,|·•]|\s[-–—])\s*(?=\S)")
# 06 05 2020 and 2020 05 06, and nothing else.
_SPACED = re.compile(r"(?:(\d{1,2}) (\d{1,2})|(\d{4}) (\d{1,2})) (\d{4}|\d{1,2})")
# As Python shows a date, and PDF and .NET write one.
_SHOWN = re.compile(r"(?:datetime\.)?date(?:time)?\((\d{4}), ?(\d{1,2}), ?(\d{1,2})\b.*\)", re.DOTALL)
_AROUND_NUMBER = re.compile(r"(?:D:|\\?/Date\()(\d+)(?:[Z+-].*|\)\\?/)?")
_MONTH_ONLY = re.compile(r"\d{4}[-/.]\d{1,2}|\d{1,2}[-/.]\d{4}")
# Digits of a time since 1970 → parts of a second. Of fewer digits are years, compact dates and serial numbers of sheets.
_EPOCH = {9: 1, 10: 1, 12: 1_000, 13: 1_000, 16: 1_000_000, 19: 1_000_000_000}
# The years of our time in other calendars.
_BUDDHIST, _ISLAMIC = range(2400, 2600), range(1300, 1500)
_SHEETS_FIRST_DAY = datetime.date(1899, 12, 30)
_SHEETS_LEAP_DAY = 60


def read_date(text: str | None, language: Language, order: str = "DMY") -> DateRead:
    """The date in a string that is, or contains, one.

    A date that is impossible in the order asked for is not read in the other one. Times since 1970 are in UTC; of all
    others the day is the one that is written, whatever the time zone.

    Parameters
    ----------
    text : str, optional
    language : Language
    order : {"DMY", "MDY"}
        How an all-figures date that does not begin with the year is read.

    Examples
    --------
    >>> from pipeline.languages import language
    >>> read_date("20200506T120000Z", language("en")).iso
    '2020-05-06'
    >>> read_date("05/13/2020", language("en"))
    DateRead(iso=None, problem='impossible in the order of ingest.date_order')
    """
    if is_missing(text) or text is None:
        return DateRead(None)
    told = text.strip()[:_LONGEST]
    if number := _WHOLE_NUMBER.fullmatch(told) or _AROUND_NUMBER.fullmatch(told):
        return _of_number(number[1])
    if compact := _COMPACT.fullmatch(told):
        return day_read(*map(int, compact.groups()))
    if years_first := [day_read(int(found[1]), int(found[3]), int(found[4])) for found in _YEAR_FIRST.finditer(told)]:
        # Behind the day of another calendar that of ours may stand.
        return next((read for read in years_first if read.problem != YEAR_OUT_OF_RANGE), years_first[0])
    if figures := _FIGURES.search(told):
        if figures[2] != "-" and is_one_of_several(told[: figures.start()], int(figures[1])):
            return DateRead(None, NOT_UNDERSTOOD)
        return _of_figures(figures[1], figures[3], figures[4], order)
    if _MONTH_ONLY.fullmatch(told):
        return DateRead(None, ONLY_A_MONTH)
    return _of_groups(told, order) or date_of_words(told, language)


def iso_date(text: str, language: Language, order: str = "DMY") -> str | None:
    """The date in `text` as ``YYYY-MM-DD``, or ``None``; see `read_date`.

    Parameters
    ----------
    text : str
        A string that is, or contains, one date.
    language : Language
    order : {"DMY", "MDY"}

    Examples
    --------
    >>> from pipeline.languages import language
    >>> [iso_date(text, language("en")) for text in ("29-04-2023", "Updated: April 3rd, 2019, 10:15 GMT", "soon")]
    ['2023-04-29', '2019-04-03', None]
    """
    return read_date(text, language, order).iso


def is_date_line(line: str, language: Language) -> bool:
    """Whether the line says nothing but a date (with or without a time and a label)."""
    return bool(date_patterns(language)[1].match(line.strip()))


def parted_from_date(line: str, language: Language) -> tuple[str, str | None]:
    """What stands in a line before its date, and the date, where the line says nothing but these.

    Examples
    --------
    >>> from pipeline.languages import language
    >>> parted_from_date("Lake Herald, 6 May 2020", language("en")), parted_from_date("Row grows", language("en"))
    (('Lake Herald', '6 May 2020'), ('Row grows', None))
    """
    if is_date_line(line, language):
        return "", line
    for found in _BEFORE_DATE.finditer(line):
        if is_date_line(rest := line[found.end() :], language):
            return line[: found.end("before")], rest
    return line, None


def sheet_date(serial: float) -> str | None:
    """The date that a cell of a sheet holds as a number of days, as ``YYYY-MM-DD``; ``None`` where it is no such number.

    Sheets count a 29 February 1900 that there was not (ECMA-376, part 1, 18.17.4.1), so days before have another number.
    """
    if not _SHEETS_LEAP_DAY < serial < 150_000:
        return None
    date = _SHEETS_FIRST_DAY + datetime.timedelta(days=int(serial))
    return date.isoformat() if date.year <= LAST_YEAR else None


def _of_number(digits: str) -> DateRead:
    compact = day_read(int(digits[:4]), int(digits[4:6]), int(digits[6:8])) if len(digits) in (8, 10, 12, 14) else None
    # A day with its hour; as seconds it would be after 2030.
    if compact and len(digits) == 10 and digits[:2] in ("19", "20") and int(digits[8:]) < 24 and compact.iso:
        return compact
    if compact and len(digits) != 10 and (compact.iso or len(digits) != 12):
        return compact
    if _is_of_another_calendar(digits):
        return DateRead(None, NOT_UNDERSTOOD)
    if len(digits) in _EPOCH:
        seconds = int(digits) // _EPOCH[len(digits)]
        date = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(seconds=seconds)
        return DateRead(date.date().isoformat())
    if len(digits) == 4 and FIRST_YEAR <= int(digits) <= LAST_YEAR:
        return DateRead(None, ONLY_A_YEAR)
    if len(digits) == 6 and FIRST_YEAR <= int(digits[:4]) <= LAST_YEAR and 1 <= int(digits[4:]) <= 12:
        return DateRead(None, ONLY_A_MONTH)
    return DateRead(None, NOT_UNDERSTOOD)


def _is_of_another_calendar(digits: str) -> bool:
    """Whether a number that may be a time since 1970 reads as a day with its hour in the Buddhist or Islamic calendar.

    Ten digits are in the latter a time of these years, and are taken for one.
    """
    if len(digits) not in (10, 12):
        return False
    year = int(digits[:4])
    is_year = year in _BUDDHIST or (year in _ISLAMIC and len(digits) == 12)
    month, day, hour, minute = (int(digits[at : at + 2] or 0) for at in (4, 6, 8, 10))
    return is_year and 1 <= month <= 12 and 1 <= day <= 31 and hour < 24 and minute < 60


def _of_figures(first: str, second: str, written: str, order: str) -> DateRead:
    day, month = (int(first), int(second)) if order == "DMY" else (int(second), int(first))
    read = day_read(whole_year(written), month, day)
    if read.problem == IMPOSSIBLE and day_read(whole_year(written), day, month).iso:
        return DateRead(None, OTHER_ORDER)
    return read


def _of_groups(text: str, order: str) -> DateRead | None:
    """The day in groups of figures without the usual signs between."""
    if shown := _SHOWN.fullmatch(text):
        return day_read(*map(int, shown.groups()))
    spaced = _SPACED.fullmatch(text)
    if spaced is None:
        return None
    first, second, year, month, last = spaced.groups()
    if year:
        return day_read(int(year), int(month), int(last)) if len(last) < 3 else None
    return read if len(last) == 4 and (read := _of_figures(first, second, last, order)) else None
