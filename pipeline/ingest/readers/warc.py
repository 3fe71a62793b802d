"""Web archives: WARC as crawlers and Common Crawl write it, packed or not, and the texts of WET files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.config import IngestConfig
from pipeline.ingest.documents import Document
from pipeline.ingest.readers.archive_pages import ArchivedPage, TooLargeError, archived_page
from pipeline.ingest.readers.archive_records import (
    GZIP,
    Gap,
    Record,
    is_packed_by_record,
    next_member,
    next_plain,
    packed_records,
    plain_records,
)
from pipeline.ingest.reasons import Reason
from pipeline.ingest.sources.opening import Opened
from pipeline.ingest.sources.source import Piece, Source
from pipeline.io.decoding import decode
from pipeline.records import Reject

# What belongs to the format and was never a page.
_ABOUT_PAGES = frozenset({"warcinfo", "request", "metadata"})
_PAGES = frozenset({"text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml"})
_SAYS_NOTHING = frozenset({"", "application/octet-stream", "text/plain", "application/http", "unknown/unknown"})
_LOOKS_LIKE_A_PAGE = re.compile(
    rb"^[\s\xef\xbb\xbf]*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_OK = 200


def read(opened: Opened, piece: Piece, config: IngestConfig) -> Iterator[Document | Reject]:
    """The pages in an archive, each with its address, when it was fetched and where its record begins.

    Records that are about others (``warcinfo``, ``request``, ``metadata``) are no pages and are not told; each answer that
    is no page (a picture, a redirect, an error) is a reject. A broken record is told, and what follows it is read.
    """
    most = config.max_megabytes * 1_000_000
    told = False
    for found in _records(opened, piece, most):
        location = f"byte {found.offset}"
        if isinstance(found, Gap):
            told = True
            yield Reject(opened.name, location, found.sentence, code=found.reason)
            continue
        page = archived_page(found.data)
        told = told or page is None or page.kind not in _ABOUT_PAGES
        if page is None:
            yield Reject(
                opened.name,
                location,
                "a record whose header cannot be read; what follows it is read on",
                code=Reason.BAD_RECORD,
            )
        elif page.kind not in _ABOUT_PAGES:
            yield _document(page, opened.name, found.offset, most)
    if not told and piece.start == 0 and piece.stop is None:
        yield Reject(opened.name, None, "the archive holds no pages, only records about them", Reason.EMPTY)


def cut(opened: Opened, source: Source, size: int) -> Iterator[Piece]:
    """Pieces of about `size` bytes that begin where records begin; the whole where it cannot be cut."""
    raw = opened.raw()
    if not raw.seekable() or opened.size is None or (opened.compressed and not _is_cut_by_record(opened)):
        yield Piece(source)
        return
    start = 0
    while True:
        stop = _next(opened, start, start + size)
        yield Piece(source, start, stop)
        if stop is None:
            return
        start = stop


def _next(opened: Opened, start: int, position: int) -> int | None:
    raw = opened.raw()
    try:
        if opened.compressed:
            return next_member(raw, position)
        at: int | None = start
        while at is not None and at < position:
            at = next_plain(raw, at)
        return at
    finally:
        raw.close()


def _records(opened: Opened, piece: Piece, most: int) -> Iterator[Record | Gap]:
    if opened.compressed and _is_cut_by_record(opened):
        raw = opened.raw()
        if piece.start:
            raw.seek(piece.start)
        yield from packed_records(raw, piece.start, piece.stop, most)
        return
    stream = opened.stream()
    if piece.start:
        stream.seek(piece.start)
    yield from plain_records(stream, piece.start, piece.stop, most)


def _is_cut_by_record(opened: Opened) -> bool:
    raw = opened.raw()
    try:
        if raw.read(len(GZIP)) != GZIP:
            return False
    finally:
        raw.close()
    raw = opened.raw()
    try:
        return is_packed_by_record(raw)
    finally:
        raw.close()


def _document(page: ArchivedPage, name: str, offset: int, most: int) -> Document | Reject:
    location = f"byte {offset}"
    kind = page.content_type.partition(";")[0].strip().casefold()
    if problem := _no_page(page, kind):
        return Reject(name, location, f"{problem}{f' ({page.url})' if page.url else ''}", code=Reason.NOT_A_PAGE)
    try:
        data = page.content(most)
    except TooLargeError:
        return Reject(
            name,
            location,
            f"the page has more than {most / 1e6:g} MB, which is ingest.max_megabytes",
            code=Reason.TOO_LARGE,
        )
    is_text = page.kind == "conversion"
    if not is_text and kind not in _PAGES and not _LOOKS_LIKE_A_PAGE.match(data[:4096]):
        return Reject(
            name, location, f"is no page but {kind or 'of no known type'} ({page.url})", code=Reason.NOT_A_PAGE
        )
    declared = _CHARSET.search(page.content_type)
    text = decode(data, declared=declared[1] if declared else None)
    if text is None:
        return Reject(name, location, f"the page is in no known encoding ({page.url})", code=Reason.NOT_READABLE)
    return Document(
        source_path=f"{name}#{offset}",
        content=text,
        markup="text" if is_text else "html",
        url=page.url,
        retrieved=page.date,
        archive_offset=offset,
        truncated=page.truncated,
    )


def _no_page(page: ArchivedPage, kind: str) -> str | None:
    """Why a record is no page, by its header."""
    if page.kind == "revisit":
        return "a note that a page had not changed; its text is in an earlier record"
    if page.kind == "conversion":
        return None if kind in ("text/plain", "") else f"is no text but {kind}"
    if page.kind not in ("response", "resource"):
        return f"a record of the type '{page.kind}', which holds no page"
    if page.status is not None and page.status != _OK:
        return f"the server answered {page.status}, which is no page"
    if kind not in _PAGES and kind not in _SAYS_NOTHING:
        return f"is no page but {kind}"
    return None
