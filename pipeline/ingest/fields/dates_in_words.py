"""Days with the name of a month → ISO 8601."""

from __future__ import annotations

import datetime
import re
from functools import cache

from pipeline.ingest.fields.date_read import NOT_UNDERSTOOD, ONLY_A_MONTH, DateRead, day_read, whole_year
from pipeline.ingest.fields.months import named_day
from pipeline.ingest.fields.no_days import why_no_day
from pipeline.languages import Language

# A name between two numbers (06-May-20), or before or behind one.
_WITH_NAME = re.compile(r"[^\W\d_]")
_DAY_FIRST = re.compile(r"\d{1,2}(?!\d)")
_TWO_DIGITS = re.compile(r"(?<=[^\W\d_][-\s./,])'?(\d{2})$")


@cache
def date_patterns(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A date anywhere in a text, and a line that says nothing else."""
    anywhere = re.compile(rf"(?<!\w)(?P<date>{language.dates.DATE})", re.IGNORECASE)
    return anywhere, re.compile(language.dates.DATE_LINE, re.IGNORECASE)


def date_of_words(text: str, language: Language) -> DateRead:
    """The day in a text with the name of a month, in a language that is known or another.

    Parameters
    ----------
    text : str
    language : Language
        Whose way to write dates is looked for first.
    """
    read = _of_language(text, language)
    if read.problem == NOT_UNDERSTOOD and (named := named_day(text)):
        if problem := why_no_day(named.before, named.behind or "", named.day if named.behind is not None else None):
            return DateRead(None, problem)
        return day_read(whole_year(named.year), named.month, named.day)
    return read


def _of_language(text: str, language: Language) -> DateRead:
    found = date_patterns(language)[0].search(text)
    date = found.group("date") if found else text
    if not _WITH_NAME.search(date) or len(date) > 60:
        return DateRead(None, NOT_UNDERSTOOD)
    day = _DAY_FIRST.match(date)
    before = text[: found.start("date")] if found else ""
    if problem := why_no_day(before, date[day.end() :] if day else "", int(day[0]) if day else None):
        return DateRead(None, problem)
    from dateutil import parser

    date = _TWO_DIGITS.sub(lambda year: str(whole_year(year[1])), date)
    try:
        # What the text leaves open comes from the default, and so differs between two.
        one, other = (parser.parse(date, default=day, ignoretz=True) for day in _DEFAULTS)
    except (ValueError, OverflowError, TypeError):
        return DateRead(None, NOT_UNDERSTOOD)
    # Of "May 6-7, 2024" the 7 is no year.
    if (years := re.findall(r"(?<!\d)\d{4}(?!\d)", date)) and str(one.year) not in years:
        return DateRead(None, NOT_UNDERSTOOD)
    if one.date() == other.date():
        return day_read(one.year, one.month, one.day)
    if (one.year, one.month) == (other.year, other.month):
        return DateRead(None, ONLY_A_MONTH)
    return DateRead(None, NOT_UNDERSTOOD)


# Both with a month of 31 days and in a leap year, so that the day that a text names exists; on days that every month has, so
# that neither is cut to the last of a shorter one.
_DEFAULTS = (datetime.datetime(1904, 1, 1), datetime.datetime(1908, 3, 2))
