"""Pages of the years in which tables held the parts of a page: the article is what stands in one cell, or one table of cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from lxml import etree
from lxml.html import HtmlElement

# A line of prose: long, and ended as a sentence.
_PROSE = 60
_SENTENCE_END = re.compile(r"[.!?…][\"”’»')\]]*$")
# So much prose is an article; so much of it stands in tables where they are the layout, so much of it in the article's part.
_LEAST, _IN_TABLES, _IN_ARTICLE = 250, 0.9, 0.75
# Of the prose of that part, so much was found line by line where tables did no harm.
_FOUND = 0.8
# A cell in which the article goes on has so many; a notice of rights or a teaser is one.
_PARAGRAPHS = 2
# And fewer lines of menus and links than these.
_BESIDE = 4
_DEEPEST = 60
_PARTS = frozenset(("table", "td", "th"))
_BREAKS = _PARTS | frozenset(
    ("p", "br", "div", "tr", "li", "ul", "ol", "dl", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "center", "blockquote", "pre", "form", "body")
)  # fmt: skip
_LEFT_OUT = frozenset(("script", "style", "noscript", "select", "textarea", "button", "iframe", "head"))
_Line = tuple[str, tuple[HtmlElement, ...]]


def lines_in_layout(tree: HtmlElement, found: Sequence[str]) -> list[str] | None:
    """The lines of the article where tables hold the page; ``None`` where they do not, or did not spoil what was found.

    Parameters
    ----------
    tree : HtmlElement
    found : sequence of str
        The lines of the article as they were found without regard to this.
    """
    if tree.find(".//table") is None or next(tree.iter("article", "main"), None) is not None:
        return None
    lines = _lines(tree)
    prose = [(text, parts) for text, parts in lines if _is_prose(text)]
    whole = sum(len(text) for text, _ in prose)
    if whole < _LEAST or sum(len(text) for text, parts in prose if parts) < _IN_TABLES * whole:
        return None
    shares: Counter[HtmlElement] = Counter()
    for text, parts in prose:
        shares.update(dict.fromkeys(parts, len(text)))
    # Those with most of the prose stand in each other; the innermost one was counted last.
    holding = [part for part, share in shares.items() if share >= _IN_ARTICLE * whole]
    if not holding:
        return None
    article = holding[-1]
    others = _going_on(lines, article)
    own = [text for text, parts in lines if article in parts or (parts and parts[-1] in others)]
    return None if _is_right(own, found) else own


def _going_on(lines: Sequence[_Line], article: HtmlElement) -> set[HtmlElement]:
    """The other cells of the table in which the article stands that hold paragraphs of it, and little else."""
    chain = next(parts[: parts.index(article)] for _, parts in lines if article in parts)
    table = next((part for part in reversed(chain) if part.tag == "table"), None)
    cells: dict[HtmlElement, list[str]] = {}
    for text, parts in lines:
        if table is not None and table in parts and article not in parts:
            cells.setdefault(parts[-1], []).append(text)
    return {cell for cell, texts in cells.items() if _holds_paragraphs(texts)}


def _holds_paragraphs(texts: Sequence[str]) -> bool:
    prose = [text for text in texts if _is_prose(text)]
    return len(prose) >= _PARAGRAPHS and sum(map(len, prose)) >= _IN_ARTICLE * sum(map(len, texts))


def _is_right(own: Sequence[str], found: Sequence[str]) -> bool:
    """Whether what was found has the prose of the article line by line, and little that stands elsewhere."""
    there, here = set(found), set(own)
    prose = [text for text in own if _is_prose(text)]
    beside = sum(line not in here for line in found)
    return sum(len(text) for text in prose if text in there) >= _FOUND * sum(map(len, prose)) and beside < _BESIDE


def _is_prose(text: str) -> bool:
    return len(text) >= _PROSE and bool(_SENTENCE_END.search(text))


def _lines(tree: HtmlElement) -> list[_Line]:
    """The lines of a page, each with the tables and cells that it stands in, the outermost first."""
    lines: list[_Line] = []
    for text, parts in _pieces(tree):
        # A break in mid-sentence is one of the width.
        if lines and lines[-1][1] == parts and text[0].islower() and not _SENTENCE_END.search(lines[-1][0]):
            lines[-1] = (f"{lines[-1][0]} {text}", parts)
        else:
            lines.append((text, parts))
    return lines


def _pieces(tree: HtmlElement) -> Iterator[_Line]:
    parts: list[HtmlElement] = []
    words: list[str] = []
    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        if element.tag in _BREAKS and (line := " ".join("".join(words).split())):
            yield line, tuple(parts)
        if element.tag in _BREAKS:
            words = []
        if event == "start":
            if element.tag in _LEFT_OUT:
                walker.skip_subtree()
            else:
                words.append(element.text or "")
            if element.tag in _PARTS and len(parts) < _DEEPEST:
                parts.append(element)
        else:
            if parts and parts[-1] is element:
                parts.pop()
            words.append(element.tail or "" if element is not tree else "")
    if line := " ".join("".join(words).split()):
        yield line, tuple(parts)
