"""Documents → articles."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from pipeline.config import IngestConfig
from pipeline.ingest.characters import clean_characters, visible
from pipeline.ingest.documents import Document
from pipeline.ingest.fields.dates import read_date
from pipeline.ingest.fields.language_tags import language_code
from pipeline.ingest.noticing import Noticed
from pipeline.ingest.pages import PageTooSlowError, ParsedPage, page_time_limit, parse_web_page, refused
from pipeline.ingest.readers import pieces_of, read_piece
from pipeline.ingest.reasons import Reason
from pipeline.ingest.sources import Piece, Source
from pipeline.ingest.text.bylines import authors_named
from pipeline.ingest.text.datelines import dateline_date
from pipeline.ingest.text.language import detect_language
from pipeline.ingest.text.lines import with_plain_breaks
from pipeline.ingest.text.lost_signs import has_lost_signs, with_marks_put_back
from pipeline.ingest.text.plain_text import ParsedText, parse_plain_text
from pipeline.languages import DEFAULT, Language, known_languages, language
from pipeline.printable import printable
from pipeline.records import Article, Reject, content_id

PARAGRAPH_BREAK = "\n\n"
_LONGEST_SHOWN = 80
_SENTENCE_END = re.compile(r"[.!?…:;][\"”’»)]*$")
# Of so many paragraphs at least, at most this share ends as a sentence does.
_FEWEST_LINKS, _MOST_SENTENCES = 8, 0.1


@dataclass(frozen=True, slots=True)
class DocumentRead:
    """What became of a document.

    Attributes
    ----------
    record : Article or Reject
    left_out : list of str
        Lines that were found and are no part of the article.
    noticed : list of (str, str)
        What was read in part: a date that was not understood, a language that is unsure; each with the value, if any.
    """

    record: Article | Reject
    left_out: list[str] = field(default_factory=list)
    noticed: list[tuple[str, str]] = field(default_factory=list)


def read_document(document: Document, config: IngestConfig) -> DocumentRead:
    """The article in one document, or why there is none, and what was noticed on the way."""
    if refusal := refused(document.content, config.gate, known_languages()):
        reason, why = refusal
        return DocumentRead(Reject(document.source_path, None, why, code=reason))
    # Before its text is found, what is said of its language is all there is.
    told = language_code(document.language)
    of_text = language(told if told in known_languages() else DEFAULT)
    lost = has_lost_signs(document.content)
    if lost:
        document = replace(document, content=with_marks_put_back(document.content))
    parsed = _parsed(document, of_text, config)
    if isinstance(parsed, Reject):
        return DocumentRead(parsed)
    title = clean_characters(document.title or parsed.title or "").strip() or None
    paragraphs = [clean_characters(paragraph).strip() for paragraph in parsed.paragraphs]
    body = PARAGRAPH_BREAK.join(paragraph for paragraph in paragraphs if paragraph and paragraph != title)
    if document.markup == "html" and _is_list_of_links(paragraphs):
        why = "the page is a list of headlines or links and no article; leave it out"
        return DocumentRead(Reject(document.source_path, None, why, code=Reason.NO_TEXT), parsed.left_out)
    if len(body) < config.min_characters:
        least = f"fewer than ingest.min_characters ({config.min_characters})"
        why = f"the article text has {len(body)} characters, {least}"
        return DocumentRead(Reject(document.source_path, None, why, code=Reason.TOO_SHORT), parsed.left_out)
    text = PARAGRAPH_BREAK.join([title, body]) if title else body
    published = _published(document, parsed, of_text, config)
    spoken = _language(told, parsed, text)
    article_id = content_id(text)
    article = Article(
        article_id=article_id,
        source_path=document.source_path,
        sources=[document.source_path],
        url=document.url or (parsed.canonical if isinstance(parsed, ParsedPage) else None),
        outlet=document.outlet or parsed.outlet,
        title=title,
        published=published.day,
        language=spoken.code,
        authors=_authors(document, of_text) or parsed.authors,
        text=text,
        duplicate_group=article_id,
        published_source=published.source,
        language_source=spoken.source,
        retrieved=document.retrieved,
        archive_offset=document.archive_offset,
        truncated=document.truncated or parsed.truncated,
        own_columns=json.dumps(dict(document.own_columns), ensure_ascii=False) if document.own_columns else None,
    )
    noticed = [(published.problem, published.written)] if published.problem else []
    noticed += [(spoken.problem, "")] if spoken.problem else []
    if lost:
        noticed.append(
            ("text in which signs were lost (�) before it came here; get it again, if it can be had whole", "")
        )
    if article.truncated:
        noticed.append(("text that its source gives only in part (truncated)", ""))
    return DocumentRead(article, parsed.left_out, noticed)


def parse_document(document: Document, config: IngestConfig) -> Article | Reject:
    """The article in one document, or why there is none."""
    return read_document(document, config).record


def articles_of_piece(piece: Piece, config: IngestConfig, noticed: Noticed | None = None) -> Iterator[Article | Reject]:
    """The articles and rejects of a piece, in the order of the file.

    Parameters
    ----------
    piece : Piece
    config : IngestConfig
    noticed : Noticed, optional
        Is told what was read in part.
    """
    for document in read_piece(piece, config):
        if isinstance(document, Reject):
            yield document
            continue
        read = read_document(document, config)
        if noticed is not None:
            for what, value in read.noticed:
                where = printable(document.source_path)
                noticed.add(what, f"{where}: {printable(value)!r}" if value else where)
        yield read.record


def ingest_files(sources: Iterable[Source], config: IngestConfig) -> Iterator[Article | Reject]:
    """Read articles from files, one at a time, in the order of the files.

    Parameters
    ----------
    sources : iterable of Source
        As `pipeline.ingest.find_files` returns them.
    config : IngestConfig
        Limits, names of columns and the order of figures in dates.

    Yields
    ------
    Article or Reject
        Exact duplicates come as articles with the same `article_id`; see `merge_exact_duplicates`.
    """
    for source in sources:
        for piece in pieces_of(source, config):
            yield from articles_of_piece(piece, config)


def _parsed(document: Document, of_text: Language, config: IngestConfig) -> ParsedText | ParsedPage | Reject:
    if document.markup == "text":
        return parse_plain_text(
            visible(with_plain_breaks(document.content)),
            of_text,
            config.date_order,
            document.title,
            headed=document.headed,
        )
    try:
        with page_time_limit(config.page_seconds):
            page = parse_web_page(
                document.content,
                of_text,
                document.url,
                guess_dates=config.guess_dates,
                date_order=config.date_order,
            )
    except PageTooSlowError as error:
        why = f"reading the page {error}, ingest.page_seconds; set it higher, or leave the page out"
        return Reject(document.source_path, None, why, code=Reason.TOO_SLOW)
    if page is None:
        return Reject(document.source_path, None, "no article text was found in the page", code=Reason.NO_TEXT)
    return page


def _is_list_of_links(paragraphs: list[str]) -> bool:
    """Whether hardly a paragraph of a page ends as a sentence does, as on the front page of an outlet."""
    ended = sum(bool(_SENTENCE_END.search(paragraph)) for paragraph in paragraphs)
    return len(paragraphs) >= _FEWEST_LINKS and ended <= _MOST_SENTENCES * len(paragraphs)


@dataclass(frozen=True, slots=True)
class _Published:
    day: str | None
    source: str | None
    problem: str | None = None
    written: str = ""


def _published(
    document: Document, parsed: ParsedText | ParsedPage, of_text: Language, config: IngestConfig
) -> _Published:
    """The day of publication: as the file gives it, else as the text or page does."""
    given = read_date(document.published, of_text, config.date_order)
    if given.iso:
        return _Published(given.iso, "field")
    problem = f"date that was not read: {given.problem}" if given.problem else None
    written = document.published or ""
    if parsed.published:
        return _Published(parsed.published, parsed.published_source, problem, written)
    if isinstance(parsed, ParsedPage) and (day := dateline_date(parsed.paragraphs[0], of_text, config.date_order)):
        return _Published(day, "dateline", problem, written)
    if problem is None and isinstance(parsed, ParsedPage) and parsed.unread_date:
        unread = read_date(parsed.unread_date, of_text, config.date_order).problem
        problem, written = f"date that was not read: {unread or 'not understood'}", parsed.unread_date
    return _Published(None, None, problem, written[:_LONGEST_SHOWN])


@dataclass(frozen=True, slots=True)
class _Spoken:
    code: str | None
    source: str | None
    problem: str | None = None


def _language(told: str | None, parsed: ParsedText | ParsedPage, text: str) -> _Spoken:
    """The language: as the file says, else as the text shows, else as the page says; one that is unsure is not held
    against an article."""
    if told:
        return _Spoken(told, "field")
    shown = detect_language(text)
    if shown.code and shown.sure:
        return _Spoken(shown.code, "text")
    if isinstance(parsed, ParsedPage) and (tagged := language_code(parsed.language)):
        return _Spoken(tagged, "page")
    kept = shown.code if shown.code in known_languages() else None
    return _Spoken(kept, "unsure", "language that is unsure; the article is kept")


def _authors(document: Document, of_text: Language) -> list[str]:
    return [printable(name) for given in document.authors for name in authors_named(given, of_text) or [given]]
