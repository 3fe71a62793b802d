"""A file of plain text: one article, or an export of many documents in one file."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.config import IngestConfig
from pipeline.ingest.documents import Document
from pipeline.ingest.readers.escapes import without_quoted_printable
from pipeline.ingest.readers.fragments import without_markup
from pipeline.ingest.readers.whole import whole_text
from pipeline.ingest.sources.opening import Opened
from pipeline.ingest.sources.source import Piece
from pipeline.ingest.text.many_in_one import documents_of
from pipeline.records import Reject


def read(opened: Opened, piece: Piece, config: IngestConfig) -> Iterator[Document | Reject]:
    """The article, or the documents of the export, in their order."""
    text = whole_text(opened, config)
    if isinstance(text, Reject):
        yield text
        return
    # Texts are saved with the markup of the page or table that they come from.
    text = without_markup(without_quoted_printable(text), in_lines=True)
    documents = documents_of(text, opened.name, config)
    yield from [Document(opened.name, text, "text")] if documents is None else documents
