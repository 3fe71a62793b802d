"""JSON lines: one article a line, each an object."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pipeline.config import IngestConfig
from pipeline.ingest.documents import Document
from pipeline.ingest.fields.column_problems import unknown_column
from pipeline.ingest.fields.literals import literal
from pipeline.ingest.fields.values import flat
from pipeline.ingest.readers.beginning import first_lines
from pipeline.ingest.readers.json_file import records_listed
from pipeline.ingest.readers.lines import line_pieces, lines
from pipeline.ingest.readers.records import record_document, too_large
from pipeline.ingest.reasons import Reason
from pipeline.ingest.sources.opening import Opened
from pipeline.ingest.sources.source import Piece, Source
from pipeline.records import Reject

# The first and last line of a list with an item a line.
_BRACKETS = ("[", "]", "],")
_LONGEST_LITERAL = 1_000_000
_LOOKED_AT = 1000
_LOOKED_AT_BYTES = 16_000_000


def read(opened: Opened, piece: Piece, config: IngestConfig) -> Iterator[Document | Reject]:
    """The articles of the lines in a piece; blank lines are none.

    Parameters
    ----------
    opened : Opened
    piece : Piece
        In bytes.
    config : IngestConfig
    """
    limit = config.max_megabytes * 1_000_000
    if config.columns and (problem := _mapping_problem(opened, config, limit)):
        if piece.start == 0:
            yield Reject(opened.name, None, problem, Reason.NO_TEXT)
        return
    found = False
    for line in lines(opened, piece, limit):
        location = f"line {line.number}"
        if line.text is None:
            found = True
            yield too_large(opened.name, location, config)
        elif text := line.text.strip("\ufeff \t\r\n\0"):
            found = True
            if text in _BRACKETS:
                continue
            record = _object(text)
            if isinstance(record, str):
                yield Reject(opened.name, location, record, Reason.BAD_RECORD)
            else:
                yield from _documents(record, opened.name, location, config)
    if not found and piece.start == 0 and piece.stop is None:
        yield Reject(opened.name, None, "the file holds only blank lines", Reason.EMPTY)


def cut(opened: Opened, source: Source, size: int) -> Iterator[Piece]:
    """Pieces of about `size` bytes that end with a line.

    Parameters
    ----------
    opened : Opened
    source : Source
    size : int
    """
    return line_pieces(opened, source, size)


def _documents(record: dict[str, Any], name: str, location: str, config: IngestConfig) -> Iterator[Document | Reject]:
    """The article of a line, or those in the list of an answer that a service gave."""
    document = record_document(record, name, location, config)
    listed = records_listed(record, config) if isinstance(document, Reject) else None
    if listed is None:
        yield document
        return
    for number, inner in enumerate(listed, start=1):
        place = f"{location}, item {number}"
        if isinstance(inner, dict):
            yield record_document(inner, name, place, config, f"{location.split()[-1]}.{number}")
        else:
            yield Reject(name, place, "an item of the list is no object; leave it out", Reason.BAD_RECORD)


def _object(text: str) -> dict[str, Any] | str:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        # An item of a list that has one a line, or what Python shows of a record.
        value = literal(text.strip("[], \t"), _LONGEST_LITERAL)
        if not isinstance(value, dict):
            return f"not valid JSON: {error}; mend or remove the line"
    if isinstance(value, dict):
        return value
    return (
        f'a JSON {type(value).__name__}, and an article is an object such as {{"text": "…"}}; mend or remove the line'
    )


def _mapping_problem(opened: Opened, config: IngestConfig, limit: int) -> str | None:
    """Whether a column that is mapped is in none of the first lines; each line may leave some out."""
    keys: dict[str, None] = {}
    for text in first_lines(opened, limit, _LOOKED_AT, _LOOKED_AT_BYTES):
        record = _object(text.strip("\ufeff \t\r\n\0"))
        if isinstance(record, dict):
            keys.update(dict.fromkeys(flat(record)))
    return unknown_column(list(keys), config) if keys else None
