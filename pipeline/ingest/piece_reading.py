"""One piece of a source → its articles and rejects, a part at a time, so that memory does not grow with the piece."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.config import IngestConfig
from pipeline.ingest.articles import articles_of_piece
from pipeline.ingest.duplicates.sketches import sketches
from pipeline.ingest.noticing import Noticed
from pipeline.ingest.pages import reset_caches
from pipeline.ingest.sources import Piece
from pipeline.ingest.stored_record import StoredRecord, stored
from pipeline.records import Article, Reject

# A part has at most so many records, and is full with so many characters of text.
MOST_RECORDS = 2_000
MOST_CHARACTERS = 8_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """Some records of a piece that follow one another.

    Attributes
    ----------
    key : str
        Of the piece's content, the configuration and the code, see `pipeline.ingest.plan`.
    first : int
        How many records of the piece come before.
    records : sequence of StoredRecord
        In the order of the file.
    noticed : Noticed, optional
        What was read in part, in all of the piece: a date that was not understood, a language that is unsure. Only the
        last part of a piece has it.
    """

    key: str
    first: int
    records: Sequence[StoredRecord]
    noticed: Noticed | None = None

    @property
    def last(self) -> bool:
        """Whether the piece ends with it."""
        return self.noticed is not None


def parts_of(key: str, piece: Piece, config: IngestConfig) -> Iterator[Part]:
    """The parts of a piece, of which the last may be empty.

    Parameters
    ----------
    key : str
    piece : Piece
    config : IngestConfig
    """
    noticed = Noticed()
    first, size = 0, 0
    held: list[Article | Reject] = []
    for record in articles_of_piece(piece, config, noticed):
        held.append(record)
        size += len(record.text) if isinstance(record, Article) else 0
        if len(held) == MOST_RECORDS or size >= MOST_CHARACTERS:
            yield Part(key, first, _stored(held, config))
            first, size, held = first + len(held), 0, []
    yield Part(key, first, _stored(held, config), noticed)


def read_pieces(pieces: Sequence[tuple[str, Piece]], config: IngestConfig) -> Iterator[list[Part]]:
    """Read several pieces, each with its key.

    Yields
    ------
    list of Part
        What is kept at once: the rest of small pieces together, each full part as it is read.
    """
    # What a library remembers of one page must not change how the next one is read.
    reset_caches()
    together = []
    for key, piece in pieces:
        for part in parts_of(key, piece, config):
            together.append(part)
            if not part.last:
                yield together
                together = []
    if together:
        yield together


def _stored(records: Sequence[Article | Reject], config: IngestConfig) -> list[StoredRecord]:
    bodies = [body_of(record) for record in records if isinstance(record, Article)]
    made = iter([sketch.astype("<u8").tobytes() for sketch in sketches(bodies)] if config.near_duplicates < 1 else [])
    return [stored(record, next(made, None) if isinstance(record, Article) else None) for record in records]


def body_of(article: Article) -> str:
    """The text without its headline, under which copies differ."""
    return article.text.removeprefix(article.title or "")
