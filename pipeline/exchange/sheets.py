"""Sheets: CSV of any separator, TSV and Excel, one label a row; every value is a text, so that none is rounded or started."""

from __future__ import annotations

import csv
import datetime
import io
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError
from pipeline.exchange.cells import guarded, unguarded
from pipeline.exchange.rows import Row, Rows
from pipeline.io import atomic_path
from pipeline.io.decoding import csv_separator, decode
from pipeline.records import Label, Reject

_COLUMNS = tuple(field.name for field in fields(Label))
_LONGEST_CELL = 32_767
_MOST_ROWS = 1_048_575
# What a workbook's XML cannot hold or changes on the way, what it takes for an escape of its own, and what looks like one of ours.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)|\\\\(?=u[0-9a-f]{4})")
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")
_ALWAYS_SAME = datetime.datetime(2000, 1, 1)


def read_csv(path: Path) -> Rows:
    """The rows of a CSV or TSV file, whose first row names the columns.

    Raises
    ------
    PipelineError
        If it is no text.
    """
    data = path.read_bytes()
    try:
        text: str | None = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = decode(data)
    if text is None:
        raise PipelineError(
            f"{path}: is binary or in an unknown encoding. Save the sheet as CSV in UTF-8, or as .xlsx."
        )
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    separator = "\t" if path.suffix.lower() == ".tsv" else csv_separator(text.partition("\n")[0])
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    cells: list[list[Any]] = []
    broken: list[Reject] = []
    try:
        cells.extend(lines)
    except csv.Error as error:
        broken = [Reject(path.as_posix(), f"line {lines.line_num}", f"not readable as CSV from here on ({error})")]
    rows = _rows(path, "CSV sheet", cells)
    rows.rejects.extend(broken)
    return rows


def read_workbook(path: Path) -> Rows:
    """The rows of the first sheet of an Excel workbook that holds any; its first row names the columns.

    Raises
    ------
    PipelineError
        If it is no workbook.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(path))
        sheets = (book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names)
        cells = next((sheet for sheet in sheets if sheet), [])
    except (CalamineError, OSError, ValueError) as error:
        raise PipelineError(
            f"{path}: cannot be read as an Excel workbook ({error}). Save it again as .xlsx."
        ) from error
    return _rows(path, "Excel sheet", [[_plain(cell) for cell in row] for row in cells], escaped=True)


def _plain(cell: Any) -> Any:
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell


def _rows(path: Path, name: str, cells: Sequence[Sequence[Any]], *, escaped: bool = False) -> Rows:
    header = [str(cell).strip() for cell in cells[0]] if cells else []
    ours = set(_COLUMNS) <= set(header)
    rows: list[Row] = []
    rejects: list[Reject] = []
    for number, values in enumerate(cells[1:], start=2):
        if all(cell is None or cell == "" for cell in values):
            continue
        where = f"row {number}"
        if len(values) > len(header) and any(cell not in (None, "") for cell in values[len(header) :]):
            reason = f"has {len(values)} cells, and the first row names {len(header)} columns"
            rejects.append(Reject(path.as_posix(), where, reason))
            continue
        named = zip(header, values, strict=False)
        rows.append(Row(where, {column: _value(cell, ours, escaped) for column, cell in named if column}))
    return Rows(name, rows, rejects)


def _value(cell: Any, ours: bool, escaped: bool) -> Any:
    if isinstance(cell, str):
        cell = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), cell) if escaped and ours else cell
        return unguarded(cell, ours=ours) if cell else None
    return cell


def write_csv(path: Path, labels: Iterable[Label]) -> None:
    """Write labels as a CSV file that Excel opens as UTF-8 and in which nothing is a formula."""
    with (
        atomic_path(path) as temporary,
        temporary.open("w", encoding="utf-8-sig", newline="", errors="replace") as file,
    ):
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow(_COLUMNS)
        writer.writerows(_cells(label) for label in labels)


def write_workbook(path: Path, labels: Iterable[Label]) -> None:
    """Write labels as an Excel workbook, every cell as text.

    Raises
    ------
    PipelineError
        If a text or the sheet is longer than Excel allows.
    """
    import xlsxwriter

    with atomic_path(path) as temporary:
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        book = xlsxwriter.Workbook(str(temporary), options)
        book.set_properties({"created": _ALWAYS_SAME})
        sheet = book.add_worksheet("labels")
        sheet.freeze_panes(1, 0)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        sheet.write_row(0, 0, _COLUMNS)
        for number, label in enumerate(labels, start=1):
            _write_row(sheet, path, number, label)
        book.close()


def _write_row(sheet: Any, path: Path, number: int, label: Label) -> None:
    if number > _MOST_ROWS:
        raise PipelineError(
            f"{path}: a sheet holds {_MOST_ROWS:,} labels at most. Write a CSV file, which may be longer."
        )
    for column, cell in enumerate(_cells(label)):
        escaped = _NOT_IN_XML.sub(_as_escape, cell)
        if len(escaped) > _LONGEST_CELL:
            raise PipelineError(
                f"{path}: the {_COLUMNS[column]} of label {number} is longer than the {_LONGEST_CELL:,} characters of a cell. "
                "Write a CSV file, which has no such limit."
            )
        if cell:
            sheet.write_string(number, column, escaped)


def _as_escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _cells(label: Label) -> Iterator[str]:
    for name in _COLUMNS:
        value = getattr(label, name)
        if value is None:
            yield ""
        elif isinstance(value, bool):
            yield str(value).lower()
        elif isinstance(value, tuple):
            yield ";".join(map(str, value))
        else:
            yield guarded(value) if isinstance(value, str) else repr(value)
