"""Files that hold many articles, one a record: JSON lines, CSV, Parquet. Records are streamed, never all in memory."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.config import IngestConfig
from pipeline.errors import did_you_mean
from pipeline.ingest.documents import Document
from pipeline.io.decoding import csv_separator
from pipeline.io.json_lines import json_lines
from pipeline.languages.lexicon import Phrases, WordLists
from pipeline.records import Reject

_BATCH_ROWS = 256


class _FieldNames(WordLists):
    """Names of an article's fields in files, in order of preference; see ``fields.yaml``."""

    text: Phrases
    html: Phrases
    title: Phrases
    published: Phrases
    authors: Phrases
    outlet: Phrases
    url: Phrases
    language: Phrases


@cache
def _field_names() -> _FieldNames:
    return _FieldNames.read(files("pipeline.ingest.fields"), "fields.yaml")


def _field(record: Mapping[str, Any], field: str) -> Any:
    for name in getattr(_field_names(), field):
        value = record.get(name)
        if value is not None and value != "":
            return value
    return None


def _string(value: Any) -> str | None:
    return None if value is None else str(value).strip() or None


def _authors(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(name).strip() for name in value] if isinstance(value, list) else [str(value).strip()]


def record_document(record: Mapping[str, Any], name: str, location: str) -> Document | Reject:
    """The document in one record, whose keys may be any of the names in ``fields.yaml``."""
    text, html = _field(record, "text"), _field(record, "html")
    content = text if text is not None else html
    if content is None:
        wanted = _field_names().text
        return Reject(name, location, f"no text: none of the fields {', '.join(wanted)} is filled")
    if not isinstance(content, str):
        return Reject(name, location, f"the text is {type(content).__name__}, not a string")
    return Document(
        source_path=f"{name}#{location.split()[-1]}",
        content=content,
        markup="text" if text is not None else "html",
        title=_string(_field(record, "title")),
        published=_string(_field(record, "published")),
        authors=_authors(_field(record, "authors")),
        outlet=_string(_field(record, "outlet")),
        url=_string(_field(record, "url")),
        language=_string(_field(record, "language")),
    )


def _missing_text_column(names: list[str]) -> str | None:
    wanted = [*_field_names().text, *_field_names().html]
    if any(name in wanted for name in names):
        return None
    hint = next((s for s in (did_you_mean(name, wanted) for name in names) if s), "")
    return f"no text column: found {', '.join(names) or 'none'}; name one of them 'text'.{hint}"


def read_json_lines(path: Path, name: str, config: IngestConfig) -> Iterator[Document | Reject]:
    """One JSON object a line."""
    for number, record in json_lines(path, "an object with a 'text'"):
        location = f"line {number}"
        yield Reject(name, location, record) if isinstance(record, str) else record_document(record, name, location)


def read_csv(path: Path, name: str, config: IngestConfig) -> Iterator[Document | Reject]:
    """One article a row; the first row names the columns."""
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    with path.open("r", encoding="utf-8-sig", errors="replace", newline="") as file:
        separator = csv_separator(file.readline())
        file.seek(0)
        rows = csv.DictReader(file, delimiter=separator)
        try:
            problem = _missing_text_column([n for n in rows.fieldnames or [] if n])
            if problem:
                yield Reject(name, "line 1", problem)
                return
            for row in rows:
                location = f"line {rows.line_num}"
                if any("�" in value for value in row.values() if isinstance(value, str)):
                    yield Reject(name, location, "the row is not valid UTF-8; save the file as UTF-8")
                    continue
                yield record_document(row, name, location)
        except csv.Error as error:
            yield Reject(name, f"line {rows.line_num}", f"not readable as CSV from here on: {error}")


def read_parquet(path: Path, name: str, config: IngestConfig) -> Iterator[Document | Reject]:
    """One article a row."""
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowInvalid, OSError) as error:
        yield Reject(name, None, f"not a readable Parquet file: {error}")
        return
    with file:
        problem = _missing_text_column(file.schema_arrow.names)
        if problem:
            yield Reject(name, None, problem)
            return
        row = 0
        for batch in file.iter_batches(batch_size=_BATCH_ROWS):
            for record in batch.to_pylist():
                row += 1
                yield record_document(record, name, f"row {row}")
