"""Tables of articles as input: cut by their content, so that a row that is added changes only the portion that it is in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.errors import PipelineError
from pipeline.ingest.sources.source import Piece, Source
from pipeline.records import Score, Statement, arrow_schema
from pipeline.scoring.cautions import told
from pipeline.scoring.selection import Selection
from pipeline.scoring.shards import Kind
from pipeline.scoring.table_rows import RECORDS, Unreadable, cells_of

Numbers = np.ndarray[Any, np.dtype[np.uint64]]

# A portion ends behind a row of which the number divides by this, so it has about so many rows; and at the latest at the most.
_ABOUT, _MOST = 32, 128
_PRIME = np.uint64(0x100000001B3)
# Their cells become objects of Python at a time.
_HASHED_ROWS = 1024
_EXAMPLES = "examples.parquet"


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a table that are one portion, and what changes with any of their cells: eight bytes a row."""

    piece: Piece
    content: bytes


def kind_of_table(place: str) -> Kind | None:
    """Whether a Parquet file is a table of articles, or one of examples; ``None`` where it is neither."""
    path = Path(place)
    if path.suffix != ".parquet" or not path.is_file():
        return None
    return next((kind for kind, record in RECORDS.items() if _is_table_of(record, path)), None)


def table_to_judge(place: str) -> tuple[str, Kind] | None:
    """The table that is judged where a path is named, and what it holds; ``None`` where the path is no such table.

    Of a table of statements, the examples are judged that `stance extract` wrote beside it.

    Raises
    ------
    PipelineError
        If there are no examples beside a table of statements, or the path is a table of scores.
    """
    if Path(f"{place.rstrip('/')}.manifest.jsonl").is_file() or _is_scores(Path(place)):
        raise PipelineError(
            f"{place}: holds scores that `stance score` wrote. Name the articles that they were made of."
        )
    if kind := kind_of_table(place):
        return place, kind
    path = Path(place)
    if path.suffix != ".parquet" or not path.is_file() or not _is_table_of(Statement, path):
        return None
    beside = path.with_name(_EXAMPLES)
    if kind_of_table(str(beside)) is not Kind.EXAMPLES:
        raise PipelineError(
            f"{place}: holds statements without the targets that they are about, and there is no {beside} beside it. "
            "Make both with `stance extract`, or name the table of articles."
        )
    return str(beside), Kind.EXAMPLES


def _is_scores(path: Path) -> bool:
    return path.suffix == ".parquet" and path.is_file() and _is_table_of(Score, path)


def _is_table_of(record: type, path: Path) -> bool:
    try:
        return _needed(record) <= set(pq.read_schema(path).names)
    except (pa.ArrowException, OSError):
        return False


def _needed(record: type) -> set[str]:
    from dataclasses import MISSING, fields

    return {field.name for field in fields(record) if field.default is MISSING}


def number_of_rows(place: str) -> int:
    """How many rows a Parquet table has, from its footer alone."""
    return int(pq.read_metadata(place).num_rows)


def rows_of_table(source: Source, kind: Kind, selection: Selection) -> Iterator[Rows]:
    """The portions of a table that hold a row that is asked for.

    Parameters
    ----------
    source : Source
    kind : Kind
        Of the table.
    selection : Selection
        Of articles; of row groups that hold none that is wanted, nothing else is read.

    Raises
    ------
    PipelineError
        If a row group cannot be read, since the file is damaged.
    """
    with pq.ParquetFile(source.place) as file:
        names = [name for name in arrow_schema(RECORDS[kind]).names if name in file.schema_arrow.names]
        asked = [name for name in selection.columns if name in file.schema_arrow.names]
        if kind is Kind.EXAMPLES and (lacking := [name for name in selection.columns if name not in asked]):
            raise PipelineError(
                f"{source.name}: a table of examples has no column {lacking[0]}, which --where or --since asks for. Score the "
                "table of articles."
            )
        first, hashes, wanted = 0, np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=bool)
        for group in range(file.num_row_groups):
            here = _wanted(source.name, file, group, asked, selection)
            # Of a group without a wanted row only the number of its rows counts; portions end where it begins and ends.
            new = (
                _hashes(_row_group(source.name, file, group, names))
                if here.any()
                else np.zeros(len(here), dtype=np.uint64)
            )
            hashes, wanted = np.concatenate([hashes, new]), np.concatenate([wanted, here])
            last = group == file.num_row_groups - 1
            for size in _sizes(hashes, last):
                if wanted[:size].any():
                    yield Rows(Piece(source, first, first + size, first + 1), hashes[:size].tobytes())
                first, hashes, wanted = first + size, hashes[size:], wanted[size:]


def _wanted(
    place: str, file: pq.ParquetFile, group: int, asked: Sequence[str], selection: Selection
) -> np.ndarray[Any, Any]:
    number = file.metadata.row_group(group).num_rows
    if selection.everything:
        return np.ones(number, dtype=bool)
    if not asked:
        return np.full(number, selection.met_by({}), dtype=bool)
    # A row that cannot be read is told of where it is read.
    rows = cells_of(_row_group(place, file, group, asked))
    return np.array([isinstance(row, Unreadable) or selection.met_by(row) for row in rows], dtype=bool)


def _row_group(place: str, file: pq.ParquetFile, group: int, names: Sequence[str]) -> pa.Table:
    try:
        return file.read_row_group(group, names)
    except (pa.ArrowException, OSError) as error:
        first = sum(file.metadata.row_group(before).num_rows for before in range(group)) + 1
        last = first + file.metadata.row_group(group).num_rows - 1
        raise PipelineError(
            f"{place}: rows {first} to {last} cannot be read ({told(error)}). The file is damaged: write or copy it anew."
        ) from error


def _sizes(hashes: Numbers, last: bool) -> list[int]:
    """The sizes of the portions that are complete among rows that wait."""
    ends = np.flatnonzero(hashes % np.uint64(_ABOUT) == 0) + 1
    sizes, begin = [], 0
    for end in [*ends.tolist(), *([len(hashes)] if last else [])]:
        while end - begin > _MOST:
            sizes.append(_MOST)
            begin += _MOST
        if end > begin:
            sizes.append(end - begin)
            begin = end
    while len(hashes) - begin >= _MOST:
        sizes.append(_MOST)
        begin += _MOST
    return sizes


def _hashes(table: pa.Table) -> Numbers:
    """A number for each row that changes with any of its cells."""
    parts = [_hashes_at_once(table.slice(start, _HASHED_ROWS)) for start in range(0, len(table), _HASHED_ROWS)]
    return np.concatenate([np.zeros(0, dtype=np.uint64), *parts])


def _hashes_at_once(table: pa.Table) -> Numbers:
    total = np.full(len(table), 0xCBF29CE484222325, dtype=np.uint64)
    for name in table.column_names:
        # Bytes have the number of the text that they stand for, also where they stand for none.
        cells = pc.cast(_as_text(table.column(name)), pa.binary()).to_numpy(zero_copy_only=False).astype(object)
        total = total * _PRIME ^ pd.util.hash_array(cells, categorize=False)
    return total


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_nested(column.type):
        of_texts = _is_list(column.type) and _is_text(column.type.value_type)
        if not of_texts:
            return pa.chunked_array([pa.array([_told(cell) for cell in column], pa.string())])
        column = pc.binary_join(pc.cast(column, pa.list_(pa.string())), "\x1f")
    return pc.fill_null(pc.cast(column, pa.string()), "\x00")


def _is_list(kind: pa.DataType) -> bool:
    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind))


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _told(cell: pa.Scalar) -> str:
    try:
        return repr(cell.as_py())
    except UnicodeDecodeError:
        columns = [pc.cast(_as_text(column), pa.binary()) for column in cell.values.flatten()]
        return repr([column.to_pylist() for column in columns])
