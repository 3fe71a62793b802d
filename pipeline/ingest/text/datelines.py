"""The dateline that opens a report: where it was written, when, and for which agency.

``DAKAR, April 2, 2024 (AP) -``, ``NAIROBI, Kenya — 6 May 2020:``, ``(Suva, 2 April 2024) –``; a day without a year is read
only beside a date that is known.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cache

from pipeline.ingest.fields.dates import is_date_line, iso_date
from pipeline.languages import Language
from pipeline.layout.paragraphs import DATELINE

# Nothing that opens a paragraph further than this is a dateline.
_LONGEST = 140
# An agency in brackets or strokes: "(AP)", "/PRNewswire/".
_AGENCY = r"(?:\((?P<round>[^()\d]{2,60})\)|/(?P<stroke>[^/\d]{2,60})/|\[(?P<square>[^\[\]\d]{2,60})\])"
_WORD = r"[^\W\d_a-zß-öø-ÿ][\w'’.-]*"
_PLACE = rf"(?P<place>{_WORD}(?:[ ](?:[a-z]{{2,3}}[ ])?{_WORD}){{0,4}})"
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_CAPITALS = rf"(?P<place>{_CAPITAL}{{3,}}(?:[ -]{_CAPITAL}{{2,}}){{0,3}})"
# State, country or day of the week behind the place.
_BEHIND = rf"(?:[ ]?[,/][ ]?{_WORD}(?:[ ]{_WORD}){{0,3}}){{0,3}}?"
_BETWEEN = r"[ ]?(?:[,:|]|[-–—]{1,2})?[ ]?"
# Two hyphens and a long dash close it without a space, too.
_CLOSE = r"[ ]?(?:(?:[-–—]{1,3}|:)(?=\s|[\"“«‘]|$)|-{2,3}|—)[ ]*"
# "Kampala, Uganda | LAKE WIRE | ", at times with the date behind.
_BAR = r"[ ]?\|[ ]?"
# Without a date, bars part a headline as well, if no country stands behind the place.
_PLACE_GOES_ON = re.compile(r"[^|]*[,/]")
# With the name of a month in any language, which `iso_date` has to know.
_NAMED = r"\d{1,2}(?:\.|er|º|°)?[ ](?:de[ ])?[^\W\d_]{3,12}\.?[ ](?:de[ ])?\d{4}"
# A day without its year is a day with any.
_ANY_YEAR = "2000"
_YEARLESS = r"(?P<day>[^\W\d_]{3,9}\.?[ ]\d{1,2}|\d{1,2}[ ][^\W\d_]{3,9}\.?)(?:st|nd|rd|th)?"


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says; each part may be missing. The report's own words begin at `end`."""

    place: str | None
    date: str | None
    agency: str | None
    end: int


@cache
def _patterns(language: Language) -> tuple[re.Pattern[str], ...]:
    date = rf"(?P<date>(?i:{language.dates.DATE}|{_NAMED}))"
    day = rf"(?:{_WORD},?[ ])?"
    when = rf"(?:{day}{date}|{_YEARLESS})"
    return (
        re.compile(rf"{_PLACE}{_BEHIND}[ ]?{_AGENCY},?{_BETWEEN}{when}{_CLOSE}"),
        re.compile(rf"{_PLACE}{_BEHIND}(?:{_BETWEEN}{when})?,?[ ]?{_AGENCY}?{_CLOSE}"),
        re.compile(
            rf"[(\[]{_PLACE}{_BEHIND}{_BETWEEN}{when}(?:[ ]?[,/|][ ]?[^()\[\]\d]{{2,40}})?[)\]](?:{_CLOSE}|\s+)"
        ),
        re.compile(rf"[(\[]{_PLACE}{_BEHIND}[)\]]{_BETWEEN}{day}{date}[ ]?{_AGENCY}?{_CLOSE}"),
        re.compile(rf"{_PLACE}{_BEHIND}[ ]?[(\[]{day}{date}[)\]][ ]?{_AGENCY}?{_CLOSE}"),
        re.compile(rf"{_PLACE}{_BEHIND}{_BAR}(?P<bars>[^|\d]{{2,40}}?){_BAR}(?:{day}{date}{_BAR})?"),
        re.compile(rf"{day}{date}{_BETWEEN}[(]?{_PLACE}{_BEHIND}[)]?[ ]?{_AGENCY}?{_CLOSE}"),
        # In capitals it needs no sign behind it.
        re.compile(rf"{_CAPITALS}(?:[ ]?,[ ]?{_CAPITAL}{{3,}})?,?[ ]{day}{date},?[ ](?={_CAPITAL}|[\"“])"),
        # No place, at most the day of the week.
        re.compile(rf"(?:{_WORD},?[ ])?{date}[ ]?{_AGENCY}?{_CLOSE}"),
    )


@cache
def _no_places(language: Language) -> frozenset[str]:
    grammar = language.grammar
    return grammar.prepositions | grammar.subordinators | grammar.determiners | grammar.adverbs | grammar.conjunctions


def read_dateline(paragraph: str, language: Language, order: str = "DMY", near: str | None = None) -> Dateline | None:
    """The dateline at the beginning of a paragraph, or ``None``.

    Parameters
    ----------
    paragraph : str
    language : Language
        Whose dates are known, and whose small words are no places.
    order : {"DMY", "MDY"}
        How a date all in figures is read.
    near : str, optional
        A date known otherwise, ``YYYY-MM-DD``; a day without a year is taken for the nearest such day.
    """
    head = re.sub(r"[\t\u00a0\u2009\u202f]", " ", paragraph[:_LONGEST])
    for pattern in _patterns(language):
        found = pattern.match(head)
        if found is None:
            continue
        named = found.groupdict()
        place, given, day = named.get("place"), named.get("date"), named.get("day")
        agency = named.get("round") or named.get("square") or named.get("stroke") or named.get("bars")
        if named.get("bars") and not given and not _PLACE_GOES_ON.match(found.group()):
            continue
        if (place or head).split()[0].casefold() in _no_places(language):
            continue
        if place and not (given or day or agency) and not (place.isupper() and found.group().rstrip()[-1] != ":"):
            continue
        date = iso_date(given, language, order) if given else None
        if given and date is None and re.fullmatch(_NAMED, given, re.IGNORECASE):
            continue
        if day:
            date = _nearest(day, near, language, order) if near else None
        return Dateline(place, date, agency.strip() if agency else None, found.end())
    return None


def dateline_date(paragraph: str, language: Language, order: str = "DMY", near: str | None = None) -> str | None:
    """The date in the dateline that opens a paragraph, or ``None``.

    Examples
    --------
    >>> from pipeline.languages import language
    >>> dateline_date("DAKAR, April 2, 2024 (AP) - Senegal thanked Mali.", language("en"))
    '2024-04-02'
    >>> dateline_date("KAMPALA, Dec. 30 (Xinhua) -- Uganda thanked Kenya.", language("en"), near="2021-01-02")
    '2020-12-30'
    """
    found = read_dateline(paragraph, language, order, near)
    return found.date if found else None


def dateline_outlet(paragraph: str, language: Language) -> str | None:
    """The outlet that stands in brackets in the dateline that opens a paragraph, or ``None``; a day there is no outlet.

    Examples
    --------
    >>> from pipeline.languages import language
    >>> dateline_outlet("DAKAR (Lake Wire) - Senegal thanked Mali.", language("en"))
    'Lake Wire'
    >>> dateline_outlet("DAKAR (2 Apr 2024) - Senegal thanked Mali.", language("en"))
    """
    found = DATELINE.match(paragraph)
    named = found["outlet"] if found else None
    is_day = named and (is_date_line(named, language) or is_date_line(f"{named} {_ANY_YEAR}", language))
    return None if is_day else named


def _nearest(day: str, near: str, language: Language, order: str) -> str | None:
    known = datetime.date.fromisoformat(near)
    dates = [iso_date(f"{day}, {year}", language, order) for year in range(known.year - 1, known.year + 2)]
    return min(
        (date for date in dates if date), key=lambda date: abs(datetime.date.fromisoformat(date) - known), default=None
    )
