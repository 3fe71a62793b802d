"""What a page says of its article in JSON-LD, by the words of schema.org."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from pipeline.ingest.pages.markup import markup
from pipeline.ingest.pages.stated import Stated

_DEEPEST = 4
_WRAPPED = re.compile(r"^\s*(?:<!--|(?://)?\s*<!\[CDATA\[)?\s*|\s*(?:-->|(?://)?\s*\]\]>)?\s*;?\s*$")


def stated_in_json(tree: HtmlElement, headlines: list[str]) -> Stated:
    """What the JSON-LD object of the page's article states; nothing where there is none.

    Parameters
    ----------
    tree : HtmlElement
    headlines : list of str
        What the page elsewhere calls its title: of several articles the one with such a headline is meant.
    """
    articles = list(_articles(tree))
    known = {_key(headline) for headline in headlines}
    meant = [a for a in articles if _key(_text(a.get("headline")) or _text(a.get("name")) or "") in known]
    article = next(iter(meant or (articles if len(articles) == 1 else [])), None)
    if article is None:
        return Stated()
    return Stated(
        titles=_filled([_text(article.get("headline"))]),
        published=_filled([_text(article.get(name)) for name in ("datePublished", "dateCreated")]),
        authors=[names] if (names := _names(article.get("author") or article.get("creator"))) else [],
        outlets=_names(article.get("publisher"))[:1],
        languages=_filled([_text(article.get("inLanguage"))]),
        bodies=[body] if isinstance(body := article.get("articleBody"), str) else [],
        words=_number(article.get("wordCount")),
    )


def _articles(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" not in script.get("type", "") or not script.text:
            continue
        try:
            found = json.loads(_WRAPPED.sub("", script.text), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _articles_in(found, _DEEPEST)


def _articles_in(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    # Lists of other stories (itemListElement, hasPart, mentions) are not walked.
    if isinstance(value, list) and depth:
        for part in value:
            yield from _articles_in(part, depth - 1)
    elif isinstance(value, dict) and depth:
        kinds = value.get("@type")
        if any(
            str(kind).casefold() in markup().article_types for kind in (kinds if isinstance(kinds, list) else [kinds])
        ):
            yield value
        else:
            for name in ("@graph", "mainEntity", "mainEntityOfPage"):
                yield from _articles_in(value.get(name), depth - 1)


def _key(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@value") or value.get("alternateName") or value.get("name")
    return " ".join(html.unescape(value).split()) or None if isinstance(value, str) else None


def _names(value: Any) -> list[str]:
    parts = value if isinstance(value, list) else [value]
    names = [_text(part.get("name") if isinstance(part, dict) else part) for part in parts]
    return list(dict.fromkeys(_filled(names)))


def _filled(values: list[str | None]) -> list[str]:
    return [value for value in values if value]


def _number(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return None
