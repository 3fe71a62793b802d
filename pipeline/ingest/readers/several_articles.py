"""A page with several whole articles, such as a blog's front page or an edition for printing → a document for each."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from lxml.etree import LxmlError
from lxml.html import HtmlElement, fromstring, tostring

from pipeline.config import IngestConfig
from pipeline.ingest.documents import Document
from pipeline.ingest.fields.dates import is_date_line, parted_from_date, read_date
from pipeline.ingest.fields.months import is_named_day
from pipeline.ingest.pages.markup import marks, markup, visible_text
from pipeline.languages import DEFAULT, language

_OPENS = "<article"
_ARTICLE = re.compile(r"<(?P<end>/?)article\b[^<>]{0,5000}>", re.IGNORECASE)
# Up to its end or the next one, so that those that are never closed take no longer.
_PARAGRAPH = re.compile(r"<p\b[^<>]{0,5000}>(?P<inside>[^<]*(?:<(?!/?p\b)[^<]*)*)", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,5000}>")
# Of the head of the page each of its articles keeps what is said of all of them.
_HEAD = re.compile(
    r"<base\b[^<>]{0,2000}>|<meta\b[^<>]{0,2000}(?:og:site_name|application-name)[^<>]{0,2000}>", re.IGNORECASE
)
_ROOT = re.compile(r"<html\b[^<>]{0,5000}>", re.IGNORECASE)
_BASE = re.compile(r"<base\b[^<>]{0,1000}?\bhref\s*=\s*[\"']?(?P<address>[^\s\"'<>]+)", re.IGNORECASE)
_FEWEST, _MOST = 2, 500
# An article of full length, no teaser: so many characters, in so many paragraphs.
_FULL, _PARAGRAPHS = 600, 2
# So much of the text of the page stands in them, or they are beside an article that is marked in another way.
_SHARE = 0.8
_HEADINGS = ("h1", "h2", "h3", "h4")
_SAY_DATES = ("p", "span", "div", "li", "em", "address", "abbr")
_LONGEST_DATE, _LONGEST_HEADING = 80, 300


@dataclass(frozen=True, slots=True)
class _Part:
    """One article of a page, with its headline as the one of a page."""

    element: HtmlElement
    heading: HtmlElement
    length: int
    paragraphs: int

    @property
    def is_whole(self) -> bool:
        return self.length >= _FULL and self.paragraphs >= _PARAGRAPHS


def articles_apart(document: Document, name: str, config: IngestConfig) -> list[Document]:
    """The articles of a page that holds several, each with a headline and a date of its own; else the page as it is.

    Parameters
    ----------
    document : Document
    name : str
        Of the file that it is of.
    config : IngestConfig
        Below whose least length a part of a page that holds several articles is none.
    """
    page = document.content
    if document.markup != "html" or document.title or document.published or page.count(_OPENS) < _FEWEST:
        return [document]
    if any(kind in page for kind in markup().one_of_many):
        return [document]
    parts = [part for piece in _outermost(page) if (part := _part(piece))]
    whole = [part for part in parts if part.is_whole]
    if len(whole) < _FEWEST or sum(part.length for part in whole) < _SHARE * _prose(page):
        return [document]
    own = [part for part in parts if part.length >= config.min_characters]
    between = "#" if document.source_path == name else "."
    return [
        replace(
            document,
            source_path=f"{document.source_path}{between}{number}",
            content=_page(part, page),
            url=_address(part, page, document.url) or document.url,
        )
        for number, part in enumerate(own, start=1)
    ]


def _outermost(page: str) -> Iterator[str]:
    """The elements for articles that stand in no other; none from where one is not closed."""
    depth = start = given = 0
    for tag in _ARTICLE.finditer(page):
        if not tag["end"]:
            start = start if depth else tag.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and tag.end() - start >= _FULL / 2:
                given += 1
                if given > _MOST:
                    return
                yield page[start : tag.end()]


def _part(piece: str) -> _Part | None:
    """The article in a piece of a page, or ``None`` where it lacks a headline, a date or text."""
    if not _PARAGRAPH.search(piece):
        return None
    try:
        element = fromstring(piece)
    except (LxmlError, ValueError):
        return None
    heading = next((h for h in element.iter(*_HEADINGS) if 0 < len(visible_text(h)) <= _LONGEST_HEADING), None)
    if heading is None or not any(map(_is_date, element.iter("time", *_SAY_DATES))):
        return None
    lengths = [len(text) for paragraph in element.iter("p") if (text := visible_text(paragraph))]
    return _Part(element, heading, sum(lengths), len(lengths))


def _is_date(element: HtmlElement) -> bool:
    if next(element.iterdescendants(*_SAY_DATES), None) is not None:
        return False
    text, of_text = visible_text(element), language(DEFAULT)
    if element.tag == "time":
        return any(read_date(told, of_text).iso for told in (element.get("datetime"), text))
    if not text or len(text) > _LONGEST_DATE or not any(map(str.isdecimal, text)):
        return False
    if is_date_line(text, of_text) or is_named_day(text) or parted_from_date(text, of_text)[1]:
        return True
    return bool(markup().is_date.search(marks(element)) and read_date(text, of_text).iso)


def _prose(page: str) -> int:
    return sum(len(" ".join(_TAG.sub("", found["inside"]).split())) for found in _PARAGRAPH.finditer(page))


def _page(part: _Part, page: str) -> str:
    """A page with this article alone."""
    for heading in part.element.iter("h1"):
        heading.tag = "h2"
    part.heading.tag = "h1"
    root = found[0] if (found := _ROOT.search(page)) else "<html>"
    head = "".join(dict.fromkeys(_HEAD.findall(page)))
    title = html.escape(visible_text(part.heading))
    body = tostring(part.element, encoding="unicode", with_tail=False)
    return f"{root}<head><title>{title}</title>{head}</head><body>{body}</body></html>"


def _address(part: _Part, page: str, url: str | None) -> str | None:
    """Where the article stands alone: to where its headline leads."""
    links = [*part.heading.iter("a"), *part.heading.iterancestors("a")]
    links += [link for link in part.element.iter("a") if "bookmark" in (link.get("rel") or "").split()]
    found = next((link.get("href") for link in links if link.get("href")), None)
    base = _BASE.search(page)
    try:
        whole = urljoin(urljoin(url or "", base["address"] if base else ""), found.strip()) if found else ""
    except ValueError:
        return None
    return whole if whole.startswith(("http://", "https://")) else None
