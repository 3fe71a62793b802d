"""What a reader hands on: the raw content of one article and whatever its file already says about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pipeline.config import IngestConfig
from pipeline.records import Reject


@dataclass(frozen=True, slots=True)
class Document:
    """One article as found. `content` is plain text or HTML as `markup` says; the other fields may be empty."""

    source_path: str
    content: str
    markup: Literal["text", "html"]
    title: str | None = None
    published: str | None = None
    authors: list[str] = field(default_factory=list)
    outlet: str | None = None
    url: str | None = None
    language: str | None = None


Reader = Callable[[Path, str, IngestConfig], Iterator[Document | Reject]]
"""Reads the file at a path, known to the user under a name, into documents and rejects."""
