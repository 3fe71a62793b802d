"""The joined rows in their file, or in a folder of Parquet files by columns; each appears whole or not at all."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import PipelineError
from pipeline.printable import printable
from pipeline.records import Score, arrow_schema
from pipeline.scoring.destination import Destination
from pipeline.scoring.places import exists, is_address, remove, upload

# Rows of a row group, and of what is held back until it is written into folders.
GROUP_ROWS = 16_384
_HELD_ROWS = 262_144
# Most bytes of a folder's name, with the name of its column.
_LONGEST_NAME = 230
# What readers of such folders take for an empty cell.
_EMPTY = "__HIVE_DEFAULT_PARTITION__"
# What may be joined to a path, as the column `year` is not one of the table.
_YEAR = "year"


class Sink(Protocol):
    """Takes rows in their order."""

    def write(self, table: pa.Table) -> None:
        """Add rows."""

    def close(self) -> None:
        """Finish the file."""


@contextmanager
def written(destination: Destination, about: Mapping[str, str]) -> Iterator[Sink]:
    """Where the rows of a table go; it is in its place when the block ends well, and nothing of it when it does not.

    Parameters
    ----------
    destination : Destination
    about : mapping of str to str
        What the files say of their making.

    Raises
    ------
    PipelineError
        If it cannot be written; what was there before is still there.
    """
    schema = arrow_schema(Score).with_metadata(dict(about))
    try:
        with _beside(destination) as temporary:
            sink = _sink(destination, temporary, schema)
            try:
                yield sink
            finally:
                sink.close()
            _put(temporary, destination)
    except OSError as error:
        raise PipelineError(
            f"{destination.place}: could not be written ({error.strerror or error}); nothing was changed there. Free some space, "
            "or name a place that can be written to, and start the same command again: what is judged is kept."
        ) from error


@contextmanager
def _beside(destination: Destination) -> Iterator[Path]:
    """A name for the unfinished table, on the same disk where it goes to a path."""
    place = Path(destination.place)
    if is_address(destination.place):
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder) / place.name
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    _remove_unfinished(place)
    beside = Path(tempfile.mkdtemp(prefix=f".{place.name}.", suffix=".part", dir=place.parent))
    try:
        yield beside / place.name
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _remove_unfinished(place: Path) -> None:
    """Tables that a process left unfinished which was ended; none is being written, since one process makes a table at a time."""
    left = re.compile(rf"\.{re.escape(place.name)}\.[a-z0-9_]{{8}}\.part")
    for path in place.parent.iterdir():
        if left.fullmatch(path.name):
            shutil.rmtree(path, ignore_errors=True)


def _put(temporary: Path, destination: Destination) -> None:
    for path in temporary.rglob("*") if destination.is_dataset else [temporary]:
        if path.is_file():
            with path.open("rb+") as finished:
                os.fsync(finished.fileno())
    if not destination.is_dataset:
        upload(temporary, destination.place)
        return
    if not is_address(destination.place):
        place = Path(destination.place)
        former = temporary.with_name("former")
        if place.exists():
            place.replace(former)
        temporary.replace(place)
        return
    names = sorted(path.relative_to(temporary).as_posix() for path in temporary.rglob("*.parquet"))
    if exists(destination.place):
        remove(destination.place)
    for name in names:
        upload(temporary / name, f"{destination.place}/{name}")


def _sink(destination: Destination, path: Path, schema: pa.Schema) -> Sink:
    if destination.is_dataset:
        return _Folders(path, schema, destination.partition)
    sinks: dict[str, type] = {".parquet": _Parquet, ".csv": _Csv, ".jsonl": _JsonLines}
    sink: Sink = sinks[destination.suffix](path, schema)
    return sink


class _Parquet:
    """Row groups of one size, however the rows come."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._writer = pq.ParquetWriter(path, schema, compression="zstd")
        self._waiting: list[pa.Table] = []
        self._rows = 0

    def write(self, table: pa.Table) -> None:
        self._waiting.append(table)
        self._rows += len(table)
        while self._rows >= GROUP_ROWS:
            together = pa.concat_tables(self._waiting)
            self._group(together.slice(0, GROUP_ROWS))
            self._waiting = [together.slice(GROUP_ROWS)]
            self._rows -= GROUP_ROWS

    def _group(self, table: pa.Table) -> None:
        self._writer.write_table(table.cast(self._writer.schema).combine_chunks(), row_group_size=GROUP_ROWS)

    def close(self) -> None:
        if self._rows:
            self._group(pa.concat_tables(self._waiting))
            self._waiting, self._rows = [], 0
        self._writer.close()


class _Csv:
    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._file = path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file, lineterminator="\n")
        self._writer.writerow(schema.names)

    def write(self, table: pa.Table) -> None:
        self._writer.writerows(zip(*(column.to_pylist() for column in table.columns), strict=True))

    def close(self) -> None:
        self._file.close()


class _JsonLines:
    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._file = path.open("w", encoding="utf-8", newline="\n")

    def write(self, table: pa.Table) -> None:
        self._file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in table.to_pylist())

    def close(self) -> None:
        self._file.close()


class _Folders:
    """Files in folders such as ``year=2024/outlet=The%20Lake``, which pyarrow, polars, DuckDB and Spark read as one table."""

    def __init__(self, path: Path, schema: pa.Schema, columns: Sequence[str]) -> None:
        self._path, self._columns = path, columns
        kept = [field for field in schema if field.name not in columns]
        self._schema = pa.schema(kept, metadata=schema.metadata)
        self._empty = schema.empty_table()
        self._waiting: list[pa.Table] = []
        self._rows = self._files = 0
        path.mkdir(parents=True)

    def write(self, table: pa.Table) -> None:
        self._waiting.append(table)
        self._rows += len(table)
        while self._rows >= _HELD_ROWS:
            together = pa.concat_tables(self._waiting)
            self._flush(together.slice(0, _HELD_ROWS))
            self._waiting = [together.slice(_HELD_ROWS)]
            self._rows -= _HELD_ROWS

    def _flush(self, table: pa.Table) -> None:
        folders = [_folder(self._columns, values) for values in zip(*map(list, self._values(table)), strict=True)]
        # Without any row there is one file all the same, so that there is a table.
        for folder in sorted(set(folders)) if self._columns and folders else [""]:
            mask = [each == folder for each in folders]
            rows = table.filter(pa.array(mask, pa.bool_())) if self._columns else table
            path = self._path / folder / f"part-{self._files:05}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            pq.write_table(
                rows.select(self._schema.names).cast(self._schema).combine_chunks(),
                path,
                compression="zstd",
                row_group_size=GROUP_ROWS,
            )
        self._files += 1

    def _values(self, table: pa.Table) -> list[list[Any]]:
        return [
            [date[:4] if date else None for date in table.column("published").to_pylist()]
            if name == _YEAR
            else table.column(name).to_pylist()
            for name in self._columns
        ]

    def close(self) -> None:
        if self._rows or not self._files:
            self._flush(pa.concat_tables(self._waiting) if self._waiting else self._empty)
            self._rows = 0


def _folder(columns: Sequence[str], values: Sequence[str | None]) -> str:
    return "/".join(f"{column}={_folder_name(value)}" for column, value in zip(columns, values, strict=True))


def _folder_name(value: str | None) -> str:
    """A value in the name of a folder: letters as they are, other signs as addresses have them."""
    if not value:
        return _EMPTY
    name = "".join(sign if sign.isalnum() or sign == " " else quote(sign, safe="") for sign in value)
    if len(name.encode()) > _LONGEST_NAME:
        raise PipelineError(
            f"--partition: “{printable(value)[:60]}…” is too long for the name of a folder. Leave that column out; what is judged is kept."
        )
    return name
