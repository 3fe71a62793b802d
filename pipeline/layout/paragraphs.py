"""Paragraphs, and the dateline that may open one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
# Words have a bound, and a hyphen is a sign within one, no border of two: a ruler of dashes is looked through once.
_IN_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ'’.-]{1,30}(?: [A-ZÀ-Þ'’.-]{1,30}){0,4}"
_IN_SMALL = r"[A-ZÀ-Þ][\w'’.-]{1,30}(?: [A-ZÀ-Þ][\w'’.-]{1,30}){0,3}(?=[^—–]{0,60}\)\s{0,4}[-–—])"
_DAY = r"(?:,?\s{1,4}(?:[A-Z][a-z]{2,8}\.?\s{1,4}\d{1,2}|\d{1,2}\s{1,4}[A-Z][a-z]{2,8}\.?)(?:,?\s{1,4}\d{4})?)?"
_OUTLET = r"(?:\s{0,4}\((?P<outlet>[^()]{2,60})\))?"
DATELINE = re.compile(
    rf"(?:{_IN_CAPITALS}|{_IN_SMALL})(?:\s{{0,4}}[,/]\s{{0,4}}[A-Z][\w .'’-]{{1,40}}?)?{_DAY}{_OUTLET}\s{{0,4}}[-–—]{{1,2}}\s+"
)
# "ISLAMABAD: …" is a dateline where the capitals are a place's and label no second line: so speakers are labelled, too.
_BEFORE_COLON = re.compile(rf"^(?P<place>{_IN_CAPITALS}){_DAY}{_OUTLET}:[^\S\n]+(?=\S)", re.MULTILINE)
# The hour before an entry of a live blog: "09:14 GMT …", "[11:05 a.m.] …"; with a dot only where another entry has one.
_HOUR = re.compile(
    r"[ \t]{0,4}[\[(]?(?:[01]?\d|2[0-4])(?P<mark>[:.])[0-5]\d(?:[ \xa0]?[apAP]\.?[mM]\b\.?)?(?:[ \xa0][A-Z]{2,4}(?![\w’'.-]))?"
    r"[\])]?[ \xa0]{0,2}[:|–—-]?\s{1,4}(?=[“\"‘'«]?[^\W\d_a-z])"
)
# Nothing in the news is longer; a longer paragraph is read in parts, so that no look-up takes quadratic time.
_LONGEST = 10_000


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Characters ``start:end`` of a text; ``body`` is where the text after a dateline begins."""

    start: int
    end: int
    body: int


def paragraphs(text: str, places: frozenset[str] = frozenset()) -> Iterator[Paragraph]:
    """The paragraphs of `text`, one a line that is not blank; one too long to be a paragraph in parts.

    The hour before an entry of a live blog is no part of its body, as a dateline is none.
    Of the `places`, in capitals, one alone is a dateline before a colon: "ISLAMABAD: …".
    """
    labels = Counter(found["place"] for found in _BEFORE_COLON.finditer(text))
    lines = list(_PARAGRAPH.finditer(text))
    hours = {line.start(): hour for line in lines if (hour := _HOUR.match(text, line.start(), line.end()))}
    dotted = sum(hour["mark"] == "." for hour in hours.values())
    for found in lines:
        hour = hours.get(found.start())
        stamped = hour is not None and (hour["mark"] == ":" or dotted > 1)
        opens = hour.end() if hour is not None and stamped else found.start()
        dateline = DATELINE.match(text, opens, found.end())
        if dateline is None and (label := _BEFORE_COLON.match(text, found.start(), found.end())):
            dateline = label if label["place"] in places and labels[label["place"]] == 1 else None
        start, body = found.start(), dateline.end() if dateline else opens
        while body < found.end():
            end = min(found.end(), body + _LONGEST)
            if end < found.end() and (space := text.rfind(" ", body + 1, end)) > body:
                end = space
            yield Paragraph(start, end, body)
            start = body = end
