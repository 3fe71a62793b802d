"""Which column of a file is which field of a label: by its name (``fields.yaml``), or as the user says."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from pipeline.errors import PipelineError, did_you_mean
from pipeline.io.yaml_keys import WordsLoader
from pipeline.records import Label
from pipeline.tasks import Task

_BETWEEN_WORDS = re.compile(r"[\s\-]+")


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """The column of each field that a file has, and the columns that are none."""

    columns: Mapping[str, str]
    unused: Sequence[str]


@cache
def _names() -> dict[str, list[str]]:
    text = files("pipeline.exchange").joinpath("fields.yaml").read_text(encoding="utf-8")
    names: dict[str, list[str]] = WordsLoader(text).get_single_data()
    return names


def _plain(name: str) -> str:
    return _BETWEEN_WORDS.sub("_", name.strip().casefold())


def understood_columns(path: object, columns: Collection[str], said: Mapping[str, str]) -> ColumnMapping:
    """The mapping of a file's columns.

    Parameters
    ----------
    path : object
        The file, for what is said of it.
    columns : collection of str
    said : mapping of str to str
        Column → field, as the user says; the others follow from their names.

    Raises
    ------
    PipelineError
        If a named column is not there, a field is none or named twice, or what a model said stands as a label.
    """
    mapped: dict[str, str] = {}
    for column, asked in said.items():
        if column not in columns:
            raise PipelineError(f"--map: {path} has no column '{column}'.{did_you_mean(column, columns)}")
        field = _field(asked)
        if field in mapped:
            raise PipelineError(f"--map: '{mapped[field]}' and '{column}' are both said to be the {field}. Name one.")
        mapped[field] = column
    taken = set(mapped.values())
    by_plain: dict[str, str] = {}
    for column in columns:
        if column not in taken:
            by_plain.setdefault(_plain(column), column)
    for field, names in _names().items():
        if field not in mapped and (found := next((by_plain[name] for name in names if name in by_plain), None)):
            mapped[field] = found
            taken.add(found)
            del by_plain[_plain(found)]
    _are_of_people(path, columns, mapped)
    return ColumnMapping(mapped, [column for column in columns if column not in taken])


def _field(asked: str) -> str:
    known = [field.name for field in fields(Label)]
    plain = _plain(asked)
    if plain in known:
        return plain
    if named := next((field for field, names in _names().items() if plain in names), None):
        return named
    raise PipelineError(
        f"--map: '{asked}' is no field of a label.{did_you_mean(plain, known)} There is {', '.join(known)}."
    )


def _are_of_people(path: object, columns: Collection[str], mapped: Mapping[str, str]) -> None:
    for task in Task:
        if mapped.get(task) == task and set(task.probabilities) <= set(columns):
            raise PipelineError(
                f"{path}: has the column '{task.probabilities[0]}', so its {task} is what a model said. Name the column of a "
                f"person with --map, such as --map coded={task}."
            )
