"""Parquet: one article a row, read group by group."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.config import IngestConfig
from pipeline.ingest.documents import Document
from pipeline.ingest.fields.columns import column_problem
from pipeline.ingest.readers.table_batches import batch_documents, column_names
from pipeline.ingest.reasons import Reason
from pipeline.ingest.sources.opening import Opened
from pipeline.ingest.sources.source import Piece, Source
from pipeline.records import Reject

if TYPE_CHECKING:
    import pyarrow.parquet as pq

_BATCH_ROWS = 64


def read(opened: Opened, piece: Piece, config: IngestConfig) -> Iterator[Document | Reject]:
    """The articles of the rows in a piece.

    Parameters
    ----------
    opened : Opened
    piece : Piece
        In rows, from 0; it begins and ends with a row group.
    config : IngestConfig
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    row = piece.start
    try:
        with pq.ParquetFile(opened.seekable()) as file:
            if problem := column_problem(column_names(file.schema_arrow), config):
                if piece.start == 0:
                    yield Reject(opened.name, None, problem, Reason.NO_TEXT)
                return
            for group, start in enumerate(_starts(file)):
                if start < piece.start or (piece.stop is not None and start >= piece.stop):
                    continue
                row = start
                for batch in file.iter_batches(batch_size=_BATCH_ROWS, row_groups=[group]):
                    yield from batch_documents(batch, row + 1, opened.name, config)
                    row += batch.num_rows
            if not file.metadata.num_rows:
                yield Reject(opened.name, None, "the table has no rows", Reason.EMPTY)
    except (pa.ArrowException, OSError, ValueError) as error:
        reason = f"not a readable Parquet file ({' '.join(str(error).split())[:300]}); write it again"
        yield Reject(opened.name, f"row {row + 1}" if row else None, reason, Reason.NOT_READABLE)


def cut(opened: Opened, source: Source, size: int) -> Iterator[Piece]:
    """Pieces of row groups of together about `size` bytes; a file that cannot be read is one piece.

    Parameters
    ----------
    opened : Opened
    source : Source
    size : int
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(opened.seekable()) as file:
            starts = [*_starts(file), file.metadata.num_rows]
            sizes = [file.metadata.row_group(group).total_byte_size for group in range(file.num_row_groups)]
    except (pa.ArrowException, OSError, ValueError):
        starts, sizes = [0], []
    start, held = 0, 0
    for bytes_, stop in zip(sizes, starts[1:], strict=False):
        held += bytes_
        if held >= size and stop < starts[-1]:
            yield Piece(source, start, stop, start + 1)
            start, held = stop, 0
    yield Piece(source, start, None, start + 1)


def _starts(file: pq.ParquetFile) -> list[int]:
    """The first row of each group."""
    starts, row = [], 0
    for group in range(file.num_row_groups):
        starts.append(row)
        row += file.metadata.row_group(group).num_rows
    return starts
