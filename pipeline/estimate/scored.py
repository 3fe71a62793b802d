"""The scores as batches of typed columns, whatever the format of their file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.arrays import FloatArray
from pipeline.errors import PipelineError, did_you_mean
from pipeline.io.readers import FORMATS, format_of
from pipeline.tasks import Task

_ROUNDING = 0.01
_TYPES = {"start": pa.int64(), "end": pa.int64()} | {
    column: pa.float64() for task in Task for column in task.probabilities
}


def scored_columns(path: Path) -> list[str]:
    """The names of the columns of a scores file.

    Raises
    ------
    PipelineError
        If there is no such file, it is no table, or it is empty.
    """
    table = format_of(path)
    if table is None and path.suffix:
        raise PipelineError(f"{path}: '{path.suffix}' is no table format; scores are in {', '.join(FORMATS)}.")
    if table is None or not path.exists():
        raise PipelineError(f"{path}: no such file. Make it with `stance score ARTICLES --out {path}`.")
    if path.is_file() and path.stat().st_size == 0:
        raise PipelineError(f"{path}: the file is empty. Make it again with `stance score`.")
    try:
        return table.columns(path)
    except (pa.ArrowInvalid, UnicodeDecodeError) as error:
        reason = str(error).partition("\n")[0].partition(" Is this")[0].rstrip(".")
        raise PipelineError(
            f"{path}: cannot be read as a table ({reason}). Make it again with `stance score`."
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
    try:
        if table := format_of(path):
            yield from table.batches(path, schema)
    except (pa.ArrowInvalid, pa.ArrowTypeError, OSError) as error:
        raise PipelineError(
            f"{path}: cannot be read as scores ({error}). Make it again with `stance score`."
        ) from error


def probabilities(path: Path, rows: pa.Table, task: Task, before: int) -> FloatArray:
    """The probabilities of the classes, rescaled to sum to exactly one.

    Parameters
    ----------
    path, before
        The file and the number of its rows that came before these, for naming the row in an error.
    rows : pyarrow.Table
    task : Task

    Returns
    -------
    FloatArray of shape (n_rows, n_labels)

    Raises
    ------
    PipelineError
        If one is missing, no number, or no probability.
    """
    names = task.probabilities
    values = np.stack([pc.fill_null(rows[name], float("nan")).to_numpy() for name in names], axis=1)
    wrong = ~(np.isfinite(values).all(axis=1) & (values >= 0).all(axis=1) & (abs(values.sum(axis=1) - 1) < _ROUNDING))
    if wrong.any():
        first = int(np.argmax(wrong))
        given = ", ".join(f"{name} {value:g}" for name, value in zip(names, values[first], strict=True))
        raise PipelineError(
            f"{path} row {before + first + 1}: {given} are no probabilities that sum to one "
            f"({int(wrong.sum())} such rows in this part of the file). Score these articles again."
        )
    scaled: FloatArray = values / values.sum(axis=1, keepdims=True)
    return scaled
