"""A label as a line of the store, and back."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from operator import itemgetter
from typing import Any

import orjson

from pipeline.records import Label

_FIELDS = fields(Label)
_NAMES = frozenset(field.name for field in _FIELDS)
_REQUIRED = tuple(field.name for field in _FIELDS if field.default is MISSING)
_TUPLES = ("flags", "rules")
_MAY_BE_MISSING = ("stance", "sentiment")
_needed = itemgetter(*(name for name in _REQUIRED if name not in _MAY_BE_MISSING))


def as_line(label: Label) -> bytes:
    """The line, without its end; a field at its default is left out."""
    values = {
        field.name: value
        for field in _FIELDS
        if (value := getattr(label, field.name)) != field.default or field.default is MISSING
    }
    # Lone surrogates, which JSON can hold and UTF-8 cannot, are escaped.
    try:
        return json.dumps(values, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(values).encode("ascii")


def line_values(line: bytes) -> dict[str, Any] | str:
    """The fields of a line, or in words why it has none."""
    try:
        values = orjson.loads(line)
    except orjson.JSONDecodeError:
        # It refuses what `json` takes and a line may hold, such as lone surrogates.
        try:
            values = json.loads(line)
        except (UnicodeDecodeError, ValueError, RecursionError) as error:
            return f"not valid JSON in UTF-8: {error}"
    if not isinstance(values, dict):
        return f"a JSON {type(values).__name__}, not an object with the fields of a label"
    try:
        _needed(values)
    except KeyError as missing:
        return f"the field {missing} is missing"
    if not isinstance(values["annotator"], str) or not isinstance(values["article"], str):
        return "annotator and article are not both words"
    return values


def as_label(values: dict[str, Any]) -> Label:
    """The label of a line; fields that a label does not have are passed over."""
    known = {name: value for name, value in values.items() if name in _NAMES}
    for name in _TUPLES:
        known[name] = tuple(known.get(name) or ())
    for name in _MAY_BE_MISSING:
        known.setdefault(name, None)
    return Label(**known)
