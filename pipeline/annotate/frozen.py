"""Rows of a Parquet table read one at a time: the ids are in memory, the rest stays in the file."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import fields
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import PipelineError

Record = TypeVar("Record")
# Row groups kept: several annotators at several places of the plan.
_KEPT = 4


class FrozenRows(Generic[Record]):
    """The records of a table by their ids.

    Parameters
    ----------
    path : Path
    record : type
    id_column : str

    Raises
    ------
    PipelineError
        If the table cannot be read.
    """

    def __init__(self, path: Path, record: type[Record], id_column: str) -> None:
        self._path, self._record = path, record
        self._names = [field.name for field in fields(cast(Any, record))]
        self._groups: OrderedDict[int, pa.RecordBatch] = OrderedDict()
        try:
            self._file = pq.ParquetFile(path)
            self.ids: list[str] = self._file.read([id_column])[id_column].to_pylist()
        except (pa.ArrowException, OSError, KeyError) as error:
            raise _damaged(path, error) from error
        self.place = {row_id: place for place, row_id in enumerate(self.ids)}
        rows = [self._file.metadata.row_group(number).num_rows for number in range(self._file.num_row_groups)]
        self._starts = [sum(rows[:number]) for number in range(len(rows))]

    def column(self, name: str) -> list[Any]:
        """A whole column."""
        values: list[Any] = self._file.read([name])[name].to_pylist()
        return values

    def values(self, row_id: str) -> dict[str, Any]:
        """The columns of one row.

        Raises
        ------
        KeyError
            If there is none.
        """
        place = self.place[row_id]
        number = max(n for n, start in enumerate(self._starts) if start <= place)
        group = self._group(number)
        row: dict[str, Any] = group.slice(place - self._starts[number], 1).to_pylist()[0]
        return {name: row[name] for name in self._names if name in row}

    def _group(self, number: int) -> pa.Table:
        if number in self._groups:
            self._groups.move_to_end(number)
        else:
            self._groups[number] = self._file.read_row_group(number)
            if len(self._groups) > _KEPT:
                self._groups.popitem(last=False)
        return self._groups[number]

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def greatest(path: Path, column: str) -> int:
    """The greatest number of a column, 0 in a table without rows; by what the file says of its parts, which are not read.

    Parameters
    ----------
    path : Path
    column : str

    Raises
    ------
    PipelineError
        If the table cannot be read or has no such column.
    """
    try:
        with pq.ParquetFile(path) as file:
            schema = file.metadata.schema
            places = [place for place in range(len(schema)) if schema.column(place).path == column]
            parts = (file.metadata.row_group(number) for number in range(file.num_row_groups))
            columns = [part.column(place) for part in parts for place in places]
            found = [one.statistics.max for one in columns if one.num_values]
            if file.metadata.num_rows and not found:
                raise KeyError(column)
            return max(found, default=0)
    except (pa.ArrowException, OSError, KeyError, AttributeError) as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> PipelineError:
    return PipelineError(
        f"{path}: is not what `stance annotate` wrote ({error}). Put it back from your copy, or remove the folder and "
        "draw a new plan; the labels do not depend on it."
    )
