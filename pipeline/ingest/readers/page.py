"""A file that is one web page."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.config import IngestConfig
from pipeline.ingest.documents import Document
from pipeline.ingest.readers.whole import whole_text
from pipeline.ingest.sources.opening import Opened
from pipeline.ingest.sources.source import Piece
from pipeline.records import Reject


def read(opened: Opened, piece: Piece, config: IngestConfig) -> Iterator[Document | Reject]:
    """The one page."""
    text = whole_text(opened, config)
    yield text if isinstance(text, Reject) else Document(opened.name, text, "html")
