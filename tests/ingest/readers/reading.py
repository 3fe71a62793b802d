"""Reading a file as the stage does, for tests of one format."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.config import IngestConfig, load_config
from pipeline.ingest.documents import Document
from pipeline.ingest.readers import pieces_of, read_piece
from pipeline.ingest.sources import Piece, Source
from pipeline.records import Reject

CONFIG = load_config().ingest
TEXT = "Kenya’s minister Joram Otieno said that Uganda had kept its word about the bridge."


def config_with(**values: Any) -> IngestConfig:
    """The configuration of the package but for these values."""
    return CONFIG.model_copy(update=values)


def pieces(path: Path, size: int, config: IngestConfig = CONFIG) -> list[Piece]:
    return list(pieces_of(Source(path.name, str(path)), config, size))


def records(path: Path, config: IngestConfig = CONFIG, size: int = 16_000_000) -> list[Document | Reject]:
    """All records of a file, of its pieces one after the other."""
    return [record for piece in pieces(path, size, config) for record in read_piece(piece, config)]


def read(path: Path, config: IngestConfig = CONFIG) -> tuple[list[Document], list[Reject]]:
    """The documents and the rejects of a file."""
    found = records(path, config)
    return [r for r in found if isinstance(r, Document)], [r for r in found if isinstance(r, Reject)]


def only(path: Path, config: IngestConfig = CONFIG) -> Document:
    """The one document of a file."""
    (document,), rejects = read(path, config)
    assert not rejects
    return document
