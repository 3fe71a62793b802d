"""The articles of a portion, whatever it is read from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from pipeline.extract.statements import ExtractedArticle
from pipeline.records import Article, Reject
from pipeline.scoring.examples import extracted_of
from pipeline.scoring.job import Job
from pipeline.scoring.selection import Selection
from pipeline.scoring.shards import Kind, Portion
from pipeline.scoring.tables import TableReader


def records_of(portion: Portion, job: Job) -> Iterator[Article | ExtractedArticle | Reject | None]:
    """What one portion holds, in the order of the file.

    Yields
    ------
    Article, ExtractedArticle, Reject or None
        An extracted article comes from a table of examples, ``None`` stands for an article that was not asked for.
    """
    if portion.kind is Kind.FILES:
        yield from _of_file(portion, job)
        return
    piece = portion.piece
    reader = _reader(piece.source.place, portion.kind, Path(piece.source.place).stat().st_mtime_ns)
    if portion.kind is Kind.ARTICLES:
        yield from reader.read(piece.start, piece.stop or 0, job.selection)
    else:
        yield from extracted_of(reader.read(piece.start, piece.stop or 0, Selection()), piece)


def _of_file(portion: Portion, job: Job) -> Iterator[Article | Reject | None]:
    from pipeline.ingest.articles import articles_of_piece
    from pipeline.ingest.pages import reset_caches

    # What a library remembers of one page must not change how the next one is read.
    reset_caches()
    for record in articles_of_piece(portion.piece, job.settings.ingest):
        yield record if isinstance(record, Reject) or job.selection.wants(record) else None


@lru_cache(maxsize=1)
def _reader(place: str, kind: Kind, changed: int) -> TableReader:
    """The reader of the table that was read last, so that portions that follow one another are read in one go."""
    return TableReader(place, kind)
