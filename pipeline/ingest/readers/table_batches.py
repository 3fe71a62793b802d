"""Batches of Arrow → documents, a row each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pipeline.config import IngestConfig
from pipeline.ingest.documents import Document
from pipeline.ingest.readers.records import record_document
from pipeline.ingest.reasons import Reason
from pipeline.records import Reject

if TYPE_CHECKING:
    import pyarrow as pa


def column_names(schema: pa.Schema) -> list[str]:
    """The columns of a table, those of a record within it with a dot: ``source.name``."""
    return [name for column in schema for name in _names(column)]


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
