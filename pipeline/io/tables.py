"""Tables of records as Parquet, CSV or JSON lines, streamed in batches.

The format follows from the file's suffix. CSV and JSON lines are for people; between stages tables travel as Parquet.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any, Protocol, Self, TypeVar, cast

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import PipelineError, did_you_mean
from pipeline.io.atomic import atomic_path
from pipeline.records import arrow_schema, as_row

Record = TypeVar("Record")
BATCH_ROWS = 1024


class _Sink(Protocol):
    def write(self, rows: list[dict[str, Any]]) -> None: ...
    def close(self) -> None: ...


class _ParquetSink:
    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.schema = schema
        self.writer = pq.ParquetWriter(path, schema, compression="zstd")

    def write(self, rows: list[dict[str, Any]]) -> None:
        self.writer.write_table(pa.Table.from_pylist(rows, schema=self.schema))

    def close(self) -> None:
        self.writer.close()


class _CsvSink:
    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.file = path.open("w", encoding="utf-8", newline="")
        self.writer = csv.DictWriter(self.file, schema.names, lineterminator="\n")
        self.writer.writeheader()

    def write(self, rows: list[dict[str, Any]]) -> None:
        for row in rows:
            flat = {k: json.dumps(v, ensure_ascii=False) if isinstance(v, list) else v for k, v in row.items()}
            self.writer.writerow(flat)

    def close(self) -> None:
        self.file.close()


class _JsonLinesSink:
    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.file = path.open("w", encoding="utf-8", newline="\n")

    def write(self, rows: list[dict[str, Any]]) -> None:
        self.file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)

    def close(self) -> None:
        self.file.close()


_SINKS = {".parquet": _ParquetSink, ".csv": _CsvSink, ".jsonl": _JsonLinesSink}


def require_distinct(inputs: Iterable[Path], outputs: Iterable[Path | None]) -> None:
    """Check that no output is an input or another output.

    Raises
    ------
    PipelineError
        If one is.
    """
    taken = {path.resolve() for path in inputs}
    for output in outputs:
        if output is None:
            continue
        if output.resolve() in taken:
            raise PipelineError(f"{output}: would be written over another file of this command. Name another output.")
        taken.add(output.resolve())


def require_table_suffix(path: Path) -> None:
    """Refuse a table path whose suffix names no known format.

    Raises
    ------
    PipelineError
        Naming the suffixes that are known, or where a folder stands there.
    """
    if path.suffix not in _SINKS:
        known = ", ".join(_SINKS)
        raise PipelineError(f"{path}: '{path.suffix}' is no table format; end the name in one of {known}.")
    if path.is_dir():
        raise PipelineError(f"{path}: is a folder, and a table is a file. Name another file.")


class TableWriter:
    """Writes records of one type to a file in batches; the file appears when the ``with`` block ends well.

    Parameters
    ----------
    path : Path
        Ends in ``.parquet``, ``.csv`` or ``.jsonl``.
    record : type
        The record class, whose schema the file gets.
    provenance : dict of str to str, optional
        Written into the metadata of a Parquet file.
    """

    def __init__(self, path: Path, record: type, provenance: dict[str, str] | None = None) -> None:
        require_table_suffix(path)
        self.path = path
        self.schema = arrow_schema(record).with_metadata(provenance or None)
        self.rows = 0
        self._pending: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        self._stack = ExitStack()
        temporary = self._stack.enter_context(atomic_path(self.path))
        self._sink = cast(_Sink, _SINKS[self.path.suffix](temporary, self.schema))
        self._stack.callback(self._sink.close)
        return self

    def write(self, record: Any) -> None:
        """Add one record; rows reach the disk `BATCH_ROWS` at a time."""
        self._pending.append(as_row(record))
        self.rows += 1
        if len(self._pending) >= BATCH_ROWS:
            self._flush()

    def _flush(self) -> None:
        if self._pending:
            self._sink.write(self._pending)
            self._pending = []

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if error is None:
            try:
                self._flush()
            except BaseException as flush_error:
                if not self._stack.__exit__(type(flush_error), flush_error, flush_error.__traceback__):
                    raise
        self._stack.__exit__(kind, error, trace)


def write_records(path: Path, record: type[Record], records: Iterable[Record]) -> int:
    """Write all `records` to `path`; return how many there were."""
    with TableWriter(path, record) as writer:
        for row in records:
            writer.write(row)
    return writer.rows


def _require_columns(path: Path, names: Iterable[str], record: type[Any]) -> None:
    """Check that a table has all columns but those that came later, which have a default."""
    present = list(names)
    for column in (field.name for field in fields(record) if field.default is MISSING):
        if column not in present:
            raise PipelineError(
                f"{path}: the column '{column}' is missing, so this is not a table of {record.__name__} records."
                f"{did_you_mean(column, present)} Make it again with the stage that writes it."
            )


def _open_parquet(path: Path, record: type[Any]) -> pq.ParquetFile:
    if not path.exists():
        raise PipelineError(
            f"{path}: no such file. Run the stage that writes it first (`dvc repro`), or mend the path."
        )
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise PipelineError(f"{path}: not a readable Parquet file ({error}). Make it again.") from error
    _require_columns(path, file.schema_arrow.names, record)
    return file


def count_records(path: Path, record: type) -> int:
    """How many rows the Parquet table at `path` has, from its footer alone.

    Raises
    ------
    PipelineError
        If the file is missing, is no Parquet file, or lacks a column of `record` that has no default.
    """
    with _open_parquet(path, record) as file:
        return int(file.metadata.num_rows)


def read_records(path: Path, record: type[Record]) -> Iterator[Record]:
    """The records of the Parquet table at `path`, one batch in memory at a time; nested structs stay dictionaries.

    A table made before a column was added gives that column's default.

    Raises
    ------
    PipelineError
        See `count_records`.
    """
    with _open_parquet(path, record) as file:
        names = [name for name in arrow_schema(cast(Any, record)).names if name in file.schema_arrow.names]
        for batch in file.iter_batches(batch_size=BATCH_ROWS, columns=names):
            for row in batch.to_pylist():
                yield record(**row)
