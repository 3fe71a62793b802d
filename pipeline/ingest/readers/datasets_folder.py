"""A shard of a folder of Hugging Face `datasets`: a stream or file of Arrow, one article a row."""

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
    import pyarrow as pa

_FILE = b"ARROW1"


def read(opened: Opened, piece: Piece, config: IngestConfig) -> Iterator[Document | Reject]:
    """The articles of the rows in a piece.

    Parameters
    ----------
    opened : Opened
    piece : Piece
        In rows, from 0; it begins and ends with a batch.
    config : IngestConfig
    """
    row = 0
    try:
        schema, batches = _batches(opened)
        if problem := column_problem(column_names(schema), config):
            if piece.start == 0:
                yield Reject(opened.name, None, problem, Reason.NO_TEXT)
            return
        for batch in batches:
            # A damaged shard would otherwise end the process where its rows are taken.
            batch.validate(full=True)
            if piece.stop is not None and row >= piece.stop:
                return
            if row >= piece.start:
                yield from batch_documents(batch, row + 1, opened.name, config)
            row += batch.num_rows
        if not row:
            yield Reject(opened.name, None, "the table has no rows", Reason.EMPTY)
    except faults() as error:
        yield unreadable(opened.name, "Arrow", row, error, "save the dataset again")


def cut(opened: Opened, source: Source, size: int) -> Iterator[Piece]:
    """Pieces of batches of together about `size` bytes; a file that cannot be read further ends with its last piece.

    Parameters
    ----------
    opened : Opened
    source : Source
    size : int
    """
    yield from grouped(source, _sizes(opened), size)


def _sizes(opened: Opened) -> Iterator[tuple[int, int]]:
    """Rows and bytes of each batch."""
    for batch in _batches(opened)[1]:
        batch.validate(full=True)
        yield batch.num_rows, batch.nbytes


def _batches(opened: Opened) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
    import pyarrow as pa

    if opened.head(len(_FILE)) != _FILE:
        stream = pa.ipc.open_stream(opened.stream())
        return stream.schema, iter(stream)
    file = pa.ipc.open_file(opened.seekable())
    return file.schema, (file.get_batch(place) for place in range(file.num_record_batches))
