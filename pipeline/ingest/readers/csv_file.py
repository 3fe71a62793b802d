"""CSV, TSV and their like: one article a row, of any separator and encoding, as Excel, pandas, R and archives write them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import dropwhile

from pipeline.config import IngestConfig
from pipeline.ingest.documents import Document
from pipeline.ingest.fields.column_problems import column_problem
from pipeline.ingest.readers.beginning import first_lines
from pipeline.ingest.readers.csv_dialect import Dialect, dialect_of, exchanged
from pipeline.ingest.readers.csv_rows import Row, Rows
from pipeline.ingest.readers.lines import Line, lines
from pipeline.ingest.readers.records import record_document, too_large
from pipeline.ingest.reasons import Reason
from pipeline.ingest.sources.opening import Opened
from pipeline.ingest.sources.source import Piece, Source
from pipeline.records import Reject

_HEAD_LINES = 200
_HEAD_BYTES = 1 << 20
_LONGEST_FIELD = 2**31 - 1
_SHOWN = 3


def read(opened: Opened, piece: Piece, config: IngestConfig) -> Iterator[Document | Reject]:
    """The articles of the rows in a piece, which may be the whole file; the first line that is not blank names the columns.

    Parameters
    ----------
    opened : Opened
    piece : Piece
        In bytes.
    config : IngestConfig
    """
    csv.field_size_limit(_LONGEST_FIELD)
    limit = config.max_megabytes * 1_000_000
    dialect = _dialect(opened, limit, config)
    is_first = piece.start == 0
    if dialect is None or (problem := column_problem(dialect.names, config)):
        if is_first:
            told = "the table has no row with the names of its columns" if dialect is None else str(problem)
            code = Reason.EMPTY if dialect is None else Reason.NO_TEXT
            yield Reject(opened.name, None if dialect is None else f"line {dialect.header}", told, code)
        return
    found = False
    for row in Rows(_behind_names(lines(opened, piece, limit), dialect), dialect, limit):
        if record := _document(row, dialect, opened.name, config):
            found = True
            yield record
    if not found and is_first and piece.stop is None:
        reason = f"the table has no rows, only the names of its columns ({', '.join(dialect.names[:_SHOWN])} …)"
        yield Reject(opened.name, f"line {dialect.header}", reason, Reason.EMPTY)


def cut(opened: Opened, source: Source, size: int) -> Iterator[Piece]:
    """Pieces of about `size` bytes that end with a row.

    Parameters
    ----------
    opened : Opened
    source : Source
    size : int
    """
    csv.field_size_limit(_LONGEST_FIELD)
    limit = opened.bounds.always
    # Rows end in the same places whichever of the first lines names the columns.
    dialect = _dialect(opened, limit)
    start, first = 0, 1
    if dialect is not None:
        for row in Rows(_behind_names(lines(opened, Piece(source), limit), dialect), dialect, limit):
            if row.stop - start >= size:
                yield Piece(source, start, row.stop, first)
                start, first = row.stop, row.following
    yield Piece(source, start, None, first)


def _dialect(opened: Opened, limit: int, config: IngestConfig | None = None) -> Dialect | None:
    return dialect_of(list(first_lines(opened, limit, _HEAD_LINES, _HEAD_BYTES)), config)


def _behind_names(every: Iterator[Line], dialect: Dialect) -> Iterator[Line]:
    rows = dropwhile(lambda line: line.number <= dialect.header, every)
    return map(_exchanged, rows) if dialect.apostrophes else rows


def _exchanged(line: Line) -> Line:
    return Line(line.number, line.start, line.stop, line.text and exchanged(line.text))


def _document(row: Row, dialect: Dialect, name: str, config: IngestConfig) -> Document | Reject | None:
    location = f"line {row.number}"
    if row.reason is Reason.TOO_LARGE:
        return too_large(name, location, config)
    if row.cells is None:
        return Reject(name, location, row.problem or "", row.reason)
    if not any(cell.strip() for cell in row.cells):
        return None
    cells = [exchanged(cell) for cell in row.cells] if dialect.apostrophes else row.cells
    width = len(dialect.names)
    if any(cell.strip() for cell in cells[width:]):
        reason = (
            f"the row has {len(cells)} cells, and there are names for {width} columns; enclose texts that hold "
            f"'{dialect.separator}' in quotation marks, or save the table again"
        )
        return Reject(name, location, reason, Reason.BAD_RECORD)
    return record_document(dict(zip(dialect.names, cells, strict=False)), name, location, config)
