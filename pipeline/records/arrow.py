"""Parquet schemas and plain rows, derived from the record classes."""

from __future__ import annotations

import types
import typing
from dataclasses import asdict, fields, is_dataclass
from functools import cache
from typing import Any

import pyarrow as pa

_TYPES: dict[Any, pa.DataType] = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}


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
    """The record as a plain dictionary, nested records included."""
    return asdict(record)


def _arrow_type(annotation: Any) -> tuple[pa.DataType, bool]:
    if typing.get_origin(annotation) in (types.UnionType, typing.Union):
        inner = next(a for a in typing.get_args(annotation) if a is not type(None))
        return _arrow_type(inner)[0], True
    if typing.get_origin(annotation) in (list, tuple):
        return pa.list_(_arrow_type(typing.get_args(annotation)[0])[0]), False
    if is_dataclass(annotation) and isinstance(annotation, type):
        return pa.struct(list(arrow_schema(annotation))), False
    return _TYPES[annotation], False
