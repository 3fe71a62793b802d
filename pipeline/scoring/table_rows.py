"""Rows of a table as records, so that one which cannot be read takes no others along."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.errors import PipelineError
from pipeline.records import Article, Example, arrow_schema
from pipeline.scoring.cautions import DECODING, READING, told
from pipeline.scoring.selection import Selection
from pipeline.scoring.shards import Kind

RECORDS: dict[Kind, type] = {Kind.ARTICLES: Article, Kind.EXAMPLES: Example}
_BATCH_ROWS = 256
_DATE, _IDENTITY = "published", "article_id"

# Whether a step with a row is taken, by the number of the row and what is done.
Begins = Callable[[int, str], bool]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row that is not there.

    Attributes
    ----------
    why : str
    ends : bool
        Whether it ends the process that reads it.
    rest : bool
        Whether what follows in its row group is not there either, as nothing in a row group is found without what precedes it.
    """

    why: str
    ends: bool = False
    rest: bool = False


_ENDS = Unreadable("ends the process that reads it", ends=True)
_GROUP_ENDS = Unreadable("is in a row group that ends the process that reads it, here or before", ends=True, rest=True)


def cells_of(rows: pa.RecordBatch | pa.Table) -> Iterator[dict[str, Any] | Unreadable]:
    """The cells of each row by their columns, or why they cannot be read, such as a text that is not UTF-8."""
    rows = _with_written_dates(rows)
    try:
        found = rows.to_pylist()
    # Whatever is wrong with one row must not end the run.
    except Exception:
        for place in range(rows.num_rows):
            try:
                yield rows.slice(place, 1).to_pylist()[0]
            except Exception as error:
                yield Unreadable(f"cannot be read ({told(error)})")
    else:
        yield from found


def _with_written_dates(rows: pa.RecordBatch | pa.Table) -> pa.RecordBatch | pa.Table:
    """Dates as ISO 8601 writes them, where another tool has made a date or time of the column."""
    place = rows.schema.get_field_index(_DATE)
    if place < 0 or not pa.types.is_temporal(rows.schema.field(place).type):
        return rows
    written = pc.strftime(rows.column(place), format="%Y-%m-%d")
    arrays = [written if number == place else column for number, column in enumerate(rows.columns)]
    return type(rows).from_arrays(arrays, names=rows.schema.names)


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
        self._record, self._batch_rows = RECORDS[kind], batch_rows
        self._file = pq.ParquetFile(place)
        self._names = [name for name in arrow_schema(self._record).names if name in self._file.schema_arrow.names]
        # Of the row group that is open, its rows as far as they are not read yet, and what of it is lost.
        self._group_begin = self._group_end = 0
        self._batches: Iterator[pa.RecordBatch] = iter(())
        self._lost: Unreadable | None = None
        # The rows that were read last; their cells are looked at when the first of them is asked for.
        self._begin = self._end = 0
        self._batch: pa.RecordBatch | None = None
        self._cells: list[dict[str, Any] | Unreadable] = []

    def read(
        self, start: int, stop: int, selection: Selection, begins: Begins = lambda row, what: True
    ) -> Iterator[Any | Unreadable | None]:
        """The records of the rows ``[start, stop)``; ``None`` for each that is not asked for.

        Parameters
        ----------
        start, stop : int
        selection : Selection
        begins : callable, optional
            Asked before each step that may end the process. Where it is not to look at the cells of a row, that row is left
            out; where it is not to read as far as a row, that and what follows in the row group.
        """
        if self._lost and not self._lost.ends:
            # It may be for want of memory, so each range is tried.
            self._group_end, self._lost = 0, None
        for row in range(start, stop):
            lost = self._reach(row, begins)
            if lost or not begins(row, READING):
                yield lost or _ENDS
            else:
                yield self._at(row, selection)

    def _at(self, row: int, selection: Selection) -> Any | Unreadable | None:
        if self._batch is not None:
            self._cells, self._batch = list(cells_of(self._batch)), None
        cells = self._cells[row - self._begin]
        if isinstance(cells, Unreadable):
            return cells
        if not isinstance(cells.get(_IDENTITY), str) or not cells[_IDENTITY]:
            return Unreadable(f"has no text in {_IDENTITY}")
        try:
            return self._record(**cells) if selection.met_by(cells) else None
        except (PipelineError, ImportError):
            raise
        except Exception as error:
            return Unreadable(f"cannot be read ({told(error)})")

    def _reach(self, row: int, begins: Begins) -> Unreadable | None:
        """Read as far as a row; why that is not possible."""
        if not self._group_begin <= row < self._group_end or row < self._begin:
            self._open(row, self._batch_rows)
        if row >= self._end and not self._lost:
            self._lost = self._read_to(row) if begins(row, DECODING) else _GROUP_ENDS
        return self._lost if row >= self._end else None

    def _read_to(self, row: int) -> Unreadable | None:
        together = self._batch_rows
        while row >= self._end:
            try:
                batch = next(self._batches)
            except Exception as error:
                if together == 1:
                    return Unreadable(f"cannot be read ({told(error)})", rest=True)
                # One by one, those before the row that is the reason can still be read.
                together = 1
                self._open(row, together)
                continue
            self._begin, self._end = self._end, self._end + batch.num_rows
            self._batch, self._cells = batch, []
        return None

    def _open(self, row: int, together: int) -> None:
        """Begin to read the row group in which a row lies."""
        begin = group = 0
        while begin + self._file.metadata.row_group(group).num_rows <= row:
            begin += self._file.metadata.row_group(group).num_rows
            group += 1
        self._batches = self._file.iter_batches(together, [group], self._names)
        self._group_begin, self._group_end = begin, begin + self._file.metadata.row_group(group).num_rows
        self._begin = self._end = begin
        self._batch, self._cells, self._lost = None, [], None
