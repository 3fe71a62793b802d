"""The scores as batches of typed columns, whatever the format of their file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from pipeline.errors import PipelineError, did_you_mean
from pipeline.estimate.confidence import Array
from pipeline.io.tables import require_table_suffix
from pipeline.records import SENTIMENTS, STANCES

Task = Literal["stance", "sentiment"]

LABELS: dict[str, tuple[str, ...]] = {"stance": STANCES, "sentiment": SENTIMENTS}
PROBABILITIES: dict[str, tuple[str, ...]] = {
    "stance": ("p_favor", "p_against", "p_neutral"),
    "sentiment": ("p_positive", "p_negative", "p_neutral_sentiment"),
}
_BATCH_ROWS = 65_536
_BLOCK_BYTES = 16 << 20
_ROUNDING = 0.01
_TYPES = {"start": pa.int64(), "end": pa.int64()} | {
    name: pa.float64() for names in PROBABILITIES.values() for name in names
}


def scored_columns(path: Path) -> list[str]:
    """The names of the columns of a scores file.

    Raises
    ------
    PipelineError
        If there is no such file, it is no table, or it is empty.
    """
    require_table_suffix(path)
    if not path.is_file():
        raise PipelineError(f"{path}: no such file. Make it with `stance score ARTICLES --out {path}`.")
    if path.stat().st_size == 0:
        raise PipelineError(f"{path}: the file is empty. Make it again with `stance score`.")
    try:
        if path.suffix == ".parquet":
            return list(pq.read_schema(path).names)
        with path.open("rb") as lines:
            first = next(lines).decode("utf-8-sig")
        if path.suffix == ".jsonl":
            return list(_object(path, 1, first))
        return list(pa_csv.read_csv(pa.BufferReader(first.encode()), parse_options=_parsing(path)).column_names)
    except (pa.ArrowInvalid, UnicodeDecodeError) as error:
        raise PipelineError(
            f"{path}: cannot be read as a table ({error}). Make it again with `stance score`."
        ) from error


def require_columns(path: Path, wanted: Sequence[str], present: Sequence[str]) -> None:
    """Check that a scores file has the columns that an estimate needs.

    Raises
    ------
    PipelineError
        Naming the first that is missing.
    """
    for column in wanted:
        if column not in present:
            raise PipelineError(
                f"{path}: has no column '{column}', so no share can be estimated.{did_you_mean(column, present)} "
                "Give a table that `stance score` wrote, with its probabilities."
            )


def read_scores(path: Path, columns: Sequence[str]) -> Iterator[pa.Table]:
    """The named columns, some ten thousand rows in memory at a time.

    Raises
    ------
    PipelineError
        If the file is damaged or a value is of another type.
    """
    schema = pa.schema([(name, _TYPES.get(name, pa.string())) for name in columns])
    read = {".parquet": _parquet, ".csv": _csv, ".jsonl": _json_lines}[path.suffix]
    try:
        yield from read(path, schema)
    except (pa.ArrowInvalid, pa.ArrowTypeError, OSError) as error:
        raise PipelineError(
            f"{path}: cannot be read as scores ({error}). Make it again with `stance score`."
        ) from error


def _parquet(path: Path, schema: pa.Schema) -> Iterator[pa.Table]:
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=_BATCH_ROWS, columns=schema.names):
            yield pa.Table.from_batches([batch]).select(schema.names).cast(schema)


def _parsing(path: Path) -> pa_csv.ParseOptions:
    with path.open("rb") as lines:
        head = next(lines)
    return pa_csv.ParseOptions(delimiter=max(",;\t", key=lambda d: head.count(d.encode())), newlines_in_values=True)


def _csv(path: Path, schema: pa.Schema) -> Iterator[pa.Table]:
    converting = pa_csv.ConvertOptions(
        include_columns=schema.names, column_types={field.name: field.type for field in schema}
    )
    reading = pa_csv.ReadOptions(block_size=_BLOCK_BYTES)
    with pa_csv.open_csv(path, reading, _parsing(path), converting) as batches:
        for batch in batches:
            yield pa.Table.from_batches([batch])


def _object(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise PipelineError(f"{path} line {number}: not valid JSON ({error}). Mend or remove the line.") from error
    if not isinstance(value, dict):
        raise PipelineError(f"{path} line {number}: a JSON {type(value).__name__}, not an object. Mend the line.")
    return value


def _json_lines(path: Path, schema: pa.Schema) -> Iterator[pa.Table]:
    texts = [field.name for field in schema if pa.types.is_string(field.type)]
    with path.open(encoding="utf-8-sig") as lines:
        objects = (_object(path, number, line) for number, line in enumerate(lines, start=1) if line.strip())
        while batch := list(islice(objects, _BATCH_ROWS)):
            yield pa.Table.from_pylist([_with_texts(row, texts) for row in batch], schema=schema)


def _with_texts(row: Mapping[str, Any], texts: Sequence[str]) -> dict[str, Any]:
    as_text = {name: json.dumps(row[name]) for name in texts if not isinstance(row.get(name), str | None)}
    return {**row, **as_text}


def probabilities(path: Path, rows: pa.Table, task: Task, before: int) -> Array:
    """The probabilities of the classes, rescaled to sum to exactly one, shape (n_rows, n_classes).

    Parameters
    ----------
    path, before
        The file and the number of its rows that came before these, for naming the row in an error.

    Raises
    ------
    PipelineError
        If one is missing, no number, or no probability.
    """
    names = PROBABILITIES[task]
    values = np.stack([pc.fill_null(rows[name], float("nan")).to_numpy() for name in names], axis=1)
    wrong = ~(np.isfinite(values).all(axis=1) & (values >= 0).all(axis=1) & (abs(values.sum(axis=1) - 1) < _ROUNDING))
    if wrong.any():
        first = int(np.argmax(wrong))
        given = ", ".join(f"{name} {value:g}" for name, value in zip(names, values[first], strict=True))
        raise PipelineError(
            f"{path} row {before + first + 1}: {given} are no probabilities that sum to one "
            f"({int(wrong.sum())} such rows in this part of the file). Score these articles again."
        )
    scaled: Array = values / values.sum(axis=1, keepdims=True)
    return scaled
