"""A record, of whatever format, → a document: its fields found under their names, its values told apart."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from pipeline.config import IngestConfig
from pipeline.ingest.documents import Document
from pipeline.ingest.fields.authors import author_names
from pipeline.ingest.fields.column_names import normal_name
from pipeline.ingest.fields.column_problems import no_text
from pipeline.ingest.fields.columns import Columns, columns_of, known_records
from pipeline.ingest.fields.literals import literal
from pipeline.ingest.fields.presets import FIELDS, field_names
from pipeline.ingest.fields.values import (
    as_text,
    encodable,
    flat,
    is_missing,
    is_row_number,
    own_columns,
    without_cut_mark,
)
from pipeline.ingest.readers.fragments import is_page, one_line, without_markup
from pipeline.ingest.readers.rich_text import paragraphs_of
from pipeline.ingest.reasons import Reason
from pipeline.io.decoding import decode
from pipeline.io.twice_encoded import repaired
from pipeline.records import Reject

_TEXT_FIELDS = ("text", "html", "summary")
_PARAGRAPH_BREAK = "\n\n"
_LONGEST_LIST = 1_000_000
# How a list of paragraphs begins that a table holds as a string.
_JSON = ('"', "{", "[{")
_LISTS = ("['", '["', "('", '("', 'c("', "array(['", 'array(["', 'list("')


def record_document(
    record: Mapping[str, Any], name: str, location: str, config: IngestConfig, number: str | None = None
) -> Document | Reject:
    """The document in one record.

    Parameters
    ----------
    record : mapping of str to any
        Keys may be any of the names in ``fields.yaml``, of a preset or of `ingest.columns`; values may be those of JSON,
        Arrow or pandas. Records within it are looked into.
    name : str
        Of the file.
    location : str
        Such as ``line 3``, for the user.
    config : IngestConfig
    number : str, optional
        What stands behind ``#`` in `source_path`; by default the last word of `location`.

    Returns
    -------
    Document or Reject
        A reject where no field with a text is filled, or the text is too large or none.
    """
    record = {key: _joined(key, value, config) for key, value in record.items()}
    values = _flat(record)
    columns = columns_of(values, config)
    if not columns.has_text and (inner := _wrapped(record, config)):
        values = _flat(inner)
        columns = columns_of(values, config)
    used = {
        field: column
        for field in FIELDS
        if (column := next((c for c in columns.fields[field] if not is_missing(values[c])), None)) is not None
    }
    field = next((field for field in _TEXT_FIELDS if field in used), None)
    if field is None:
        return Reject(name, location, no_text(values, columns, config), Reason.NO_TEXT)
    if field != "summary":
        # Beside a text it is a column of the user's own.
        used.pop("summary", None)
    text = _text(values[used[field]])
    if text is None:
        kind = type(values[used[field]]).__name__
        reason = f"the text is {kind}, not a string; name the column of texts with ingest.columns"
        return Reject(name, location, reason, Reason.BAD_RECORD)
    if len(text) > config.max_megabytes * 1_000_000:
        return too_large(name, location, config)
    page = is_page(text) or (field == "html" and "<" in text)
    content, truncated = (text, False) if page else without_cut_mark(without_markup(text))
    authors = author_names(values[used["authors"]]) if "authors" in used else []
    return Document(
        source_path=f"{name}#{number or location.split()[-1]}",
        content=content,
        markup="html" if page else "text",
        title=_line(values, used.get("title")),
        published=_line(values, used.get("published")),
        authors=[one_line(repaired(author)) for author in authors],
        outlet=_line(values, used.get("outlet")),
        url=_line(values, used.get("url")),
        language=_line(values, used.get("language")),
        truncated=truncated or field == "summary",
        own_columns=own_columns(_own(values, columns, used)),
        headed=False,
    )


def _joined(key: str, value: Any, config: IngestConfig) -> Any:
    """A text that stands in pieces, within a record or a list of records, as one; any other value as it is."""
    if not isinstance(value, Mapping | list) or normal_name(str(key)) not in _names_of_texts():
        return value
    pieces = [value] if isinstance(value, Mapping) else value
    if not all(isinstance(piece, Mapping) for piece in pieces):
        return value
    if isinstance(value, Mapping) and columns_of(_flat(value), config).has_text:
        return value
    return _PARAGRAPH_BREAK.join(paragraphs_of(value)) or value


@cache
def _names_of_texts() -> frozenset[str]:
    return frozenset(map(normal_name, field_names().text))


def _flat(record: Mapping[str, Any]) -> dict[str, Any]:
    return flat(record, frozenset(key for key in record if normal_name(str(key)) in known_records()))


def _wrapped(record: Mapping[str, Any], config: IngestConfig) -> dict[str, Any] | None:
    """The record in which a database wraps another one (``_source``), with the fields of that one beside its own."""
    for key, inner in record.items():
        if isinstance(inner, Mapping) and columns_of(_flat(inner), config).has_text:
            return {**{other: value for other, value in record.items() if other != key}, **inner}
    return None


def too_large(name: str, location: str, config: IngestConfig) -> Reject:
    """The reject of a record that is larger than the configuration allows."""
    reason = f"larger than ingest.max_megabytes ({config.max_megabytes}); set it higher, or leave the record out"
    return Reject(name, location, reason, Reason.TOO_LARGE)


def _text(value: Any) -> str | None:
    if isinstance(value, str):
        value = literal(value, _LONGEST_LIST) if value.lstrip().startswith(_LISTS) else _as_editors_write(value)
    if isinstance(value, bytes | bytearray):
        value = decode(bytes(value))
    if isinstance(value, Iterable) and not isinstance(value, str | Mapping):
        paragraphs = list(value)
        value = _PARAGRAPH_BREAK.join(paragraphs) if all(isinstance(one, str) for one in paragraphs) else None
    return repaired(encodable(value)) if isinstance(value, str) else None


def _as_editors_write(text: str) -> str:
    """A text that is JSON as its words: a string, or the paragraphs of an editor; any other as it is."""
    if len(text) > _LONGEST_LIST or not text.lstrip().startswith(_JSON):
        return text
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    if isinstance(value, str):
        return value
    return _PARAGRAPH_BREAK.join(paragraphs_of(value)) or text


def _line(values: Mapping[str, Any], column: str | None) -> str | None:
    if column is None:
        return None
    value = values[column]
    told = literal(value) if isinstance(value, str) and value.lstrip().startswith(_LISTS) else value
    if isinstance(told, list) and len(told) == 1 and isinstance(told[0], str):
        value = told[0]
    return one_line(repaired(as_text(value))) or None


def _own(values: Mapping[str, Any], columns: Columns, used: Mapping[str, str]) -> dict[str, Any]:
    """The columns that are no field, and of those that could be one, such as say something else than the one taken."""
    taken = set(used.values())
    same = {
        other
        for field, others in columns.fields.items()
        for other in others
        if other not in taken
        and (is_missing(values[other]) or (field in used and as_text(values[other]) == as_text(values[used[field]])))
    }
    return {
        name: value
        for name, value in values.items()
        if name not in taken and name not in same and not is_row_number(normal_name(name), value)
    }
