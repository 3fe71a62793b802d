"""Bytes of one format → documents; a format is a file here and a line in the registry, and its first bytes say which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from pipeline.config import IngestConfig
from pipeline.ingest.documents import Document
from pipeline.ingest.readers.formats import READERS, CuttingReader, Format
from pipeline.ingest.readers.several_articles import articles_apart
from pipeline.ingest.readers.sniffing import HEAD, kind_of, no_format
from pipeline.ingest.reasons import Reason
from pipeline.ingest.sources.opening import Opened, SourceError, open_source
from pipeline.ingest.sources.remote import is_address
from pipeline.ingest.sources.source import Piece, Source
from pipeline.printable import count
from pipeline.records import Reject

__all__ = ["PIECE_BYTES", "READERS", "Format", "kind_of", "pieces_of", "pieces_within", "read_piece", "recognised"]

PIECE_BYTES = 16_000_000


def pieces_of(source: Source, config: IngestConfig, size: int = PIECE_BYTES) -> Iterator[Piece]:
    """What of a source is read at once; together the pieces hold each record once.

    Parameters
    ----------
    source : Source
    config : IngestConfig
    size : int, default=16,000,000
        Files with more bytes are cut into pieces of about so many, where their format allows it.

    Yields
    ------
    Piece
        The whole where the source is small, cannot be cut or not be read; `read_piece` then tells why.
    """
    cut = []
    try:
        with open_source(source, config) as opened:
            if opened.size is not None and opened.size > size and isinstance(found := _format(opened), Format):
                reader = found.reader()
                if found.cuts(opened, is_address(source.place)) and hasattr(reader, "cut"):
                    cut = list(cast(CuttingReader, reader).cut(opened, source, size))
    except MemoryError:
        raise
    except Exception:
        cut = []
    yield from cut or [Piece(source)]


def pieces_within(piece: Piece, config: IngestConfig) -> Iterator[Piece]:
    """The smallest pieces that a piece can be cut into, single records in most formats; itself where it cannot be cut.

    Parameters
    ----------
    piece : Piece
    config : IngestConfig
    """
    reached = piece
    try:
        with open_source(piece.source, config) as opened:
            found = _format(opened)
            if not isinstance(found, Format) or not found.cuts(opened, is_address(piece.source.place)):
                yield piece
                return
            for each in cast(CuttingReader, found.reader()).cut(opened, piece.source, 1):
                if piece.stop is not None and each.start >= piece.stop:
                    return
                if each.start >= piece.start:
                    yield each
                    reached = replace(piece, start=each.stop or 0, first=each.first)
    except SourceError:
        # What stands behind is one piece, which will tell.
        yield reached


def read_piece(piece: Piece, config: IngestConfig) -> Iterator[Document | Reject]:
    """The documents of a piece, in their order; whatever its bytes are, what cannot be read becomes a reject.

    Parameters
    ----------
    piece : Piece
    config : IngestConfig

    Yields
    ------
    Document or Reject
        After a failure in the middle, one reject for all that follows.
    """
    name = piece.source.name
    given = 0
    try:
        with open_source(piece.source, config) as opened:
            found = _format(opened)
            if isinstance(found, Reject):
                yield found
                return
            for record in found.reader().read(opened, piece, config):
                given += 1
                yield from articles_apart(record, name, config) if isinstance(record, Document) else [record]
    except SourceError as broken:
        yield Reject(name, _after(given), broken.sentence, code=broken.reason)
    except MemoryError:
        raise
    except Exception as error:
        reason = (
            f"cannot be read {'any further' if given else 'as what it seems to be'} ({type(error).__name__}: "
            f"{' '.join(str(error).split())[:200]}). Save it anew, or in another format, and report it if it is whole"
        )
        yield Reject(name, _after(given), reason, code=Reason.NOT_READABLE)


def recognised(source: Source, config: IngestConfig) -> str:
    """What a source is taken for, in words."""
    try:
        with open_source(source, config) as opened:
            found = _format(opened)
            packed = ", packed" if opened.compressed else ""
    except SourceError as broken:
        return broken.sentence
    return found.reason if isinstance(found, Reject) else f"{found.title}{packed}"


def _format(opened: Opened) -> Format | Reject:
    if opened.size == 0:
        return Reject(opened.name, None, "the file is empty", code=Reason.EMPTY)
    head = opened.head(HEAD)
    if not head:
        return Reject(opened.name, None, "the file is empty once it is unpacked", code=Reason.EMPTY)
    kind = kind_of(head, opened.name)
    if kind is None:
        return Reject(opened.name, None, no_format(head, opened.name), code=Reason.NO_FORMAT)
    return READERS[kind]


def _after(given: int) -> str | None:
    return f"after {count(given, 'record')}" if given else None
