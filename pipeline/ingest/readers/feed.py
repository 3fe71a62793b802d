"""RSS and Atom: one article an item, with the whole text where the feed gives it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.config import IngestConfig
from pipeline.ingest.documents import Document
from pipeline.ingest.fields.values import as_text, own_columns, without_cut_mark
from pipeline.ingest.readers.fragments import is_page, one_line, without_markup
from pipeline.ingest.readers.records import too_large
from pipeline.ingest.reasons import Reason
from pipeline.ingest.sources.opening import Opened
from pipeline.ingest.sources.source import Piece
from pipeline.io.twice_encoded import repaired
from pipeline.records import Reject

# A feed is held whole: not more than so many times the largest text.
_FEED = 5
_HEAD = 1 << 16
# Entities that a feed defines itself may grow without end, and name files; those of HTML are known without.
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]{0,500}\[[^\]]{0,60000}\]\s*>", re.IGNORECASE)
_ITEM = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_END = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)


def read(opened: Opened, piece: Piece, config: IngestConfig) -> Iterator[Document | Reject]:
    """The articles of the items of a feed.

    Parameters
    ----------
    opened : Opened
    piece : Piece
        Always the whole file.
    config : IngestConfig
    """
    limit = _FEED * config.max_megabytes * 1_000_000
    data = opened.stream().read(limit + 1)
    if len(data) > limit:
        reason = f"the feed has more than {limit / 1e6:.0f} MB; cut it in several, or set ingest.max_megabytes higher"
        yield Reject(opened.name, None, reason, Reason.TOO_LARGE)
        return
    data = _without_entities(data)
    if b"<!ENTITY" in data[:_HEAD].replace(b"\0", b""):
        reason = "the feed defines entities of its own, which are not read; get it again from its address"
        yield Reject(opened.name, None, reason, Reason.NOT_READABLE)
        return
    import feedparser

    # Given as a file: a string might be taken for an address. What is no article is left out when markup is.
    try:
        feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    # On badly broken XML the library fails in many ways, none of which it names.
    except Exception as error:
        problem = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
        reason = f"the feed is broken XML ({problem}) and none of its items was read; get it again"
        yield Reject(opened.name, None, reason, Reason.NOT_READABLE)
        return
    for number, item in enumerate(feed.entries, start=1):
        yield _document(item, feed.feed, f"item {number}", opened.name, number, config)
    if feed.bozo and not _is_whole(data, len(feed.entries)):
        problem = " ".join(str(feed.get("bozo_exception", "")).split())[:200]
        where = f"after item {len(feed.entries)}" if feed.entries else None
        reason = f"the feed is broken XML ({problem}), and items may be missing; get it again"
        yield Reject(opened.name, where, reason, Reason.NOT_READABLE)
    elif not feed.entries:
        yield Reject(opened.name, None, "the feed has no items", Reason.EMPTY)


def _without_entities(data: bytes) -> bytes:
    at = data[:_HEAD].upper().find(b"<!DOCTYPE") if b"<!ENTITY" in data[:_HEAD] else -1
    doctype = _DOCTYPE.match(data, at) if at >= 0 else None
    return data[: doctype.start()] + data[doctype.end() :] if doctype else data


def _is_whole(data: bytes, items: int) -> bool:
    """Whether all items of a feed with errors were read all the same, such as of one with an entity of HTML."""
    return items >= len(_ITEM.findall(data)) and bool(_END.search(data[-_HEAD:]))


def _document(
    item: Mapping[str, Any], feed: Mapping[str, Any], location: str, name: str, number: int, config: IngestConfig
) -> Document | Reject:
    whole = max((as_text(part.get("value") or "") for part in item.get("content") or ()), key=len, default="")
    summary = as_text(item.get("summary") or "")
    text = repaired(whole if whole.strip() else summary)
    if not text.strip():
        reason = "the item has no text, only a title or a link; fetch the page and ingest that"
        return Reject(name, location, reason, Reason.NO_TEXT)
    if len(text) > config.max_megabytes * 1_000_000:
        return too_large(name, location, config)
    page = is_page(text)
    content, cut = (text, False) if page else without_cut_mark(without_markup(text))
    source = item.get("source") or {}
    return Document(
        source_path=f"{name}#{number}",
        content=content,
        markup="html" if page else "text",
        title=_line(item.get("title")),
        published=_line(item.get("published") or item.get("updated")),
        authors=_authors(item),
        outlet=_line(source.get("title")) or _line(feed.get("title")),
        url=_line(item.get("link")),
        language=_line(item.get("language") or feed.get("language")),
        truncated=cut or not whole.strip(),
        own_columns=own_columns(_own(item)),
        headed=False,
    )


def _line(value: Any) -> str | None:
    return one_line(repaired(as_text(value))) or None if value else None


def _authors(item: Mapping[str, Any]) -> list[str]:
    names = [_line(author.get("name")) for author in item.get("authors") or () if isinstance(author, Mapping)]
    return list(dict.fromkeys(name for name in [*names, *([] if any(names) else [_line(item.get("author"))])] if name))


def _own(item: Mapping[str, Any]) -> dict[str, Any]:
    tags = [tag.get("term") for tag in item.get("tags") or () if tag.get("term")]
    return {"id": item.get("id"), "tags": "; ".join(map(str, tags))}
