"""Lines of a CSV file → rows. Where a quotation mark is never closed, one row is told, and none is swallowed."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.ingest.readers.csv_dialect import Dialect
from pipeline.ingest.readers.lines import Line
from pipeline.ingest.reasons import Reason

_ESCAPED_MARK = '\\"'
_MOST_READ_AGAIN = 2_000_000
# What a cell is like, for telling a row from a line of prose.
_LIKE = (
    ("number", re.compile(r"-?\d+(?:\.\d+)?")),
    ("date", re.compile(r"\d{4}-\d{2}-\d{2}.*|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}.*", re.DOTALL)),
    ("address", re.compile(r"https?://\S+")),
)
_ENCLOSED = re.compile(r'^(?:[^"]|"")*+')
NEVER_CLOSED = (
    'a quotation mark is never closed; close it, or double the marks within a text (""), or save the table again from the '
    "program it comes from"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row, or why there is none.

    Attributes
    ----------
    number : int
        Of its first line.
    stop : int
        The byte behind its last line.
    following : int
        The number of the line behind it.
    cells : list of str, optional
    problem : str, optional
        What is wrong with it.
    reason : Reason
        The kind of the problem.
    """

    number: int
    stop: int
    following: int
    cells: list[str] | None
    problem: str | None = None
    reason: Reason = Reason.BAD_RECORD


class Rows:
    """The rows of a file in their order.

    Parameters
    ----------
    lines : iterator of Line
        Those behind the names of the columns.
    dialect : Dialect
    limit : int
        Most characters of a row.
    """

    def __init__(self, lines: Iterator[Line], dialect: Dialect, limit: int) -> None:
        self.dialect = dialect
        self.limit = limit
        self._lines = lines
        self._again: deque[Line] = deque()
        self._read_again = 0

    def __iter__(self) -> Iterator[Row]:
        while (line := self._next()) is not None:
            if line.text is None:
                yield Row(line.number, line.stop, line.number + 1, None, None, Reason.TOO_LARGE)
            elif line.text.strip(" \t\r\n\0"):
                yield self._row(line, line.text)
            if self._read_again > _MOST_READ_AGAIN:
                problem = (
                    "its quotation marks do not pair in so many rows that the rest was not read; save the table again"
                )
                yield Row(line.number + 1, line.stop, line.number + 1, None, problem)
                return

    def _next(self) -> Line | None:
        return self._again.popleft() if self._again else next(self._lines, None)

    def _row(self, line: Line, text: str) -> Row:
        dialect = self.dialect
        if '"' not in text or not dialect.marks:
            cells = dialect.cells(_with_one_end(text))
            problem = None if cells is not None else "cannot be taken apart into cells; save the table again"
            return Row(line.number, line.stop, line.number + 1, cells, problem)
        for escaped in (False, True) if _ESCAPED_MARK in text else (False,):
            taken, cells = self._whole(line, text, escaped)
            wide = cells is not None and (not escaped or len(cells) == len(dialect.names))
            if cells is not None and wide and not self._swallows(taken, cells):
                return Row(line.number, taken[-1].stop, taken[-1].number + 1, cells)
            self._again.extendleft(reversed(taken[1:]))
            self._read_again += len(taken) - 1
        plain = _with_one_end(text).rstrip("\n").split(dialect.separator)
        # A tab stands in no text, so a line of as many cells as columns is a row, whatever its quotation marks.
        if dialect.separator == "\t" and len(plain) == len(dialect.names):
            return Row(line.number, line.stop, line.number + 1, plain)
        closes = text.count('"') % 2 == 0
        problem = 'its quotation marks do not pair; double the marks within a text (""), or save the table again'
        return Row(line.number, line.stop, line.number + 1, None, problem if closes else NEVER_CLOSED)

    def _whole(self, line: Line, text: str, escaped: bool) -> tuple[list[Line], list[str] | None]:
        """The lines of a row that begins with `line`, and its cells, where its quotation marks pair."""
        taken = [line]

        def further() -> Iterator[str]:
            yield _with_one_end(text)
            size = len(text)
            while (more := self._next()) is not None:
                taken.append(more)
                size += len(more.text or "")
                if more.text is None or size > self.limit:
                    return
                yield _with_one_end(more.text)

        try:
            return taken, next(self.dialect.reader(further(), escaped=escaped), None)
        except csv.Error:
            return taken, None

    def _swallows(self, taken: Sequence[Line], cells: Sequence[str]) -> bool:
        """Whether lines within a row look like rows of their own: then a mark was not closed, and another one closed it."""
        if len(taken) < 2:
            return False
        separators = len(cells) - 1
        inner = [line.text for line in taken[1:] if line.text and not line.text.isspace()]
        # Behind the mark that closes, in the last line, stand the cells of this row and none of another.
        enclosed = [*inner[:-1], *(_ENCLOSED.findall(text)[0] for text in inner[-1:])]
        like = [
            text for text, part in zip(inner, enclosed, strict=True) if part.count(self.dialect.separator) >= separators
        ]
        if not like:
            return False
        long = max(range(len(cells)), key=lambda place: len(cells[place]))
        kinds = [_kind(cell) for cell in cells]
        telling = [place for place, kind in enumerate(kinds) if place != long and kind]
        rows = [row for text in like if (row := self._as_row(text.strip(), len(cells))) is not None]
        if telling:
            return any(all(_kind(row[place]) == kinds[place] for place in telling) for row in rows)
        return len(rows) >= 2 and len(rows) == len(inner)

    def _as_row(self, text: str, width: int) -> list[str] | None:
        """The cells of a line that looks like a whole row: prose has a space behind a comma, and figures around it."""
        row = text.split(self.dialect.separator) if '"' not in text else self.dialect.cells(text)
        if width < 2 or row is None or len(row) != width:
            return None
        if self.dialect.separator == "\t":
            return row
        prose = any(right[:1] == " " or (left[-1:].isdecimal() and len(left) > 12) for left, right in pairwise(row))
        return None if prose and not self.dialect.spaces else row


def _with_one_end(text: str) -> str:
    """A line that ends in one line feed, without null bytes and lone carriage returns, which no reader of CSV takes."""
    if "\r" in text or "\0" in text:
        text = text.rstrip("\r\n").replace("\r", " ").replace("\0", "")
    return text if text.endswith("\n") else f"{text}\n"


def _kind(cell: str) -> str:
    return next((kind for kind, pattern in _LIKE if pattern.fullmatch(cell.strip())), "")
