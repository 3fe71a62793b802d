"""JSON: a list of articles, an answer of a news service with a list inside, one article, or a frame as pandas writes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from pipeline.config import IngestConfig
from pipeline.ingest.documents import Document
from pipeline.ingest.fields.column_problems import unknown_column
from pipeline.ingest.fields.columns import columns_of
from pipeline.ingest.fields.values import flat
from pipeline.ingest.readers.json_values import BrokenJsonError, TooLongError, json_values
from pipeline.ingest.readers.records import record_document, too_large
from pipeline.ingest.reasons import Reason
from pipeline.ingest.sources.opening import Opened, SourceError
from pipeline.ingest.sources.source import Piece
from pipeline.records import Reject

_DEEPEST = 4
_LOOKED_AT = 1000
# A list is read one article after the other; the answer of a service is one object, and is held whole.
_ANSWERS = 5


def read(opened: Opened, piece: Piece, config: IngestConfig) -> Iterator[Document | Reject]:
    """The articles of the file; a piece of it is always the whole.

    Parameters
    ----------
    opened : Opened
    piece : Piece
    config : IngestConfig
    """
    if config.columns and (problem := _mapping_problem(opened, config)):
        yield Reject(opened.name, None, problem, Reason.NO_TEXT)
        return
    number = 0
    try:
        for value in _records(opened, config):
            number += 1
            location = f"item {number}"
            if isinstance(value, TooLongError):
                yield too_large(opened.name, location, config)
            elif isinstance(value, BrokenJsonError):
                reason = f"not valid JSON ({value}); mend the item, or leave it out"
                yield Reject(opened.name, location, reason, Reason.BAD_RECORD)
            elif isinstance(value, dict):
                yield record_document(value, opened.name, location, config)
            else:
                reason = (
                    f'a JSON {type(value).__name__}, and an article is an object such as {{"text": "…"}}; leave it out'
                )
                yield Reject(opened.name, location, reason, Reason.BAD_RECORD)
    except BrokenJsonError as error:
        reason = (
            f"not valid JSON from item {number + 1} on, and not read further ({error}); mend it, or write JSON lines"
        )
        yield Reject(opened.name, f"item {number + 1}", reason, Reason.BAD_RECORD)
        return
    if not number:
        yield Reject(opened.name, None, "the list in the file is empty", Reason.EMPTY)


def _records(opened: Opened, config: IngestConfig) -> Iterator[Any]:
    limit = config.max_megabytes * 1_000_000
    for value in json_values(opened, limit, _ANSWERS * limit):
        yield from records_in(value, config) if isinstance(value, dict) else [value]


def _mapping_problem(opened: Opened, config: IngestConfig) -> str | None:
    keys: dict[str, None] = {}
    try:
        for record in islice(_records(opened, config), _LOOKED_AT):
            keys.update(dict.fromkeys(flat(record) if isinstance(record, dict) else ()))
    except (BrokenJsonError, SourceError):
        # It is told where it is read.
        pass
    return unknown_column(list(keys), config) if keys else None


def records_in(value: Mapping[str, Any], config: IngestConfig) -> Iterable[Any]:
    """The articles in one object: those of a list in it, the rows of a frame, or itself.

    Parameters
    ----------
    value : mapping of str to any
    config : IngestConfig
    """
    rows = _rows_of_frame(value, config)
    if rows is not None:
        return rows
    if _has_text(value, config):
        return [value]
    if with_text := records_listed(value, config):
        return with_text
    lists = [found for found in _lists(value, _DEEPEST) if isinstance(found[0], Mapping)]
    if lists:
        return lists[0]
    inner = list(value.values())
    return inner if inner and all(isinstance(one, Mapping) and _has_text(one, config) for one in inner) else [value]


def records_listed(value: Mapping[str, Any], config: IngestConfig) -> list[Any] | None:
    """The first list within an object, such as the answer of a news service, whose records have texts.

    Parameters
    ----------
    value : mapping of str to any
    config : IngestConfig
    """
    lists = (found for found in _lists(value, _DEEPEST) if isinstance(found[0], Mapping))
    return next((found for found in lists if _has_text(found[0], config)), None)


def _has_text(record: Mapping[str, Any], config: IngestConfig) -> bool:
    return columns_of(flat(record), config).has_text


def _lists(value: Mapping[str, Any], deepest: int) -> Iterator[list[Any]]:
    """The lists in an object that are not empty, the outermost first."""
    level: list[Any] = [value]
    for _ in range(deepest):
        inner = [one for record in level for one in record.values()]
        yield from (one for one in inner if isinstance(one, list) and one)
        level = [one for one in inner if isinstance(one, Mapping)]


def _rows_of_frame(value: Mapping[str, Any], config: IngestConfig) -> list[dict[str, Any]] | None:
    """The rows of a frame written by columns, or as names and data apart, as `DataFrame.to_json` does."""
    names, data = value.get("columns"), value.get("data")
    if isinstance(names, list) and isinstance(data, list) and all(isinstance(row, list) for row in data):
        return [dict(zip(map(str, names), row, strict=False)) for row in data]
    columns = list(value.values())
    if not columns or not all(isinstance(column, Mapping) and column for column in columns):
        return None
    rows = list(columns[0])
    if any(list(column) != rows for column in columns) or not columns_of(value, config).has_text:
        return None
    return [{name: column[row] for name, column in value.items()} for row in rows]
