"""Dates as news and tables write them → ISO 8601, and why one could not be read."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cache

from pipeline.ingest.fields.months import named_day
from pipeline.ingest.fields.values import is_missing
from pipeline.languages import Language

_FIRST_YEAR, _LAST_YEAR = 1600, 2100
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
# A name between two numbers (06-May-20), or before or behind one.
_WITH_NAME = re.compile(r"[^\W\d_]")
_TWO_DIGITS = re.compile(r"(?<=[^\W\d_][-\s./,])'?(\d{2})$")
# Digits of a time since 1970 → parts of a second. Of fewer digits are years, compact dates and serial numbers of sheets.
_EPOCH = {9: 1, 10: 1, 12: 1_000, 13: 1_000, 16: 1_000_000, 19: 1_000_000_000}
_SHEETS_FIRST_DAY = datetime.date(1899, 12, 30)
_SHEETS_LEAP_DAY = 60

NOT_UNDERSTOOD = "not understood"
ONLY_A_MONTH = "only a month"
ONLY_A_YEAR = "only a year"
IMPOSSIBLE = "no such day"
OTHER_ORDER = "impossible in the order of ingest.date_order"
YEAR_OUT_OF_RANGE = f"a year outside {_FIRST_YEAR}–{_LAST_YEAR}"


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


@cache
def _patterns(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A date anywhere in a text, and a line that says nothing else."""
    anywhere = re.compile(rf"(?<!\w)(?P<date>{language.dates.DATE})", re.IGNORECASE)
    return anywhere, re.compile(language.dates.DATE_LINE, re.IGNORECASE)


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
        return _day(*map(int, compact.groups()))
    if year_first := _YEAR_FIRST.search(told):
        year, _, month, day = year_first.groups()
        return _day(int(year), int(month), int(day))
    if figures := _FIGURES.search(told):
        return _of_figures(figures[1], figures[3], figures[4], order)
    if _MONTH_ONLY.fullmatch(told):
        return DateRead(None, ONLY_A_MONTH)
    return _of_groups(told, order) or _of_words(told, language)


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
    return bool(_patterns(language)[1].match(line.strip()))


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
    return date.isoformat() if date.year <= _LAST_YEAR else None


def _day(year: int, month: int, day: int) -> DateRead:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return DateRead(None, YEAR_OUT_OF_RANGE)
    try:
        return DateRead(datetime.date(year, month, day).isoformat())
    except ValueError:
        return DateRead(None, IMPOSSIBLE)


def _of_number(digits: str) -> DateRead:
    # A day with its hour; as seconds it would be after 2030.
    if len(digits) == 10 and digits[:2] in ("19", "20") and int(digits[8:]) < 24:
        hour = _day(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
        if hour.iso:
            return hour
    if len(digits) in (8, 12, 14):
        compact = _day(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
        if compact.iso or len(digits) != 12:
            return compact
    if len(digits) in _EPOCH:
        seconds = int(digits) // _EPOCH[len(digits)]
        date = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(seconds=seconds)
        return DateRead(date.date().isoformat())
    if len(digits) == 4 and _FIRST_YEAR <= int(digits) <= _LAST_YEAR:
        return DateRead(None, ONLY_A_YEAR)
    if len(digits) == 6 and _FIRST_YEAR <= int(digits[:4]) <= _LAST_YEAR and 1 <= int(digits[4:]) <= 12:
        return DateRead(None, ONLY_A_MONTH)
    return DateRead(None, NOT_UNDERSTOOD)


def _of_figures(first: str, second: str, written: str, order: str) -> DateRead:
    day, month = (int(first), int(second)) if order == "DMY" else (int(second), int(first))
    read = _day(_whole_year(written), month, day)
    if read.problem == IMPOSSIBLE and _day(_whole_year(written), day, month).iso:
        return DateRead(None, OTHER_ORDER)
    return read


def _of_groups(text: str, order: str) -> DateRead | None:
    """The day in groups of figures without the usual signs between."""
    if shown := _SHOWN.fullmatch(text):
        return _day(*map(int, shown.groups()))
    spaced = _SPACED.fullmatch(text)
    if spaced is None:
        return None
    first, second, year, month, last = spaced.groups()
    if year:
        return _day(int(year), int(month), int(last)) if len(last) < 3 else None
    return read if len(last) == 4 and (read := _of_figures(first, second, last, order)) else None


def _whole_year(written: str) -> int:
    # POSIX: 69 to 99 are of the twentieth century.
    year = int(written)
    return year if len(written) == 4 else year + (1900 if year >= 69 else 2000)


def _of_words(text: str, language: Language) -> DateRead:
    read = _of_words_known(text, language)
    if read.problem == NOT_UNDERSTOOD and (named := named_day(text)):
        year, month, day = named
        return _day(_whole_year(year), month, day)
    return read


def _of_words_known(text: str, language: Language) -> DateRead:
    found = _patterns(language)[0].search(text)
    date = found.group("date") if found else text
    if not _WITH_NAME.search(date) or len(date) > 60:
        return DateRead(None, NOT_UNDERSTOOD)
    from dateutil import parser

    date = _TWO_DIGITS.sub(lambda year: str(_whole_year(year[1])), date)
    try:
        # What the text leaves open comes from the default, and so differs between two.
        one, other = (parser.parse(date, default=day, ignoretz=True) for day in _DEFAULTS)
    except (ValueError, OverflowError, TypeError):
        return DateRead(None, NOT_UNDERSTOOD)
    # Of "May 6-7, 2024" the 7 is no year.
    if (years := re.findall(r"(?<!\d)\d{4}(?!\d)", date)) and str(one.year) not in years:
        return DateRead(None, NOT_UNDERSTOOD)
    if one.date() == other.date():
        return _day(one.year, one.month, one.day)
    if (one.year, one.month) == (other.year, other.month):
        return DateRead(None, ONLY_A_MONTH)
    return DateRead(None, NOT_UNDERSTOOD)


# Both with a month of 31 days and in a leap year, so that the day that a text names exists; on days that every month has, so
# that neither is cut to the last of a shorter one.
_DEFAULTS = (datetime.datetime(1904, 1, 1), datetime.datetime(1908, 3, 2))
