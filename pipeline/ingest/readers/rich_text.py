"""A text that an editor of web pages saved as JSON (Draft.js, Editor.js, ProseMirror, Slate …) → its paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_WORDS = ("text", "html", "value")
_CHILDREN = ("content", "children", "nodes", "blocks", "items", "data", "document", "root", "body", "paragraphs")
_OF_ONE_PARAGRAPH = ("content", "children", "nodes")
_DEEPEST = 30


def paragraphs_of(value: Any) -> list[str]:
    """The paragraphs in a value of JSON, in their order; none where it holds nothing that such editors write.

    Parameters
    ----------
    value : any

    Examples
    --------
    >>> paragraphs_of({"blocks": [{"type": "p", "data": {"text": "One."}}, {"type": "p", "data": {"text": "Two."}}]})
    ['One.', 'Two.']
    >>> paragraphs_of([{"type": "p", "children": [{"text": "One "}, {"text": "lake.", "bold": True}]}])
    ['One lake.']
    """
    return [paragraph for paragraph in _paragraphs(value, 0) if paragraph.strip()]


def _paragraphs(value: Any, depth: int, *, in_one: bool = False) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if _is_list(value):
        pieces = [_words(member) for member in value]
        # Parts of one paragraph stand beside each other, each with the words and the type that is theirs.
        if in_one and all(piece is not None for piece in pieces) and all(map(_is_part, value)):
            yield "".join(piece for piece in pieces if piece is not None)
            return
        for member in value:
            yield from [member] if isinstance(member, str) else _paragraphs(member, depth + 1)
    elif isinstance(value, Mapping):
        words = _words(value)
        if words is not None:
            yield words
            return
        for name in _CHILDREN:
            if isinstance(value.get(name), Mapping) or _is_list(value.get(name)):
                yield from _paragraphs(value[name], depth + 1, in_one=name in _OF_ONE_PARAGRAPH)


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def _words(value: Any) -> str | None:
    if not isinstance(value, Mapping):
        return None
    return next((value[name] for name in _WORDS if isinstance(value.get(name), str)), None)


def _is_part(value: Any) -> bool:
    return isinstance(value, Mapping) and value.get("type", "text") == "text" and "key" not in value
