"""The ingest stage: documents → articles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.config import IngestConfig
from pipeline.ingest.fields.dates import iso_date
from pipeline.ingest.documents import Document
from pipeline.ingest.text.language import detect_language
from pipeline.ingest.text.plain_text import ParsedText, parse_plain_text, split_authors
from pipeline.ingest.sources import read_file
from pipeline.ingest.pages.web_page import parse_web_page
from pipeline.languages import DEFAULT, known_languages, language
from pipeline.records import Article, Reject, content_id

PARAGRAPH_BREAK = "\n\n"
# Control and zero-width characters that copying leaves behind; they would split words and shift nothing but confuse.
_INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u200b\u2060\ufeff\ufffe\ufffd\ud800-\udfff]"
)
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")


def clean_characters(text: str) -> str:
    """Text in Unicode NFC, without invisible characters, with plain single spaces."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text)))


def parse_document(document: Document, config: IngestConfig) -> Article | Reject:
    """The article in one document, or why there is none."""
    content = clean_characters(document.content)
    # Before its text is found, a page's own word for its language is all there is.
    known = document.language if document.language in known_languages() else DEFAULT
    page_language = language(known)
    parsed: ParsedText | None
    if document.markup == "html":
        parsed = parse_web_page(content, page_language, document.url)
        if parsed is None:
            return Reject(document.source_path, None, "no article text was found in the page")
    elif document.title:
        parsed = parse_plain_text(f"{document.title}\n{content}", page_language, config.date_order)
    else:
        parsed = parse_plain_text(content, page_language, config.date_order)
    title = clean_characters(document.title) if document.title else parsed.title
    paragraphs = [p for p in parsed.paragraphs if p != title]
    body = PARAGRAPH_BREAK.join(paragraphs)
    if len(body) < config.min_characters:
        reason = (
            f"the article text has {len(body)} characters, fewer than ingest.min_characters ({config.min_characters})"
        )
        return Reject(document.source_path, None, reason)
    text = PARAGRAPH_BREAK.join([title, body]) if title else body
    given = document.published
    published = iso_date(given, page_language, config.date_order) if given else parsed.published
    authors = [
        name for given in document.authors for name in split_authors(given, page_language) or [given]
    ] or parsed.authors
    article_id = content_id(text)
    return Article(
        article_id=article_id,
        source_path=document.source_path,
        sources=[document.source_path],
        url=document.url,
        outlet=document.outlet or parsed.outlet,
        title=title,
        published=published,
        language=document.language or detect_language(text),
        authors=authors,
        text=text,
        duplicate_group=article_id,
    )


def ingest_files(files: Iterable[Path], config: IngestConfig) -> Iterator[Article | Reject]:
    """Read articles from files, one at a time, in the order of the files.

    Parameters
    ----------
    files : iterable of Path
        As `pipeline.ingest.find_files` returns them.
    config : IngestConfig
        Limits and the order of figures in dates.

    Yields
    ------
    Article or Reject
        Exact duplicates come as articles with the same `article_id`; see `merge_exact_duplicates`.
    """
    for path in files:
        for document in read_file(path, config):
            yield document if isinstance(document, Reject) else parse_document(document, config)


def merge_exact_duplicates(articles: Iterable[Article]) -> Iterator[Article]:
    """One article for each distinct text, with the sources of all its copies.

    Metadata that the first copy lacks is taken from the next copy that has it. Articles keep the order in which
    their text first occurred.
    """
    merged: dict[str, Article] = {}
    for article in articles:
        first = merged.get(article.article_id)
        if first is None:
            merged[article.article_id] = article
            continue
        merged[article.article_id] = replace(
            first,
            sources=[*first.sources, *(s for s in article.sources if s not in first.sources)],
            url=first.url or article.url,
            outlet=first.outlet or article.outlet,
            published=first.published or article.published,
            authors=first.authors or article.authors,
        )
    yield from merged.values()
