"""The rows of a file → labels, with what was understood and what was not, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError
from pipeline.exchange.formats import read_rows
from pipeline.exchange.label_files import LocatedLabel
from pipeline.exchange.label_line import read_label
from pipeline.exchange.mapping import ColumnMapping, understood_columns
from pipeline.exchange.meanings import meant_by, number_of
from pipeline.exchange.rows import Row, Rows
from pipeline.exchange.values import label_of
from pipeline.records import Label, Reject
from pipeline.tasks import Task

# What a sheet of labels follows that does not say which version of the codebook it follows.
UNKNOWN_CODEBOOK = "unknown"


@dataclass(frozen=True, slots=True)
class Choices:
    """What a user says of a file.

    Attributes
    ----------
    columns : mapping of str to str
        Column → field.
    values : mapping of str to str
        A label as the file writes it → ours; with ``stance:`` or ``sentiment:`` before it, of that task alone.
    annotator : str or None
        Who judged where no column says it; else the one that the file is called after.
    sentiment : str or None
        Of labels that have none.
    codebook : str
        The version that labels follow which do not say it.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    annotator: str | None = None
    sentiment: str | None = None
    codebook: str = UNKNOWN_CODEBOOK


@dataclass(frozen=True, slots=True)
class Understood:
    """What a file holds.

    Attributes
    ----------
    path : Path
    format : str
        What the file was recognised as.
    mapping : ColumnMapping
    labels : list of LocatedLabel
    rejects : list of Reject
    annotator : str or None
        By whom labels are that do not say it; ``None`` where all say it.
    rest : mapping of str to dict
        Location → the values of the row in the columns that are no fields.
    """

    path: Path
    format: str
    mapping: ColumnMapping
    labels: list[LocatedLabel]
    rejects: list[Reject]
    annotator: str | None
    rest: Mapping[str, dict[str, Any]]


def understand(path: Path, choices: Choices) -> Understood:
    """Read a file of labels in any format.

    Raises
    ------
    PipelineError
        If it cannot be read, has no rows, or no column of stances.
    """
    rows = read_rows(path)
    if not rows.rows:
        why = f" First: {rows.rejects[0].location}: {rows.rejects[0].reason}." if rows.rejects else ""
        raise PipelineError(f"{path}: was read as {rows.format} and holds no labels.{why}")
    mapping = understood_columns(path, rows.columns, choices.columns)
    if str(Task.stance) not in mapping.columns and "flags" not in mapping.columns:
        raise PipelineError(
            f"{path}: no column is called like a stance; it has {', '.join(rows.columns)}. Say which it is, such as --map "
            f"{rows.columns[-1]}=stance."
        )
    annotator = choices.annotator or path.name.partition(".")[0]
    labels: list[LocatedLabel] = []
    rejects = list(rows.rejects)
    says_who = True
    for row, values in _values(rows, mapping, choices):
        says_who &= values.get("annotator") not in (None, "")
        label = values if isinstance(values, str) else read_label(values, annotator, named=False)
        if isinstance(label, str):
            rejects.append(Reject(path.as_posix(), row.location, label))
        else:
            labels.append(LocatedLabel(path.as_posix(), row.location, _completed(label, choices)))
    rest = {row.location: {name: row.values.get(name) for name in mapping.unused} for row in rows.rows}
    return Understood(path, rows.format, mapping, labels, rejects, None if says_who else annotator, rest)


def _values(rows: Rows, mapping: ColumnMapping, choices: Choices) -> Iterator[tuple[Row, dict[str, Any]]]:
    said = {task: meant_by(choices.values, task) for task in Task}
    scales = {task: _is_other_scale(rows, mapping.columns.get(task), said[task]) for task in Task}
    for row in rows.rows:
        values = {ours: row.values.get(theirs) for ours, theirs in mapping.columns.items()}
        for task in Task:
            given = _written(values.get(task))
            if (meant := said[task].get(given.casefold())) is not None:
                values[task] = meant
            elif scales[task] and number_of(given) is not None:
                # On a scale from 1 to 3 or 7, 1 is hardly what it is on one from -1 to 1.
                values[task] = f"{given} (on a scale; say with --values what its numbers mean)"
        values["codebook"] = values.get("codebook") or choices.codebook
        yield row, values


def _written(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _is_other_scale(rows: Rows, column: str | None, said: Mapping[str, str]) -> bool:
    if column is None:
        return False
    written = {_written(row.values.get(column)) for row in rows.rows}
    numbers = {number for word in written if word.casefold() not in said and (number := number_of(word)) is not None}
    return bool(numbers - {-1.0, 0.0, 1.0})


def _completed(label: Label, choices: Choices) -> Label:
    if choices.sentiment is None or label.sentiment is not None or label.stance is None:
        return label
    try:
        return replace(label, sentiment=label_of(choices.sentiment, Task.sentiment))
    except ValueError as error:
        raise PipelineError(f"--sentiment: {error}.") from error
