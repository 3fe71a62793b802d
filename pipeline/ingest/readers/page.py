"""A file that is one web page; or an export of many documents, or a table of articles, that a program saved as one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.config import IngestConfig
from pipeline.ingest.documents import Document
from pipeline.ingest.readers.fragments import without_markup
from pipeline.ingest.readers.html_table import documents_of_table
from pipeline.ingest.readers.whole import whole_text
from pipeline.ingest.sources.opening import Opened
from pipeline.ingest.sources.source import Piece
from pipeline.ingest.text.many_in_one import documents_of, may_hold_documents
from pipeline.records import Reject

_LEAST_DOCUMENTS = 2
_BODY = re.compile(r"<body\b", re.IGNORECASE)


def read(opened: Opened, piece: Piece, config: IngestConfig) -> Iterator[Document | Reject]:
    """The one page, or the documents of the export or table, in their order."""
    text = whole_text(opened, config)
    if isinstance(text, Reject):
        yield text
        return
    if (rows := documents_of_table(text, opened.name, config)) is not None:
        yield from rows
        return
    yield from _documents(text, opened.name, config) or [Document(opened.name, text, "html")]


def _documents(page: str, name: str, config: IngestConfig) -> list[Document | Reject]:
    """Those of an export: several, each with its day, as no page about documents has them."""
    if not may_hold_documents(page):
        return []
    body = _BODY.search(page)
    documents = documents_of(without_markup(page[body.start() :] if body else page), name, config) or []
    dated = sum(isinstance(document, Document) and document.published is not None for document in documents)
    return documents if dated >= _LEAST_DOCUMENTS else []
