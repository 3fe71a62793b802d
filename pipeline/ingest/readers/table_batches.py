"""Batches of Arrow → documents, a row each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from pipeline.config import IngestConfig
from pipeline.ingest.documents import Document
from pipeline.ingest.readers.records import record_document
from pipeline.ingest.reasons import Reason
from pipeline.ingest.sources.source import Piece, Source
from pipeline.records import Reject

if TYPE_CHECKING:
    import pyarrow as pa


def column_names(schema: pa.Schema) -> list[str]:
    """The columns of a table, those of a record within it with a dot: ``source.name``."""
    return [name for column in schema for name in _names(column)]


def faults() -> tuple[type[Exception], ...]:
    """What Arrow raises over a damaged file, which may also say that it holds more than any memory does, or types there are not."""
    import pyarrow as pa

    return pa.ArrowException, OSError, ValueError, MemoryError, KeyError


def unreadable(name: str, format_name: str, row: int, error: Exception, advice: str) -> Reject:
    """The reject of a file that cannot be read behind `row` rows."""
    told = " ".join(str(error).split())[:300] or type(error).__name__
    reason = f"not a readable {format_name} file ({told}); {advice}"
    return Reject(name, f"row {row + 1}" if row else None, reason, Reason.NOT_READABLE)


def grouped(source: Source, parts: Iterable[tuple[int, int]], size: int) -> Iterator[Piece]:
    """Pieces of neighbouring parts (rows, bytes) of a table, each piece of about `size` bytes; the last is open at its end.

    A fault of the file while its parts are counted ends them: what is behind it is in the last piece, which will tell.
    """
    start, row, held = 0, 0, 0
    try:
        for rows, bytes_ in parts:
            if held >= size:
                yield Piece(source, start, row, start + 1)
                start, held = row, 0
            row += rows
            held += bytes_
    except faults():
        pass
    yield Piece(source, start, None, start + 1)


def _names(column: pa.Field) -> Iterator[str]:
    import pyarrow as pa

    if pa.types.is_struct(column.type):
        for place in range(column.type.num_fields):
            for inner in _names(column.type.field(place)):
                yield f"{column.name}.{inner}"
    else:
        yield column.name


def batch_documents(batch: pa.RecordBatch, row: int, name: str, config: IngestConfig) -> Iterator[Document | Reject]:
    """The documents of the rows of a batch.

    Parameters
    ----------
    batch : pyarrow.RecordBatch
    row : int
        The number of its first row in the file, from 1.
    name : str
        Of the file.
    config : IngestConfig
    """
    for place in range(batch.num_rows):
        location = f"row {row + place}"
        record = _row(batch, place)
        if isinstance(record, str):
            yield Reject(
                name, location, f"holds a value that cannot be read ({record}); mend the row", Reason.BAD_RECORD
            )
        else:
            yield record_document(record, name, location, config)


def _row(batch: pa.RecordBatch, place: int) -> dict[str, Any] | str:
    names = batch.schema.names
    try:
        # Of two columns of one name the second has a number behind it, as in pandas.
        return {
            name if names.index(name) == column else f"{name}.{column}": batch.column(column)[place].as_py()
            for column, name in enumerate(names)
        }
    except (ValueError, OverflowError, OSError, NotImplementedError) as error:
        return " ".join(str(error).split())[:200]
