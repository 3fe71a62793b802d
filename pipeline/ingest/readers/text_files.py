"""Files that hold one article each: plain text and HTML, in whatever encoding they come."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.config import IngestConfig
from pipeline.ingest.documents import Document
from pipeline.io.decoding import decode
from pipeline.records import Reject


def _read_whole(path: Path, name: str, config: IngestConfig) -> str | Reject:
    size = path.stat().st_size
    if size > config.max_megabytes * 1_000_000:
        return Reject(
            name, None, f"the file has {size / 1e6:.0f} MB, more than ingest.max_megabytes ({config.max_megabytes})"
        )
    text = decode(path.read_bytes())
    return Reject(name, None, "the file is binary or in an unknown encoding") if text is None else text


def read_text_file(path: Path, name: str, config: IngestConfig) -> Iterator[Document | Reject]:
    """One plain-text article."""
    text = _read_whole(path, name, config)
    yield text if isinstance(text, Reject) else Document(name, text, "text")


def read_html_file(path: Path, name: str, config: IngestConfig) -> Iterator[Document | Reject]:
    """One web page."""
    text = _read_whole(path, name, config)
    yield text if isinstance(text, Reject) else Document(name, text, "html")
