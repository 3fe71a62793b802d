"""Tables of articles as input: cut by their content, so that a row that is added changes only the portion that it is in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.errors import PipelineError
from pipeline.ingest.sources.source import Piece, Source
from pipeline.records import Article, Example, Score, Statement, arrow_schema
from pipeline.scoring.selection import Selection
from pipeline.scoring.shards import Kind

Numbers = np.ndarray[Any, np.dtype[np.uint64]]
Record = TypeVar("Record")

# A portion ends behind a row of which the number divides by this, so it has about so many rows; and at the latest at the most.
_ABOUT, _MOST = 32, 128
_BATCH_ROWS = 256
_PRIME = np.uint64(0x100000001B3)
_EXAMPLES = "examples.parquet"
_RECORDS: dict[Kind, type] = {Kind.ARTICLES: Article, Kind.EXAMPLES: Example}


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
    return next((kind for kind, record in _RECORDS.items() if _is_table_of(record, path)), None)


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
    """
    with pq.ParquetFile(source.place) as file:
        names = [name for name in arrow_schema(_RECORDS[kind]).names if name in file.schema_arrow.names]
        asked = [name for name in selection.columns if name in file.schema_arrow.names]
        first, hashes, wanted = 0, np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=bool)
        for group in range(file.num_row_groups):
            here = _wanted(file, group, asked, selection)
            # Of a group without a wanted row only the number of its rows counts; portions end where it begins and ends.
            new = _hashes(file.read_row_group(group, names)) if here.any() else np.zeros(len(here), dtype=np.uint64)
            hashes, wanted = np.concatenate([hashes, new]), np.concatenate([wanted, here])
            last = group == file.num_row_groups - 1
            for size in _sizes(hashes, last):
                if wanted[:size].any():
                    yield Rows(Piece(source, first, first + size, first + 1), hashes[:size].tobytes())
                first, hashes, wanted = first + size, hashes[size:], wanted[size:]


def _wanted(file: pq.ParquetFile, group: int, asked: Sequence[str], selection: Selection) -> np.ndarray[Any, Any]:
    number = file.metadata.row_group(group).num_rows
    if selection.everything:
        return np.ones(number, dtype=bool)
    rows = file.read_row_group(group, asked).to_pylist() if asked else [{} for _ in range(number)]
    return np.array([selection.met_by(row) for row in rows], dtype=bool)


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
    total = np.full(len(table), 0xCBF29CE484222325, dtype=np.uint64)
    for name in table.column_names:
        cells = _as_text(table.column(name)).to_numpy(zero_copy_only=False).astype(object)
        total = total * _PRIME ^ pd.util.hash_array(cells, categorize=False)
    return total


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_list(column.type):
        if not pa.types.is_string(column.type.value_type):
            return pa.chunked_array([pa.array([repr(cell) for cell in column.to_pylist()], pa.string())])
        column = pc.binary_join(column, "\x1f")
    return pc.fill_null(pc.cast(column, pa.string()), "\x00")


class TableReader:
    """Reads ranges of rows of one table; going forward, nothing is read twice.

    Parameters
    ----------
    place : str
        Path of the table.
    kind : Kind
    batch_rows : int, default=256
        How many are read together.
    """

    def __init__(self, place: str, kind: Kind, batch_rows: int = _BATCH_ROWS) -> None:
        self._place, self._record, self._batch_rows = place, _RECORDS[kind], batch_rows
        self._rows: Iterator[dict[str, Any]] = iter(())
        self._next: int | None = None

    def read(self, start: int, stop: int, selection: Selection) -> Iterator[Any | None]:
        """The records of the rows ``[start, stop)``; ``None`` for each that is not asked for."""
        if self._next is None or self._next > start:
            self._rows, self._next = self._from(start)
        # Who stops in the middle begins anew.
        begin, self._next = self._next, None
        for row in islice(self._rows, start - begin, stop - begin):
            yield self._record(**row) if selection.met_by(row) else None
        self._next = stop

    def _from(self, start: int) -> tuple[Iterator[dict[str, Any]], int]:
        """The rows from the row group on in which a row lies, and the number of the first of them."""
        file = pq.ParquetFile(self._place)
        names = [name for name in arrow_schema(self._record).names if name in file.schema_arrow.names]
        begin, group = 0, 0
        while begin + file.metadata.row_group(group).num_rows <= start:
            begin += file.metadata.row_group(group).num_rows
            group += 1
        groups = list(range(group, file.num_row_groups))
        return _rows_of(file, groups, names, self._batch_rows), begin


def _rows_of(file: pq.ParquetFile, groups: list[int], names: list[str], together: int) -> Iterator[dict[str, Any]]:
    with file:
        for batch in file.iter_batches(together, groups, names):
            yield from batch.to_pylist()
