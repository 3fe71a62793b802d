"""One piece of a source → its articles and rejects, and what was noticed on the way."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.config import IngestConfig
from pipeline.ingest.articles import articles_of_piece
from pipeline.ingest.duplicates.sketches import sketches
from pipeline.ingest.noticing import Noticed
from pipeline.ingest.pages import reset_caches
from pipeline.ingest.sources import Piece
from pipeline.records import Article, Reject


@dataclass(frozen=True, slots=True)
class PieceRead:
    """What one piece holds.

    Attributes
    ----------
    key : str
        Of the piece's content, the configuration and the code, see `pipeline.ingest.plan`.
    records : list of Article or Reject
        In the order of the file.
    sketches : list of bytes
        Of the articles among them, in their order: little-endian 64-bit numbers, see `pipeline.ingest.duplicates`.
    noticed : Noticed
        What was read in part: a date that was not understood, a language that is unsure.
    """

    key: str
    records: list[Article | Reject]
    sketches: list[bytes]
    noticed: Noticed = field(default_factory=Noticed)


def read_pieces(pieces: list[tuple[str, Piece]], config: IngestConfig) -> list[PieceRead]:
    """Read several pieces, each with its key; the unit of work of one process."""
    # What a library remembers of one page must not change how the next one is read.
    reset_caches()
    return [_read(key, piece, config) for key, piece in pieces]


def _read(key: str, piece: Piece, config: IngestConfig) -> PieceRead:
    noticed = Noticed()
    records = list(articles_of_piece(piece, config, noticed))
    bodies = [body_of(record) for record in records if isinstance(record, Article)]
    made = sketches(bodies) if config.near_duplicates < 1 else []
    return PieceRead(key, records, [sketch.astype("<u8").tobytes() for sketch in made], noticed)


def body_of(article: Article) -> str:
    """The text without its headline, under which copies differ."""
    return article.text.removeprefix(article.title or "")
