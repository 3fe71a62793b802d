"""A plain-text article → title, date, authors, outlet and paragraphs.

The shape is the one that copying a web page or exporting from a text archive gives: a headline, then in any order
and number a date, a byline and share buttons, then paragraphs that may open with a dateline, then what the page
puts after an article. Lines may be broken at a width.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.ingest.fields.dates import is_date_line, iso_date, parted_from_date
from pipeline.ingest.text.boilerplate import outlet_named_in, split_boilerplate, tells_of_more
from pipeline.ingest.text.bylines import authors_in_line, names_alone, split_authors
from pipeline.ingest.text.datelines import dateline_outlet, read_dateline
from pipeline.ingest.text.lines import with_plain_breaks, without_marks_of_mail
from pipeline.ingest.text.wrapped_lines import Wrapping, join_lines, single_spaced, unwrapped, wrapping_of
from pipeline.languages import Language
from pipeline.layout.paragraphs import DATELINE

__all__ = ["ParsedText", "parse_plain_text", "split_authors"]

_HEADER_LINES = 8
_LONGEST_TITLE = 300
# With a paragraph directly below.
_LONGEST_HEADLINE = 120
_LONGEST_NAMES = 60
_LONGEST_HEADER = 300
# Of a sentence: not of "the U.S.", and no dots that stand for what is left out.
_FULL_STOP = re.compile(r"(?<!\.)(?<!\b[A-Z]\.[A-Z])\.[\"”’»')\]]*$")
# A title that goes on is on so many lines at most.
_TITLE_LINES = 3
# A dateline opens one of the first paragraphs: a summary may stand above it.
_DATELINE_AMONG = 3


@dataclass(frozen=True, slots=True)
class ParsedText:
    """What a plain-text article says of itself, and its paragraphs without title and boilerplate.

    `published_source` is ``text`` where the date has a line of its own and ``dateline`` where it stands in a dateline;
    `truncated` that a notice says that the text goes on for subscribers; `left_out` are the
    lines that are no part of the article.
    """

    title: str | None
    published: str | None
    authors: list[str]
    outlet: str | None
    paragraphs: list[str]
    published_source: str | None = None
    truncated: bool = False
    left_out: list[str] = field(default_factory=list)


def parse_plain_text(
    text: str, language: Language, date_order: str = "DMY", title: str | None = None, *, headed: bool = True
) -> ParsedText:
    """Take a plain-text article apart.

    Parameters
    ----------
    text : str
        The whole file.
    language : Language
        Whose dates, bylines and boilerplate are known.
    date_order : {"DMY", "MDY"}
        How all-figures dates are read.
    title : str, optional
        Where it is known already; `text` may begin with it or not.
    headed : bool, default=True
        Whether the first line is the title though it ends as a sentence does, as in a file of its own.
    """
    lines = [line.rstrip() for line in without_marks_of_mail(with_plain_breaks(text)).split("\n")]
    lines = lines[next((number for number, line in enumerate(lines) if line), len(lines)) :]
    if not lines:
        return ParsedText(title, None, [], None, [])
    if wrapping := wrapping_of(single := single_spaced(lines)):
        lines = single
    if title is None:
        title, rest = _title(lines, wrapping, language, headed)
    else:
        own = _title(lines, wrapping, language, headed)
        rest = own[1] if own[0] is not None and _alike(own[0], title) else lines
    header = _Header(language, date_order)
    rest = header.taken_from(rest)
    paragraphs, left_out = split_boilerplate(unwrapped(rest, wrapping), language)
    published, source = header.published, "text" if header.published else None
    outlet = dateline_outlet(paragraphs[0], language) if paragraphs else None
    for paragraph in paragraphs[:_DATELINE_AMONG]:
        found = read_dateline(paragraph, language, date_order, published)
        if found and found.date and not published:
            published, source = found.date, "dateline"
            outlet = outlet or found.agency
    if not published and header.beside:
        published, source = header.beside, "text"
    outlet = outlet or outlet_named_in([*header.lines, *left_out], language)
    truncated = tells_of_more(left_out, language)
    return ParsedText(title, published, header.authors, outlet, paragraphs, source, truncated, left_out)


def _alike(title: str, other: str) -> bool:
    return title.casefold().split() == other.casefold().split()


def _title(
    lines: list[str], wrapping: Wrapping | None, language: Language, headed: bool
) -> tuple[str | None, list[str]]:
    """The title in the first line, or lines where it was broken at a width, and the lines below it."""
    block = next((number for number, line in enumerate(lines) if not line), len(lines))
    last = 1
    if wrapping and block <= _TITLE_LINES:
        while last < block and _title_goes_on(lines[last - 1], lines[last], wrapping, language):
            last += 1
    elif wrapping and wrapping.begins_paragraph(lines[0], lines[1]) and not _opens_body(lines[1], language):
        # Lines that go on are a paragraph, and no title stands above it.
        paragraph = unwrapped(lines[:block], wrapping)[0]
        last = block if paragraph == join_lines(lines[:block]) else 1
        if last == block:
            return None, lines
    title = join_lines(lines[:last])
    rest = lines[last:]
    if not any(rest) or not _is_headline(title, language, headed, apart=not rest[0]):
        return None, lines
    following = next(filter(None, rest)).strip()
    if not headed and _FULL_STOP.search(title) and not _opens_body(following, language):
        return None, lines
    return title, rest


def _is_headline(line: str, language: Language, headed: bool, *, apart: bool) -> bool:
    """Whether a first line may be the title: no report opens with it.

    Where a title is looked for, it may begin as a dateline does, unless sentences or an agency tell that it is one; `apart`
    says that a blank line follows.
    """
    if len(line) > _LONGEST_TITLE:
        return False
    opened = read_dateline(line, language)
    if opened is None or not (opened.date or opened.agency):
        return True
    behind = line[opened.end :].strip()
    if not headed or opened.agency or not behind:
        return False
    return not _FULL_STOP.search(behind) and (apart or len(line) <= _LONGEST_HEADLINE)


def _title_goes_on(line: str, following: str, wrapping: Wrapping, language: Language) -> bool:
    return wrapping.goes_on(line, following) and not _opens_body(following, language)


def _opens_body(line: str, language: Language) -> bool:
    line = line.strip()
    return bool(DATELINE.match(line) or read_dateline(line, language)) or _is_header(line, language)


class _Header:
    """The lines between title and text, and what they say."""

    def __init__(self, language: Language, date_order: str) -> None:
        self.language, self.date_order = language, date_order
        self.published: str | None = None
        # Behind a name that may be that of a place or an outlet.
        self.beside: str | None = None
        self.authors: list[str] = []
        self.lines: list[str] = []

    def taken_from(self, lines: list[str]) -> list[str]:
        """The lines below the header; what is in the header is kept."""
        for number, line in enumerate(lines):
            stripped = line.strip()
            if not stripped:
                continue
            following = lines[number + 1].lstrip() if number + 1 < len(lines) else ""
            goes_on = following[:1].islower() and not _is_header(following, self.language)
            if len(self.lines) == _HEADER_LINES or len(stripped) > _LONGEST_HEADER or goes_on:
                return lines[number:]
            pieces = [piece.strip() for piece in re.split(r"\s+[|·•]\s+", stripped)]
            if not all(_is_header(p, self.language) for p in pieces):
                # Who or where stands in it, too, so the line stays.
                self._read_beside(stripped)
                return lines[number:]
            for piece in pieces:
                self._read(piece)
            self.lines.append(stripped)
        return []

    def _read_date(self, piece: str) -> tuple[str, str | None]:
        before, date = parted_from_date(piece, self.language)
        if not self.published and date:
            self.published = iso_date(date, self.language, self.date_order)
        return before, date

    def _read_beside(self, line: str) -> None:
        """The date behind who or where, in a line of the text; one behind other words is that of a picture."""
        before, date = parted_from_date(line, self.language)
        if not before or not date:
            return
        if authors_in_line(before, self.language):
            self._read_date(line)
        elif all(not word[0].islower() for word in before.split()):
            self.beside = iso_date(date, self.language, self.date_order)

    def _read(self, piece: str) -> None:
        before, date = self._read_date(piece)
        # Before a date, two names without a word of a byline may as well be the outlet.
        named = [] if date else _names(piece, self.language)
        self.authors = self.authors or authors_in_line(before, self.language) or named


def _names(line: str, language: Language) -> list[str]:
    return names_alone(line, language) if len(line) < _LONGEST_NAMES else []


def _is_header(line: str, language: Language) -> bool:
    if len(line) > _LONGEST_HEADER:
        return False
    if is_date_line(line, language) or authors_in_line(line, language) or language.boilerplate.dropped.fullmatch(line):
        return True
    return bool(_names(line, language))
