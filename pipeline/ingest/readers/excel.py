"""Workbooks of Excel and LibreOffice: one article a row, of every sheet that has a column of texts."""

from __future__ import annotations

import datetime
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO

from pipeline.config import IngestConfig
from pipeline.ingest.documents import Document
from pipeline.ingest.fields.column_problems import column_problem
from pipeline.ingest.fields.columns import columns_of
from pipeline.ingest.fields.dates import sheet_date
from pipeline.ingest.fields.header_row import FIRST_ROWS, header_among
from pipeline.ingest.readers.csv_dialect import distinct_names
from pipeline.ingest.readers.records import record_document
from pipeline.ingest.reasons import Reason
from pipeline.ingest.sources.opening import Opened
from pipeline.ingest.sources.source import Piece
from pipeline.records import Reject

# A workbook is held whole: not more than so many times the largest text.
_WORKBOOK = 25
_CELLS = 30_000_000
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_CELL = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_LONGEST_PLACE = 16
_CHUNK = 1 << 20
_PASSED_ON = (KeyboardInterrupt, SystemExit, MemoryError, GeneratorExit)


_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    row: int
    names: tuple[str, ...]
    rows: Sequence[Sequence[Any]]


def read(opened: Opened, piece: Piece, config: IngestConfig) -> Iterator[Document | Reject]:
    """The articles of the rows of all sheets; in each, the first row that is not blank names the columns.

    Parameters
    ----------
    opened : Opened
    piece : Piece
        Always the whole file.
    config : IngestConfig
    """
    stream = opened.seekable()
    if problem := _too_large(stream, config):
        yield Reject(opened.name, None, problem, Reason.TOO_LARGE)
        return
    sheets: list[_Sheet] = []
    try:
        sheets.extend(_sheets(stream, config))
    except _PASSED_ON:
        raise
    # The library gives up on a broken file with errors of many kinds, one of which is no Exception.
    except BaseException as error:
        reason = (
            f"cannot be read as a workbook ({' '.join(str(error).split())[:300]}); save it again as .xlsx, or as CSV"
        )
        yield Reject(opened.name, None, reason, Reason.NOT_READABLE)
        return
    if not sheets:
        yield Reject(opened.name, None, "no sheet of the workbook has a row", Reason.EMPTY)
    first = True
    for sheet in sheets:
        if problem := column_problem(sheet.names, config):
            yield Reject(opened.name, f"sheet '{sheet.name}' row {sheet.row}", problem, Reason.NO_TEXT)
            continue
        yield from _documents(sheet, opened.name, config, "" if first else f"{sheet.name}!")
        first = False


def _documents(sheet: _Sheet, name: str, config: IngestConfig, prefix: str) -> Iterator[Document | Reject]:
    dates = set(columns_of(sheet.names, config).fields["published"])
    found = False
    for number, cells in enumerate(sheet.rows, start=sheet.row + 1):
        if all(cell is None or cell == "" for cell in cells):
            continue
        found = True
        record = {
            column: _date(cell) if column in dates else _plain(cell)
            for column, cell in zip(sheet.names, cells, strict=False)
        }
        yield record_document(record, name, f"sheet '{sheet.name}' row {number}", config, f"{prefix}{number}")
    if not found:
        reason = "the sheet has no rows, only the names of its columns"
        yield Reject(name, f"sheet '{sheet.name}' row {sheet.row}", reason, Reason.EMPTY)


def _sheets(stream: BinaryIO, config: IngestConfig) -> Iterator[_Sheet]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    book = CalamineWorkbook.from_filelike(stream)
    for told in book.sheets_metadata:
        if told.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(told.name)
        rows = sheet.to_python(skip_empty_area=True)
        _fill_merged(rows, getattr(sheet, "merged_cell_ranges", None) or (), sheet.start or (0, 0))
        # Blank rows above the first cell are left out by the library.
        above = sheet.start[0] if sheet.start else 0
        written = (place for place, row in enumerate(rows) if any(cell not in ("", None) for cell in row))
        filled = list(islice(written, FIRST_ROWS))
        if filled:
            header = filled[header_among([[str(_plain(cell)) for cell in rows[place]] for place in filled], config)]
            names = distinct_names([str(_plain(cell)) for cell in rows[header]])
            yield _Sheet(told.name, above + header + 1, names, rows[header + 1 :])


def _fill_merged(rows: list[list[Any]], merged: Iterable[tuple[_Place, _Place]], start: _Place) -> None:
    """Give what stands in cells that are merged down a column to each of their rows that holds anything."""
    for (first, column), (last, _) in merged:
        top, place = first - start[0], column - start[1]
        if top < 0 or not 0 <= place < len(rows[0] if rows else []):
            continue
        for row in rows[top + 1 : last - start[0] + 1]:
            if row[place] in ("", None) and any(cell not in ("", None) for cell in row):
                row[place] = rows[top][place]


def _too_large(stream: BinaryIO, config: IngestConfig) -> str | None:
    """Why a workbook is not opened: its parts say how large they are when unpacked, and its cells where they stand."""
    limit = _WORKBOOK * config.max_megabytes * 1_000_000
    size = stream.seek(0, 2)
    stream.seek(0)
    unpacked, cells = size, 0
    if zipfile.is_zipfile(stream):
        try:
            with zipfile.ZipFile(stream) as parts:
                unpacked = sum(part.file_size for part in parts.infolist())
                if unpacked <= limit:
                    cells = max((_area(parts, name) for name in parts.namelist() if _SHEET.fullmatch(name)), default=0)
        # A broken one is told when it is opened.
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
            pass
    stream.seek(0)
    if unpacked > limit or unpacked > max(size * config.max_expansion, config.max_megabytes * 1_000_000):
        return f"the workbook has {unpacked / 1e6:.0f} MB unpacked, too much for one; save its sheets as CSV"
    if cells > _CELLS:
        return (
            f"a sheet of the workbook spans {cells / 1e6:.0f} million cells, too many; delete what stands far below or far "
            "to the right, or save the sheet as CSV"
        )
    return None


def _area(parts: zipfile.ZipFile, name: str) -> int:
    """How many cells there are between the first and the last of a sheet, which is what a library makes room for."""
    row, column, behind = 0, (0, b""), b""
    with parts.open(name) as sheet:
        while chunk := sheet.read(_CHUNK):
            for letters, digits in _CELL.findall(behind + chunk):
                row = max(row, int(digits))
                column = max(column, (len(letters), letters))
            behind = chunk[-_LONGEST_PLACE:]
    columns = 0
    for letter in column[1]:
        columns = columns * 26 + letter - ord("A") + 1
    return row * columns


def _plain(cell: Any) -> Any:
    """A whole number without its fraction, a date without the time of midnight."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, datetime.timedelta):
        return str(cell)
    return cell


def _date(cell: Any) -> Any:
    """A date that is formatted as a number is its serial number."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return sheet_date(cell) or _plain(cell)
    return cell
