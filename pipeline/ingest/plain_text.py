"""A plain-text article → title, date, authors, outlet and paragraphs.

The shape is the one that copying a web page or exporting from a text archive gives: a headline, then in any order
and number a date, a byline and share buttons, then paragraphs that may open with a dateline, then what the page
puts after an article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.ingest.boilerplate import boilerplate_patterns, outlet_named_in, split_boilerplate
from pipeline.ingest.dates import is_date_line, iso_date

_HEADER_LINES = 8
_NAME = r"[^\W\d_a-z][\w.'’-]*(?:\s+(?:(?:de|da|dos|del|bin|bint|al|el|van|von|der|ter|la|le|y)\s+)*[^\W\d_a-z][\w.'’-]*){1,4}"
_HANDLE = r"@\w{2,30}"
_NAME_AND_HANDLE = re.compile(rf"^(?P<name>{_NAME})(?:\s*[|(,–-]?\s*{_HANDLE}\)?)+\s*$")
_NAME_ALONE = re.compile(rf"^{_NAME}(?:\s*(?:,|and|&)\s*{_NAME})*$")
DATELINE = re.compile(
    r"^(?P<place>[^\W\d_a-z][^\Wa-z]*(?:[ '’.-]+[^\W\d_a-z][^\Wa-z]*)*(?:\s*[,/]\s*[A-Z][\w .'’-]{1,40}?)?"
    r"|[A-Z][\w.'’-]+(?:[ -][A-Z][\w.'’-]+){0,3}(?:,\s*[A-Z][\w .'’-]{1,30}?)?(?=\s*\())"
    r"(?:,\s*(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8}))?"
    r"\s*(?:\((?P<outlet>[^()]{2,60})\))?\s*(?:[-–—]{1,2})\s+"
)


@dataclass(frozen=True, slots=True)
class ParsedText:
    """What a plain-text article says of itself, and its paragraphs without title and boilerplate."""

    title: str | None
    published: str | None
    authors: list[str]
    outlet: str | None
    paragraphs: list[str]


def split_authors(byline: str) -> list[str]:
    """The names in a byline, without handles, addresses and roles after a comma.

    Examples
    --------
    >>> split_authors("Jane Doe @JaneDoeX and Ann O'Neil")
    ['Jane Doe', "Ann O'Neil"]
    """
    cleaned = re.sub(rf"{_HANDLE}|\S+@\S+|\([^)]*\)", " ", byline)
    parts = re.split(r"\s*(?:,|;|&|\band\b|\||·|•)\s*", cleaned)
    names = [re.sub(r"\s+", " ", part).strip(" -–—") for part in parts]
    return [name for name in names if re.fullmatch(_NAME, name)]


def _byline(line: str) -> list[str]:
    prefix = boilerplate_patterns().byline_prefix.match(line)
    if prefix and len(line) < 120:
        return split_authors(line[prefix.end() :])
    named = _NAME_AND_HANDLE.match(line)
    return split_authors(named.group("name")) if named else []


def parse_plain_text(text: str, date_order: str = "DMY") -> ParsedText:
    """Take a plain-text article apart.

    Parameters
    ----------
    text : str
        The whole file.
    date_order : {"DMY", "MDY"}
        How all-figures dates are read.
    """
    lines = [line.strip() for line in text.replace("\ufeff", "").splitlines()]
    lines = [line for line in lines if line]
    if not lines:
        return ParsedText(None, None, [], None, [])
    title, rest = (lines[0], lines[1:]) if len(lines) > 1 and len(lines[0]) <= 300 else (None, lines)
    published: str | None = None
    authors: list[str] = []
    header: list[str] = []
    while rest and len(header) < _HEADER_LINES:
        line = rest[0]
        pieces = [piece.strip() for piece in re.split(r"\s+[|·•]\s+", line)]
        if all(_is_header(piece) for piece in pieces):
            for piece in pieces:
                published = published or (iso_date(piece, date_order) if is_date_line(piece) else None)
                authors = authors or _byline(piece) or (split_authors(piece) if _NAME_ALONE.match(piece) else [])
            header.append(rest.pop(0))
        else:
            break
    paragraphs, left_out = split_boilerplate(rest)
    outlet = None
    if paragraphs and (dateline := DATELINE.match(paragraphs[0])):
        outlet = dateline.group("outlet")
    outlet = outlet or outlet_named_in([*header, *left_out])
    return ParsedText(title, published, authors, outlet, paragraphs)


def _is_header(line: str) -> bool:
    if is_date_line(line) or _byline(line) or boilerplate_patterns().dropped.fullmatch(line):
        return True
    return len(line) < 60 and bool(_NAME_ALONE.match(line)) and bool(split_authors(line))
