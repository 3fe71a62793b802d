"""The opening of an article: what stands between its headline and the first lines of its body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from pipeline.ingest.fields.dates import is_date_line, iso_date, parted_from_date
from pipeline.ingest.pages.markup import Markup, marks, markup, visible_text
from pipeline.languages import Language

_SKIPPED = frozenset(
    (
        "nav",
        "aside",
        "footer",
        "figure",
        "form",
        "script",
        "style",
        "ul",
        "ol",
        "button",
        "select",
        "svg",
        "picture",
        "noscript",
        "table",
        "iframe",
    )
)
_TEXT = frozenset(["p", "h2", "h3", "div", "span", "time", "address", "strong", "em", "section", "b", "i"])
# What holds one of these is a picture, or what holds the lead among other things.
_NOT_IN_A_LEAD = (
    "figure",
    "img",
    "picture",
    "figcaption",
    "time",
    "p",
    "div",
    "section",
    "h2",
    "h3",
    "ul",
    "ol",
    "form",
)
_MOST_ELEMENTS = 400
_MOST_OF_DATE, _MOST_OF_BYLINE, _MOST_OF_LEAD = 80, 120, 900
_LEAST_WORDS, _LEAST_WORDS_UNMARKED = 4, 9
_SENTENCE_END = re.compile(r"[.!?…][\"”’»')\]]*$")
_PREFIX = 40


@dataclass(slots=True)
class Opening:
    """What the opening says: dates as written, names of a byline, and leads in their order."""

    published: list[str] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)


def opening(tree: HtmlElement, title: str | None, lines: list[str], language: Language) -> Opening:
    """Read the opening of the article whose body is `lines`.

    Parameters
    ----------
    tree : HtmlElement
        The page before its frame is taken off.
    title : str, optional
        Its headline is looked for by it; a page without headline has no opening.
    lines : list of str
        The body as found; the opening ends with the first of them.
    language : Language
        Whose dates and bylines are known.
    """
    lists, found = markup(), Opening()
    heading = _heading(tree, title)
    if heading is None or not lines:
        return found
    began = False
    firsts = [line[:_PREFIX] for line in lines[:3] if line != title]
    for element in _elements(_start(heading), lists):
        if element is heading:
            began = True
        elif element.tag in _TEXT and (text := visible_text(element)):
            first = next((first for first in firsts if first in text), None) if began else None
            if first is None:
                _read(element, text, began, found, lists, language)
            elif not any(first in visible_text(child) for child in element):
                # Text before the first line break is overlooked where only line breaks part the paragraphs.
                if _SENTENCE_END.search(overlooked := text[: text.index(first)].strip()):
                    found.leads.append(overlooked)
                return found
    # The body was not met: what was read may stand behind it.
    return Opening()


def dates_marked(tree: HtmlElement) -> Iterator[str]:
    """Dates that a ``<time>`` anywhere gives as those of publication, by ``itemprop`` or ``pubdate``."""
    beside = markup().is_beside
    for time in tree.iter("time", "meta", "span"):
        if "datepublished" in (time.get("itemprop") or "").casefold() or time.get("pubdate") is not None:
            around = list(time.iterancestors())
            if sum(a.tag == "article" for a in around) < 2 and not any(
                a.tag in ("aside", "nav", "figure") or beside.search(a.get("class", "")) for a in around
            ):
                yield time.get("datetime") or time.get("content") or visible_text(time)


def _read(element: HtmlElement, text: str, began: bool, found: Opening, lists: Markup, language: Language) -> None:
    marked = marks(element)
    if element.tag == "time":
        found.published.append(element.get("datetime") or text)
    elif len(text) <= _MOST_OF_DATE and (
        is_date_line(text, language) or (lists.is_date.search(marked) and iso_date(text, language))
    ):
        found.published.append(text)
    elif len(text) <= _MOST_OF_BYLINE and (
        lists.is_byline.search(marked) or language.boilerplate.byline_prefix.match(text)
    ):
        before, date = parted_from_date(text, language)
        found.bylines.append(before if date else text)
        found.published.extend([date] if date else [])
    elif (
        began
        and _is_lead(element, text, marked, lists, language)
        and not any(text in lead or lead in text for lead in found.leads)
    ):
        found.leads.append(text)


def _is_lead(element: HtmlElement, text: str, marked: str, lists: Markup, language: Language) -> bool:
    if len(text) > _MOST_OF_LEAD or language.boilerplate.dropped.fullmatch(text):
        return False
    if lists.is_byline.search(marked) or lists.is_never_text.search(marked) or _is_links(element, text):
        return False
    if next(element.iterdescendants(*_NOT_IN_A_LEAD), None) is not None:
        return False
    words = len(text.split())
    around = [marks(ancestor) for ancestor in (element, *_near(element))]
    if any(lists.is_lead.search(mark) for mark in around):
        return words >= _LEAST_WORDS
    return element.tag in ("p", "h2") and words >= _LEAST_WORDS_UNMARKED and bool(_SENTENCE_END.search(text))


def _near(element: HtmlElement) -> Iterator[HtmlElement]:
    parent = element.getparent()
    if parent is not None and len(parent.text_content()) <= _MOST_OF_LEAD:
        yield parent


def _is_links(element: HtmlElement, text: str) -> bool:
    linked = sum(len(visible_text(link)) for link in element.iter("a"))
    return linked * 2 > len(text)


def _heading(tree: HtmlElement, title: str | None) -> HtmlElement | None:
    headings = list(tree.iter("h1"))
    same = [heading for heading in headings if title and visible_text(heading) == title]
    return next(iter(same or (headings if len(headings) == 1 else [])), None)


def _start(heading: HtmlElement) -> HtmlElement:
    return next((a for a in heading.iterancestors("header", "article")), heading)


def _elements(start: HtmlElement, lists: Markup) -> Iterator[HtmlElement]:
    """Elements in the order of the page from `start` on, without those that are beside the article."""
    seen = 0
    skipped: set[HtmlElement] = set()
    for element in _onward(start):
        if (
            element.getparent() in skipped
            or element.tag in _SKIPPED
            or lists.is_beside.search(element.get("class") or "")
        ):
            skipped.add(element)
            continue
        seen += 1
        if seen > _MOST_ELEMENTS:
            return
        yield element


def _onward(start: HtmlElement) -> Iterator[HtmlElement]:
    yield from start.iter("*")
    for place in (start, *start.iterancestors()):
        for sibling in place.itersiblings("*"):
            yield from sibling.iter("*")
