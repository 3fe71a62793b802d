"""Tables that others have written, as CSV of any separator and encoding, JSON lines or Parquet: one entry a format.

A format is an entry of `FORMATS`, by the suffix of its files. `pipeline.io.tables` reads and writes our own records.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from pipeline.errors import PipelineError
from pipeline.io.decoding import csv_separator, decode
from pipeline.io.json_lines import json_lines

BATCH_ROWS = 65_536
_BLOCK_BYTES = 16 << 20


@dataclass(frozen=True, slots=True)
class TableFormat:
    """How tables of one format are read.

    Attributes
    ----------
    columns : callable
        Path → names of the columns.
    batches : callable
        Path and schema → the schema's columns, some ten thousand rows in memory at a time.
    frame : callable
        Path → the whole table, cells as they are written.
    """

    columns: Callable[[Path], list[str]]
    batches: Callable[[Path, pa.Schema], Iterator[pa.Table]]
    frame: Callable[[Path], pd.DataFrame]


def read_frame(path: Path) -> pd.DataFrame:
    """The rows of a table, with the index that they have in the file, from 1 behind the header; blank rows are left out.

    Raises
    ------
    PipelineError
        If there is no such file, or it is no table.
    """
    if path.suffix not in FORMATS or not path.is_file():
        raise PipelineError(f"{path}: no table here; give an existing file that ends in {', '.join(FORMATS)}.")
    try:
        frame = FORMATS[path.suffix].frame(path)
    except (OSError, ValueError) as error:
        reason = str(error).strip().splitlines()[0]
        raise PipelineError(f"{path}: cannot be read as a table ({reason}). Mend the file.") from error
    frame.index = pd.RangeIndex(1, len(frame) + 1)
    return frame[~frame.isin(["", None]).all(axis=1)] if len(frame) else frame


def format_of(path: Path) -> TableFormat | None:
    """How a table is read: by its suffix, a folder as a dataset of Parquet files; ``None`` where it is no table."""
    return DATASET if path.is_dir() else FORMATS.get(path.suffix)


def _text(path: Path) -> str:
    text = decode(path.read_bytes())
    if text is None:
        raise ValueError("it is binary or in an unknown encoding")
    return text


def _csv_parsing(path: Path) -> tuple[bytes, pa_csv.ParseOptions]:
    with path.open("rb") as lines:
        header = next(lines)
    separator = csv_separator(header.decode("utf-8", "replace"))
    return header, pa_csv.ParseOptions(delimiter=separator, newlines_in_values=True)


def _csv_columns(path: Path) -> list[str]:
    header, parsing = _csv_parsing(path)
    return list(pa_csv.read_csv(pa.BufferReader(header), parse_options=parsing).column_names)


def _csv_batches(path: Path, schema: pa.Schema) -> Iterator[pa.Table]:
    types = {field.name: field.type for field in schema}
    converting = pa_csv.ConvertOptions(include_columns=schema.names, column_types=types)
    reading = pa_csv.ReadOptions(block_size=_BLOCK_BYTES)
    with pa_csv.open_csv(path, reading, _csv_parsing(path)[1], converting) as batches:
        for batch in batches:
            yield pa.Table.from_batches([batch])


def _csv_frame(path: Path) -> pd.DataFrame:
    text = _text(path)
    separator = csv_separator(text.partition("\n")[0])
    return pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, sep=separator, skip_blank_lines=False)


def _objects(path: Path) -> Iterator[dict[str, Any]]:
    for number, value in json_lines(path):
        if isinstance(value, str):
            raise PipelineError(f"{path} line {number}: {value}. Mend or remove the line.")
        yield value


def _json_columns(path: Path) -> list[str]:
    return list(next(_objects(path), {}))


def _json_batches(path: Path, schema: pa.Schema) -> Iterator[pa.Table]:
    texts = [field.name for field in schema if pa.types.is_string(field.type)]
    objects = _objects(path)
    while batch := list(islice(objects, BATCH_ROWS)):
        yield pa.Table.from_pylist([_with_texts(row, texts) for row in batch], schema=schema)


def _with_texts(row: Mapping[str, Any], texts: Sequence[str]) -> dict[str, Any]:
    return {**row, **{name: json.dumps(row[name]) for name in texts if not isinstance(row.get(name), str | None)}}


def _json_frame(path: Path) -> pd.DataFrame:
    return pd.read_json(io.StringIO(_text(path)), lines=True, dtype=False)


def _parquet_columns(path: Path) -> list[str]:
    return list(pq.read_schema(path).names)


def _parquet_batches(path: Path, schema: pa.Schema) -> Iterator[pa.Table]:
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=BATCH_ROWS, columns=schema.names):
            yield pa.Table.from_batches([batch]).select(schema.names).cast(schema)


def _dataset(path: Path) -> Any:
    import pyarrow.dataset as ds

    # Folders such as outlet=The%20Lake/ are a column.
    return ds.dataset(path, format="parquet", partitioning="hive")


def _dataset_columns(path: Path) -> list[str]:
    return list(_dataset(path).schema.names)


def _dataset_batches(path: Path, schema: pa.Schema) -> Iterator[pa.Table]:
    for batch in _dataset(path).to_batches(columns=schema.names, batch_size=BATCH_ROWS):
        yield pa.Table.from_batches([batch]).cast(schema)


def _dataset_frame(path: Path) -> pd.DataFrame:
    frame: pd.DataFrame = _dataset(path).to_table().to_pandas()
    return frame


DATASET = TableFormat(_dataset_columns, _dataset_batches, _dataset_frame)
FORMATS = {
    ".csv": TableFormat(_csv_columns, _csv_batches, _csv_frame),
    ".jsonl": TableFormat(_json_columns, _json_batches, _json_frame),
    ".parquet": TableFormat(_parquet_columns, _parquet_batches, pd.read_parquet),
}
