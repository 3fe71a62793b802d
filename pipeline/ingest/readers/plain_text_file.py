"""A file of plain text: one article, or an export of many documents in one file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import yaml

from pipeline.config import IngestConfig
from pipeline.ingest.documents import Document
from pipeline.ingest.readers.escapes import without_quoted_printable
from pipeline.ingest.readers.fragments import without_markup
from pipeline.ingest.readers.records import record_document
from pipeline.ingest.readers.whole import whole_text
from pipeline.ingest.sources.opening import Opened
from pipeline.ingest.sources.source import Piece
from pipeline.ingest.text.lines import with_plain_breaks
from pipeline.ingest.text.many_in_one import documents_of
from pipeline.records import Reject

# What a program for notes or pages writes above a text: names and values in YAML between two rules.
_FRONT_MATTER = re.compile(
    r"\s{0,20}---[ \t]*\n(?P<fields>(?:[^\W\d][\w-]{0,40}:.{0,2000}\n|[ \t-].{0,2000}\n){1,100})---[ \t]*\n"
)


def read(opened: Opened, piece: Piece, config: IngestConfig) -> Iterator[Document | Reject]:
    """The article, or the documents of the export, in their order."""
    text = whole_text(opened, config)
    if isinstance(text, Reject):
        yield text
        return
    text = without_quoted_printable(text)
    if (document := _with_front_matter(text, opened.name, config)) is not None:
        yield document
        return
    # Texts are saved with the markup of the page or table that they come from.
    text = without_markup(text, in_lines=True)
    documents = documents_of(text, opened.name, config)
    yield from [Document(opened.name, text, "text")] if documents is None else documents


def _with_front_matter(text: str, name: str, config: IngestConfig) -> Document | None:
    """The article below fields in YAML, or ``None`` where a text does not begin with these."""
    plain = with_plain_breaks(text)
    found = _FRONT_MATTER.match(plain)
    fields = _fields(found["fields"]) if found else None
    if found is None or fields is None:
        return None
    document = record_document({**fields, "text": plain[found.end() :]}, name, "its front matter", config)
    return replace(document, source_path=name) if isinstance(document, Document) else None


def _fields(written: str) -> dict[str, Any] | None:
    try:
        fields = yaml.safe_load(written)
    except (yaml.YAMLError, ValueError):
        return None
    return {str(name): value for name, value in fields.items()} if isinstance(fields, dict) else None
