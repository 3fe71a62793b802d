"""Parquet schemas and plain rows, derived from the record classes."""

from __future__ import annotations

import types
import typing
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

import pyarrow as pa

_TYPES: dict[Any, pa.DataType] = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
_PLAIN = frozenset({*_TYPES, type(None)})


@cache
def arrow_schema(record: type) -> pa.Schema:
    """The Parquet schema of a record class: one field an attribute, nullable where its type admits ``None``."""
    hints = typing.get_type_hints(record)
    columns = []
    for attribute in fields(record):
        column_type, nullable = _arrow_type(hints[attribute.name])
        columns.append(pa.field(attribute.name, column_type, nullable=nullable))
    return pa.schema(columns)


def as_row(record: Any) -> dict[str, Any]:
    """The record as a plain dictionary, nested records included; lists are copies."""
    # As `dataclasses.asdict`, which asks of each text whether it is a record: half of the time a table takes to write.
    kind: Any = type(record)
    return {name: value if type(value := getattr(record, name)) in _PLAIN else _plain(value) for name in _names(kind)}


@cache
def _names(record: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record))


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return as_row(value)
    if isinstance(value, list):
        return [item if type(item) in _PLAIN else _plain(item) for item in value]
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _arrow_type(annotation: Any) -> tuple[pa.DataType, bool]:
    if typing.get_origin(annotation) in (types.UnionType, typing.Union):
        inner = next(a for a in typing.get_args(annotation) if a is not type(None))
        return _arrow_type(inner)[0], True
    if typing.get_origin(annotation) in (list, tuple):
        return pa.list_(_arrow_type(typing.get_args(annotation)[0])[0]), False
    if is_dataclass(annotation) and isinstance(annotation, type):
        return pa.struct(list(arrow_schema(annotation))), False
    return _TYPES[annotation], False
