"""What becomes of one file, and why: how it was recognised, what it says of itself, what was kept and what left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from pipeline.config import IngestConfig
from pipeline.ingest.articles import read_document
from pipeline.ingest.documents import Document
from pipeline.ingest.readers import pieces_of, read_piece, recognised
from pipeline.ingest.sources import Source, find_sources
from pipeline.printable import count, printable
from pipeline.records import Article, Reject

_RECORDS_SHOWN = 5
_LINES_SHOWN = 12
_LINE_CHARACTERS = 100


def explained(file: str, config: IngestConfig) -> str:
    """What `stance ingest` makes of a file, as a text to print.

    Parameters
    ----------
    file : str
        Path or address.
    config : IngestConfig

    Raises
    ------
    PipelineError
        If there is no such file.
    """
    found = find_sources([file])
    lines = [_rejected(reject) for reject in found.rejects]
    for source in found.sources:
        lines += _of_source(source, config)
    return "\n".join(lines)


def _of_source(source: Source, config: IngestConfig) -> Iterator[str]:
    yield f"{printable(source.name)}: {recognised(source, config)}"
    total: Counter[str] = Counter()
    records = (record for piece in pieces_of(source, config) for record in read_piece(piece, config))
    for record in islice(records, _RECORDS_SHOWN):
        yield from _of_record(record, config, total)
    shown = total.total()
    for record in records:
        made = record if isinstance(record, Reject) else read_document(record, config).record
        total[_kind(made)] += 1
    if total.total() > _RECORDS_SHOWN:
        told = ", ".join(f"{number:,} {what}" for what, number in sorted(total.items()))
        yield f"In all {count(total.total(), 'record')}, of which the first {shown} are shown: {told}."


def _of_record(record: Document | Reject, config: IngestConfig, total: Counter[str]) -> Iterator[str]:
    if isinstance(record, Reject):
        total[_kind(record)] += 1
        yield _rejected(record)
        return
    read = read_document(record, config)
    total[_kind(read.record)] += 1
    yield f"  {record.source_path}: {count(len(record.content), 'character')} of {'HTML' if record.markup == 'html' else 'text'}"
    if isinstance(read.record, Article):
        yield from (f"    {name}: {printable(str(value))}" for name, value in _facts(read.record))
    for what, lines in (
        ("left out", read.left_out),
        ("noticed", [f"{what} {value}".strip() for what, value in read.noticed]),
    ):
        yield from (f"    {what}: {_short(line)}" for line in lines[:_LINES_SHOWN])
        if len(lines) > _LINES_SHOWN:
            yield f"    {what}: … and {count(len(lines) - _LINES_SHOWN, 'line')} more"
    if isinstance(read.record, Reject):
        yield _rejected(read.record)


def _facts(article: Article) -> Iterator[tuple[str, object]]:
    yield "article_id", article.article_id
    yield "title", article.title or "none found"
    yield "published", f"{article.published} ({article.published_source})" if article.published else "not known"
    yield "language", f"{article.language or 'not known'} ({article.language_source})"
    yield "outlet", article.outlet or "not known"
    yield "authors", ", ".join(article.authors) or "not known"
    if article.url:
        yield "url", article.url
    if article.own_columns:
        yield "own columns", article.own_columns
    if article.truncated:
        yield "truncated", "the source gives only the beginning"
    body = article.text.removeprefix(article.title or "").strip()
    yield (
        "text",
        f"{count(len(body), 'character')} in {count(body.count(chr(10) * 2) + 1, 'paragraph')}: {_short(body)}",
    )


def _kind(record: Article | Reject | Document) -> str:
    return f"set aside ({record.code})" if isinstance(record, Reject) else "articles"


def _rejected(reject: Reject) -> str:
    where = f", {reject.location}" if reject.location else ""
    return f"  set aside ({reject.code}): {printable(reject.source)}{where}: {printable(reject.reason)}"


def _short(line: str) -> str:
    line = printable(line)
    return line if len(line) <= _LINE_CHARACTERS else f"{line[:_LINE_CHARACTERS]}…"
