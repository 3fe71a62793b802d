"""What stands in a cell: nothing, a record with columns of its own, a text that is cut."""

from __future__ import annotations

import datetime
import json
import math
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.ingest.fields.literals import literal
from pipeline.languages.lexicon import Phrases, WordLists, Words

_DEEPEST = 3
_MOST_KEYS = 200
_MOST_COLUMNS = 50
_LONGEST_OWN = 1_000
# One behind the other: "[…] Continue reading →".
_MOST_MARKS, _LONGEST_MARK = 3, 350
# No longer text is made small to be compared.
_LONGEST_WITHHELD = 60
_LEFT_OUT = "(left out)"
_HALVES = re.compile("[\ud800-\udfff]")


class _Values(WordLists):
    missing: Phrases
    withheld: Words
    row_numbers: Phrases
    cut_marks: Phrases


@cache
def _values() -> _Values:
    return _Values.read(files("pipeline.ingest.fields"), "values.yaml")


@cache
def _missing_words() -> frozenset[str]:
    return frozenset(_values().missing)


@cache
def _cut_mark() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(_values().cut_marks)})\s*\Z", re.IGNORECASE)


def is_missing(value: Any) -> bool:
    """Whether a cell holds no value: empty, ``None``, not a number, or what pandas writes for these
    and a service for what it withholds."""
    if value is None:
        return True
    if isinstance(value, str):
        told = value.strip()
        if not told or told in _missing_words():
            return True
        return len(told) <= _LONGEST_WITHHELD and told.casefold() in _values().withheld
    if isinstance(value, float):
        return math.isnan(value)
    # NaT and NA of pandas, which equal nothing.
    return type(value).__name__ in ("NaTType", "NAType")


def is_row_number(column: str, value: Any) -> bool:
    """Whether a value is but the number of its row, as pandas writes its index.

    Parameters
    ----------
    column : str
        As `pipeline.ingest.fields.columns.normal_name` gives it.
    value : any
    """
    return column in _values().row_numbers and (isinstance(value, int) or str(value).strip().isdecimal())


def flat(record: Mapping[str, Any], parsed: frozenset[str] = frozenset()) -> dict[str, Any]:
    """A record in which those within it are columns of their own: ``source.name``.

    Parameters
    ----------
    record : mapping of str to any
    parsed : frozenset of str
        Keys whose strings may be records, as tables hold them.
    """
    columns: dict[str, Any] = {}
    for key, value in record.items():
        told = literal(value) if key in parsed and isinstance(value, str) and value.lstrip()[:1] == "{" else value
        for name, inner in _leaves(str(key), told, 1):
            # A column may have the very name; the first stays under it.
            columns.setdefault(name, inner)
    return columns


def _leaves(name: str, value: Any, depth: int) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping) and value and depth <= _DEEPEST and len(value) <= _MOST_KEYS:
        for key, inner in value.items():
            yield from _leaves(f"{name}.{key}", inner, depth + 1)
    else:
        yield name, value


def encodable(text: str) -> str:
    """Text without halves of characters, which JSON can hold and no file."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _HALVES.sub("\ufffd", text)
    return text


def as_text(value: Any) -> str:
    """A value as a string: dates in ISO 8601, numbers and booleans as JSON writes them, lists and records as JSON."""
    return encodable(_as_text(value))


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, bytes | bytearray):
        return bytes(value).decode("utf-8", "replace")
    if isinstance(value, bool | int | float | list | tuple | Mapping) or value is None:
        try:
            return json.dumps(value, ensure_ascii=False, default=str)
        except (ValueError, TypeError, RecursionError):
            return str(value)
    return str(value)


def without_cut_mark(text: str) -> tuple[str, bool]:
    """A text without the mark that its source has cut it, and whether there was one.

    Examples
    --------
    >>> without_cut_mark("They lied to our own tra… [+2345 chars]")
    ('They lied to our own tra…', True)
    """
    cut = False
    for _ in range(_MOST_MARKS):
        found = _cut_mark().search(text, max(0, len(text) - _LONGEST_MARK))
        if found is None:
            break
        text, cut = text[: found.start()].rstrip(), True
    return text, cut


def own_columns(columns: Mapping[str, Any]) -> dict[str, str]:
    """What a user's table says besides, as strings; cells without a value are left out.

    Of more than 50 columns the others are named under ``(left out)``, and a value of more than 1,000 characters ends in an
    ellipsis: nothing is cut without a sign.

    Parameters
    ----------
    columns : mapping of str to any
    """
    told: dict[str, str] = {}
    left_out: list[str] = []
    for name, value in columns.items():
        if value is None or value == "" or (not isinstance(value, str) and is_missing(value)):
            continue
        if len(told) >= _MOST_COLUMNS:
            left_out.append(encodable(name))
            continue
        text = as_text(value)
        told[encodable(name)] = text if len(text) <= _LONGEST_OWN else f"{text[: _LONGEST_OWN - 1]}…"
    if left_out:
        told[_LEFT_OUT] = f"{len(left_out)} columns: {', '.join(left_out)}"[:_LONGEST_OWN]
    return told
