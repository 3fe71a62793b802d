"""What a page states of its article in its head: JSON-LD, ``<meta>``, ``<link>``, ``<html lang>``, ``<title>``."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from pipeline.ingest.pages.markup import markup, visible_text
from pipeline.ingest.pages.stated import Stated
from pipeline.ingest.pages.structured_data import stated_in_json

_TITLE_PARTS = re.compile(r"\s+[|–—·•»-]\s+|\s*\|\s*|\s+::\s+")
_WORDS_OF_AN_OUTLET = 5


def stated_in_head(tree: HtmlElement) -> Stated:
    """What the page states of itself, JSON-LD first; no value is guessed from its text."""
    lists = markup()
    metas = _metas(tree)
    html_title = visible_text(title) if (title := tree.find(".//title")) is not None else ""
    head = Stated(
        titles=_of(metas, lists.title),
        published=_of(metas, lists.published),
        authors=[[name] for name in _of(metas, lists.authors) if not _is_address(name) and not name.startswith("@")],
        outlets=[name for name in _of(metas, lists.outlet) if not _is_address(name)],
        languages=[*_html_language(tree), *_of(metas, lists.language)],
        canonical=_links(tree, "canonical"),
        addresses=_of(metas, ("og:url",)),
        base=next((base.get("href") for base in tree.iter("base") if base.get("href")), None),
    )
    if len(repeated := metas.get("author", [])) > 1:
        head.authors.insert(0, repeated)
    headlines = [visible_text(heading) for heading in tree.iter("h1")]
    stated = stated_in_json(tree, [*head.titles, html_title, *_title_parts(html_title)[:1], *headlines]).then(head)
    if html_title:
        stated.titles.append(html_title)
    return stated


def without_outlet(title: str, others: list[str], outlets: list[str]) -> tuple[str, str | None]:
    """A title as ``<title>`` has it without the outlet behind or before it, and that outlet.

    Parameters
    ----------
    title : str
    others : list of str
        Other forms of the title: a part that is one of them is the headline.
    outlets : list of str
        What else the page calls its outlet.
    """
    parts = _title_parts(title)
    if len(parts) < 2:
        return title, None
    known = {outlet.casefold() for outlet in outlets}
    for outlet, rest in ((parts[-1], parts[:-1]), (parts[0], parts[1:])):
        if outlet.casefold() in known:
            return _cut(title, outlet, rest), outlet
    same = {other.casefold() for other in others}
    for outlet, rest in ((parts[-1], parts[:-1]), (parts[0], parts[1:])):
        if _cut(title, outlet, rest).casefold() in same and len(outlet.split()) <= _WORDS_OF_AN_OUTLET:
            return _cut(title, outlet, rest), outlet
    return title, None


def _cut(title: str, outlet: str, rest: list[str]) -> str:
    # The headline as it is written, whatever parts it.
    start, end = title.find(rest[0]), title.rfind(rest[-1]) + len(rest[-1])
    return title[start:end].strip() if rest and 0 <= start < end else title


def _title_parts(title: str) -> list[str]:
    return [part.strip() for part in _TITLE_PARTS.split(title) if part.strip()]


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = " ".join((meta.get("content") or "").split())
        if not content:
            continue
        for name in ("property", "name", "itemprop", "http-equiv"):
            if key := meta.get(name):
                values = found.setdefault(key.strip().casefold(), [])
                if content not in values:
                    values.append(content)
    return found


def _of(metas: dict[str, list[str]], names: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(value for name in names for value in metas.get(name, [])))


def _html_language(tree: HtmlElement) -> list[str]:
    root = tree.getroottree().getroot()
    return [tag for name in ("lang", "xml:lang") if (tag := (root.get(name) or "").strip())][:1]


def _links(tree: HtmlElement, relation: str) -> list[str]:
    return [
        link.get("href")
        for link in tree.iter("link")
        if link.get("rel", "").casefold() == relation and link.get("href")
    ]


def _is_address(value: str) -> bool:
    return value.startswith(("http://", "https://", "//", "www."))
