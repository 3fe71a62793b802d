"""The body of an article as the data of its page give it → paragraphs, where its markup holds no more than a part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from pipeline.ingest.pages.body import parted_as_shown
from pipeline.ingest.readers.fragments import without_markup

# Below so many letters a text is a teaser.
_LEAST = 250
# A line of so many characters is in a text by no chance.
_PROSE = 60
# What the markup holds is a part where the data have so many times as much of it; or it is glued, where they have so many
# times as many paragraphs.
_MUCH_MORE = 2
# A paragraph of which the break was lost ends where a sentence does, and the next begins without a space.
_GLUED = re.compile(r"(?<=[^\W\d_A-Z][^\W\d_A-Z])[.!?](?P<closing>[”’»)]?)(?P<either>\"?)(?=[\"“‘«]?[^\W\d_a-z])")
_FEWEST_GLUED = 2
_SENTENCE_END = re.compile(r"[.!?…:][\"”’»')\]]*$")
_NO_LETTER = re.compile(r"[\W_]+")


def lines_of_data(bodies: Sequence[str], found: Sequence[str], tree: HtmlElement) -> list[str] | None:
    """The paragraphs of the article by the data of its page, or ``None`` where its markup holds it as well.

    Parameters
    ----------
    bodies : sequence of str
        What the data call the text of the article, in order of trust.
    found : sequence of str
        The lines of the article by the markup; also where there are none of it, and they are the data in one.
    tree : HtmlElement
        The page, which may show where paragraphs end.
    """
    whole = sum(map(len, found))
    there: str | None = None
    for body in bodies:
        # Most markup holds it as well, which needs no closer look.
        if len(body) < _MUCH_MORE * whole and _breaks(body) < _MUCH_MORE * len(found) and len(found) > 1:
            continue
        lines = [part for line in _lines(body) for part in parted_as_shown(line, tree)]
        here = _letters(lines)
        if there is None:
            there = _letters([without_markup("\n".join(found))])
        if here in there and len(found) * _MUCH_MORE <= len(lines):
            return lines
        is_part = len(there) < _LEAST or any(
            len(line) >= _PROSE and _letters([line])[:_PROSE] in here for line in found
        )
        if is_part and len(here) >= max(_LEAST, _MUCH_MORE * len(there)):
            return lines
    return None


def _breaks(body: str) -> int:
    """No fewer than it has."""
    return body.count("\n") + body.count("<") + body.count("&")


def _lines(body: str) -> list[str]:
    """The paragraphs of a text as they are parted in it: by markup, by line breaks, or by nothing but a missing space."""
    text = without_markup(body)
    lines: list[str] = []
    for piece in text.splitlines():
        line = " ".join(piece.split())
        # A break in mid-sentence is one of the width.
        if lines and line[:1].islower() and lines[-1] and not _SENTENCE_END.search(lines[-1]):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    lines = [line for line in lines if line]
    return list(_unglued(lines[0])) if len(lines) == 1 else lines


def _unglued(line: str) -> Iterator[str]:
    ends: list[int] = []
    for end in _GLUED.finditer(line):
        # A straight quotation mark closes what was opened before.
        closes = end["either"] and line.count('"', ends[-1] if ends else 0, end.start("either")) % 2
        ends.append(end.end() if closes else end.start("either"))
    starts = [0, *ends] if len(ends) >= _FEWEST_GLUED else [0]
    yield from (line[start:stop].strip() for start, stop in zip(starts, [*starts[1:], len(line)], strict=True))


def _letters(lines: Sequence[str]) -> str:
    return _NO_LETTER.sub("", "".join(lines)).casefold()
