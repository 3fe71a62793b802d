"""A plain-text article → title, date, authors, outlet and paragraphs.

The shape is the one that copying a web page or exporting from a text archive gives: a headline, then in any order
and number a date, a byline and share buttons, then paragraphs that may open with a dateline, then what the page
puts after an article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.ingest.text.boilerplate import outlet_named_in, split_boilerplate
from pipeline.ingest.fields.dates import is_date_line, iso_date
from pipeline.languages import Language
from pipeline.languages.lexicon import any_of
from pipeline.layout.names import CAPITALISED
from pipeline.layout.paragraphs import DATELINE

_HEADER_LINES = 8
_HANDLE = r"@\w{2,30}"


@dataclass(frozen=True, slots=True)
class ParsedText:
    """What a plain-text article says of itself, and its paragraphs without title and boilerplate."""

    title: str | None
    published: str | None
    authors: list[str]
    outlet: str | None
    paragraphs: list[str]


class _Bylines:
    """How names stand in a byline, by the words of a language."""

    def __init__(self, language: Language) -> None:
        self.joining = any_of(language.layout.byline_joining)
        self.name = rf"{CAPITALISED}(?:\s+(?:(?:{any_of(language.layout.name_particles)})\s+)*{CAPITALISED}){{1,4}}"
        self.with_handle = re.compile(rf"^(?P<name>{self.name})(?:\s*[|(,–-]?\s*{_HANDLE}\)?)+\s*$")
        self.alone = re.compile(rf"^{self.name}(?:\s*(?:,|{self.joining}|&)\s*{self.name})*$")


@cache
def _bylines(language: Language) -> _Bylines:
    return _Bylines(language)


def split_authors(byline: str, language: Language) -> list[str]:
    """The names in a byline, without handles, addresses and roles after a comma.

    Examples
    --------
    >>> from pipeline.languages import language
    >>> split_authors("Jane Doe @JaneDoeX and Ann O'Neil", language("en"))
    ['Jane Doe', "Ann O'Neil"]
    """
    patterns = _bylines(language)
    cleaned = re.sub(rf"{_HANDLE}|\S+@\S+|\([^)]*\)", " ", byline)
    parts = re.split(rf"\s*(?:,|;|&|\b(?:{patterns.joining})\b|\||·|•)\s*", cleaned)
    names = [re.sub(r"\s+", " ", part).strip(" -–—") for part in parts]
    return [name for name in names if re.fullmatch(patterns.name, name)]


def _byline(line: str, language: Language) -> list[str]:
    prefix = language.boilerplate.byline_prefix.match(line)
    if prefix and len(line) < 120:
        return split_authors(line[prefix.end() :], language)
    named = _bylines(language).with_handle.match(line)
    return split_authors(named.group("name"), language) if named else []


def parse_plain_text(text: str, language: Language, date_order: str = "DMY") -> ParsedText:
    """Take a plain-text article apart.

    Parameters
    ----------
    text : str
        The whole file.
    language : Language
        Whose dates, bylines and boilerplate are known.
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
        if all(_is_header(piece, language) for piece in pieces):
            for piece in pieces:
                is_date = is_date_line(piece, language)
                published = published or (iso_date(piece, language, date_order) if is_date else None)
                authors = authors or _byline(piece, language) or _names_alone(piece, language)
            header.append(rest.pop(0))
        else:
            break
    paragraphs, left_out = split_boilerplate(rest, language)
    outlet = None
    if paragraphs and (dateline := DATELINE.match(paragraphs[0])):
        outlet = dateline.group("outlet")
    outlet = outlet or outlet_named_in([*header, *left_out], language)
    return ParsedText(title, published, authors, outlet, paragraphs)


def _names_alone(line: str, language: Language) -> list[str]:
    return split_authors(line, language) if _bylines(language).alone.match(line) else []


def _is_header(line: str, language: Language) -> bool:
    if is_date_line(line, language) or _byline(line, language) or language.boilerplate.dropped.fullmatch(line):
        return True
    return len(line) < 60 and bool(_names_alone(line, language))
