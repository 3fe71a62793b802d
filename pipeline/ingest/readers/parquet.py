"""Parquet: one article a row, read group by group."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.config import IngestConfig
from pipeline.ingest.documents import Document
from pipeline.ingest.fields.column_problems import column_problem
from pipeline.ingest.readers.table_batches import batch_documents, column_names, faults, grouped, unreadable
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
    except faults() as error:
        yield unreadable(opened.name, "Parquet", row, error, "write it again")


def cut(opened: Opened, source: Source, size: int) -> Iterator[Piece]:
    """Pieces of row groups of together about `size` bytes; a file that cannot be read is one piece.

    Parameters
    ----------
    opened : Opened
    source : Source
    size : int
    """
    yield from grouped(source, _sizes(opened), size)


def _sizes(opened: Opened) -> Iterator[tuple[int, int]]:
    """Rows and bytes of each row group, from the footer."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(opened.seekable()) as file:
        for group in range(file.num_row_groups):
            about = file.metadata.row_group(group)
            yield about.num_rows, about.total_byte_size


def _starts(file: pq.ParquetFile) -> list[int]:
    """The first row of each group."""
    starts, row = [], 0
    for group in range(file.num_row_groups):
        starts.append(row)
        row += file.metadata.row_group(group).num_rows
    return starts
