"""Dates as news writes them → ISO 8601."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache

from pipeline.languages import Language


@cache
def _patterns(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A date anywhere in a text, and a line that says nothing else."""
    anywhere = re.compile(rf"(?<!\w)(?P<date>{language.dates.DATE})", re.IGNORECASE)
    return anywhere, re.compile(language.dates.DATE_LINE, re.IGNORECASE)


def iso_date(text: str, language: Language, order: str = "DMY") -> str | None:
    """The date in `text` as ``YYYY-MM-DD``, or ``None``.

    Parameters
    ----------
    text : str
        A string that is, or contains, one date.
    language : Language
    order : {"DMY", "MDY"}
        How an all-figures date that does not begin with the year is read.

    Examples
    --------
    >>> from pipeline.languages import language
    >>> [iso_date(text, language("en")) for text in ("29-04-2023", "Updated: April 3rd, 2019, 10:15 GMT", "soon")]
    ['2023-04-29', '2019-04-03', None]
    """
    found = _patterns(language)[0].search(text)
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


def is_date_line(line: str, language: Language) -> bool:
    """Whether the line says nothing but a date (with or without a time and a label)."""
    return bool(_patterns(language)[1].match(line.strip()))
