"""An article in the data that a page hands to its scripts: looked at as JSON, within bounds; nothing is run."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from lxml.html import HtmlElement

from pipeline.ingest.fields.authors import author_names
from pipeline.ingest.fields.column_names import normal_name
from pipeline.ingest.fields.presets import field_names
from pipeline.ingest.pages.markup import markup
from pipeline.ingest.pages.stated import Stated
from pipeline.ingest.readers.fragments import one_line
from pipeline.ingest.readers.rich_text import paragraphs_of

_LONGEST, _MOST_VALUES, _DEEPEST = 5_000_000, 50_000, 40
# Shorter texts are those of buttons and notices.
_SHORTEST_BODY, _SHORTEST_PIECE = 250, 40
_BREAK = "\n\n"


def stated_in_page_data(tree: HtmlElement, titles: Sequence[str]) -> Stated:
    """What the data for the scripts of a page state of its article: of several records with a text, the one with a title
    of the page, else the one with the longest text.

    Parameters
    ----------
    tree : HtmlElement
    titles : sequence of str
        What the page elsewhere calls its title.
    """
    known = {title.casefold() for title in titles}
    best, most = Stated(), (False, 0)
    for record in _records(tree):
        body = max((_body(value) for name, value in record.items() if _is_of("text", name)), key=len, default="")
        if len(body) < _SHORTEST_BODY:
            continue
        told = _values(record, "title")
        rank = (any(title.casefold() in known for title in told), len(body))
        if rank > most:
            most = rank
            names = [author_names(value) for name, value in record.items() if _is_of("authors", name)]
            best = Stated(
                titles=told, published=_values(record, "published"), authors=list(filter(None, names)), bodies=[body]
            )
    return best


def _records(tree: HtmlElement) -> Iterator[Mapping[str, Any]]:
    """Every record in the data, those around others first."""
    for script in tree.iter("script"):
        text = script.text or ""
        if script.get("id") not in markup().page_data or len(text) > _LONGEST:
            continue
        try:
            waiting = [(json.loads(text, strict=False), 0)]
        except (ValueError, RecursionError):
            continue
        seen = 0
        while waiting and seen < _MOST_VALUES:
            value, depth = waiting.pop()
            seen += 1
            if isinstance(value, dict):
                yield value
            inner = list(value.values() if isinstance(value, dict) else value if isinstance(value, list) else ())
            if depth < _DEEPEST:
                waiting += [(one, depth + 1) for one in reversed(inner) if isinstance(one, dict | list)]


def _body(value: Any) -> str:
    if isinstance(value, str):
        return value
    return _BREAK.join(paragraphs_of(value) or _pieces(value, 0))


def _pieces(value: Any, depth: int) -> Iterator[str]:
    """The longer texts in a value, in their order."""
    if isinstance(value, str) and len(value) >= _SHORTEST_PIECE and " " in value.strip():
        yield value
    elif isinstance(value, dict | list) and depth < _DEEPEST:
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _pieces(inner, depth + 1)


def _values(record: Mapping[str, Any], field: str) -> list[str]:
    return [
        line
        for name, value in record.items()
        if _is_of(field, name)
        for one in (value.values() if isinstance(value, dict) else [value])
        if isinstance(one, str) and (line := one_line(one))
    ]


def _is_of(field: str, name: str) -> bool:
    return normal_name(name) in _names(field)


@cache
def _names(field: str) -> frozenset[str]:
    known = field_names()
    names = (*known.text, *known.html) if field == "text" else getattr(known, field)
    return frozenset(map(normal_name, names))
