"""How a CSV file writes its rows: separator, quotation marks, the line of the names, told from how it begins."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.config import IngestConfig
from pipeline.ingest.fields.header_row import FIRST_ROWS, header_among
from pipeline.io.decoding import csv_separator

_SEPARATOR_LINE = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_BAR = "|"
_RARE = "^~§¦\x1f\x01"
_UNNAMED = "Unnamed: {}"
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
# All names of the columns enclosed in apostrophes.
_IN_APOSTROPHES = re.compile(r"'[^'\"]*'(?P<separator>[^\w\s'\"]|\t)'[^'\"]*'(?:(?P=separator)'[^'\"]*')*\s*")
_OTHER_MARK = str.maketrans("'\"", "\"'")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the rows of one file are written.

    Attributes
    ----------
    separator : str
    marks : bool
        Whether quotation marks enclose cells; in a plain table they are characters as any other.
    spaces : bool
        Whether a space follows each separator.
    names : tuple of str
        Of the columns, all different.
    header : int
        The number of the line that names them; what is before is no row.
    apostrophes : bool, default=False
        Whether apostrophes enclose cells. `cells` and `reader` then take lines with both marks exchanged, see `exchanged`.
    """

    separator: str
    marks: bool
    spaces: bool
    names: tuple[str, ...]
    header: int
    apostrophes: bool = False

    def cells(self, text: str) -> list[str] | None:
        """The cells of one line that is a whole row; ``None`` where its quotation marks do not pair."""
        try:
            return next(self.reader([text]), [])
        except csv.Error:
            return None

    def reader(self, lines: Iterable[str], *, escaped: bool = False) -> Iterator[list[str]]:
        """The rows of `lines`, which are read one by one, only as far as they are needed.

        Parameters
        ----------
        lines : iterable of str
        escaped : bool, default=False
            A quotation mark within a cell has a backslash before it, instead of being doubled.
        """
        return csv.reader(
            lines,
            delimiter=self.separator,
            quoting=csv.QUOTE_MINIMAL if self.marks else csv.QUOTE_NONE,
            escapechar="\\" if escaped else None,
            doublequote=not escaped,
            skipinitialspace=self.spaces,
            strict=True,
        )


def dialect_of(head: Sequence[str], config: IngestConfig | None = None) -> Dialect | None:
    """The dialect of a file that begins with these lines; ``None`` where they are all blank.

    Parameters
    ----------
    head : sequence of str
    config : IngestConfig, optional
        Whose `columns` tell the line of the names, too.
    """
    filled = [place for place, line in enumerate(head) if line.strip("\ufeff \t\r\n")]
    if not filled:
        return None
    place = filled[0]
    first = head[place].lstrip("\ufeff")
    if _IN_APOSTROPHES.fullmatch(first):
        found = dialect_of([exchanged(line) for line in head], config)
        return replace(found, apostrophes=True) if found else None
    separator = None
    if (said := _SEPARATOR_LINE.fullmatch(first)) and len(filled) > 1:
        separator, place = said[1], filled[1]
        first = head[place]
    if separator is None:
        filled = filled[:FIRST_ROWS]
        place = filled[header_among([_loosely_taken_apart(head[line]) for line in filled], config)]
        first = head[place].lstrip("\ufeff")
    separator = separator or _separator(first)
    rows = head[place + 1 :]
    spaces = first.count(separator) > 0 and first.count(separator) == first.count(f"{separator} ") and separator != "\t"
    marks = separator != "\t" or not _is_plain(first, rows, separator)
    bare = Dialect(separator, marks, spaces, (), place + 1)
    names = bare.cells(first.strip("\r\n")) or first.strip("\r\n").split(separator)
    if _has_row_names(bare, first, len(names), rows):
        names = ["", *names]
    return Dialect(separator, marks, spaces, distinct_names(names), place + 1)


def exchanged(text: str) -> str:
    """A text with a quotation mark for each apostrophe, and an apostrophe for each quotation mark."""
    return text.translate(_OTHER_MARK)


def _separator(first: str) -> str:
    told = csv_separator(_QUOTED.sub("", first))
    told = _BAR if first.count(_BAR) > first.count(told) else told
    # Signs that somebody chose since they stand in no text.
    return told if told in first else max(_RARE, key=first.count) if any(sign in first for sign in _RARE) else told


def _loosely_taken_apart(line: str) -> list[str]:
    plain = line.strip("\ufeff\r\n")
    return [cell.strip(' "') for cell in plain.split(_separator(plain))]


def _is_plain(first: str, rows: Sequence[str], separator: str) -> bool:
    """Whether every line is a row as it stands, and a cell begins with a quotation mark that does not enclose it."""
    width = first.count(separator)
    lines = [row.rstrip("\r\n") for row in rows if row.strip()]
    if any(line.count(separator) != width for line in lines):
        return False
    cells = (cell for line in lines for cell in line.split(separator) if cell.startswith('"'))
    return any(not _QUOTED.fullmatch(cell) for cell in cells)


def _has_row_names(dialect: Dialect, first: str, width: int, rows: Sequence[str]) -> bool:
    """Whether the rows are numbered in a column without a name, as R writes them: one cell more than there are names."""
    told: list[list[str]] = []
    reader = dialect.reader(rows)
    while True:
        try:
            told.append(next(reader))
        except (csv.Error, StopIteration):
            break
    told = [cells for cells in told if cells]
    if not told or any(len(cells) != width + 1 for cells in told):
        return False
    numbers = [cells[0].strip() for cells in told]
    counted = [str(number) for number in range(1, len(told) + 1)]
    # Of a single row, an unquoted comma might be the reason; R encloses all names in quotation marks.
    return numbers == counted and (len(told) > 1 or first.count('"') == 2 * width)


def distinct_names(names: Sequence[str]) -> tuple[str, ...]:
    """Names of which the second of two has a number behind it, and one that is empty that of its column, as in pandas."""
    taken: set[str] = set()
    told: list[str] = []
    for column, written in enumerate(names):
        name = base = written.replace("\ufeff", "").strip() or _UNNAMED.format(column)
        copy = 0
        while name in taken:
            copy += 1
            name = f"{base}.{copy}"
        taken.add(name)
        told.append(name)
    return tuple(told)
