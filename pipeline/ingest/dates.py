"""Dates as news writes them → ISO 8601."""

from __future__ import annotations

import re
from datetime import datetime

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY_NAME = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_TIME = (
    r"(?:,?\s*(?:at\s+|[-–|]\s*)?\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:[a-z]{2,5}|[+-]\d{2}:?\d{2}|z)?)?"
)
_LABEL = r"(?:(?:first\s+)?(?:published|posted|updated|date|issued)(?:\s+on)?\s*:?\s*)?"
_DATE = (
    rf"(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?:t\d{{2}}:\d{{2}}\S*)?|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}})"
)
_DATE_LINE = re.compile(rf"^\W*{_LABEL}{_DAY_NAME}(?P<date>{_DATE}){_TIME}\W*$", re.IGNORECASE)
_ANY_DATE = re.compile(rf"(?<!\w)(?P<date>{_DATE})", re.IGNORECASE)


def iso_date(text: str, order: str = "DMY") -> str | None:
    """The date in `text` as ``YYYY-MM-DD``, or ``None``.

    Parameters
    ----------
    text : str
        A string that is, or contains, one date.
    order : {"DMY", "MDY"}
        How an all-figures date that does not begin with the year is read.

    Examples
    --------
    >>> iso_date("29-04-2023"), iso_date("Updated: April 3rd, 2019, 10:15 GMT"), iso_date("soon")
    ('2023-04-29', '2019-04-03', None)
    """
    found = _ANY_DATE.search(text)
    if not found:
        return None
    from dateutil import parser

    date = found.group("date")
    year_first = bool(re.match(r"\d{4}", date))
    try:
        parsed: datetime = parser.parse(date, dayfirst=order == "DMY" and not year_first, yearfirst=year_first)
    except (ValueError, OverflowError):
        return None
    return parsed.date().isoformat()


def is_date_line(line: str) -> bool:
    """Whether the line says nothing but a date (with or without a time and a label)."""
    return bool(_DATE_LINE.match(line.strip()))
