"""Insets: blocks in the text of an article that are no part of it, told by their marks and by how little of the page they are."""

from __future__ import annotations

from lxml.html import HtmlElement

from pipeline.ingest.pages.markup import Markup, marks, markup, set_apart

_BLOCKS = ("div", "section", "ul", "ol", "dl", "p", "form", "table", "details", "h2", "h3", "h4", "h5", "h6")
_HOLD_PICTURES = ("div", "span", "section", "dl")
_LOOKED_AT = tuple(dict.fromkeys((*_BLOCKS, *_HOLD_PICTURES)))
_ARTICLE = ("h1", "article", "main")
_PICTURE = ("img", "picture", "noscript")
# A block with more of the page's words than a third is no inset, whatever its marks mean.
_MOST_OF_PAGE = 3
# A shorter line about an author is a byline, a longer one beside a picture no caption.
_SHORTEST_BIOGRAPHY, _LONGEST_CAPTION = 120, 300


def drop_insets(tree: HtmlElement) -> None:
    """Drop lists of other stories, sharing, subscriptions, biographies of authors and what stands beside pictures."""
    lists = markup()
    whole = 0
    for element in list(tree.iter(*_LOOKED_AT)):
        marked = set_apart(marks(element))
        if marked is None or not _is_marked(element, marked, lists) or _is_gone(element, tree):
            continue
        whole = whole or _words_outside_links(tree)
        if (
            _words_outside_links(element) * _MOST_OF_PAGE <= whole
            and next(element.iterdescendants(*_ARTICLE), None) is None
        ):
            element.drop_tree()


def _is_marked(element: HtmlElement, marked: str, lists: Markup) -> bool:
    if element.tag in _BLOCKS:
        if lists.is_inset.search(marked):
            return True
        if lists.is_keywords.search(marked):
            return _is_links(element)
        if lists.is_biography.search(marked) and len(element.text_content()) >= _SHORTEST_BIOGRAPHY:
            return True
    return (
        element.tag in _HOLD_PICTURES
        and lists.is_picture.search(marked) is not None
        and next(element.iterdescendants(*_PICTURE), None) is not None
        and len(element.text_content()) <= _LONGEST_CAPTION
    )


def _is_gone(element: HtmlElement, tree: HtmlElement) -> bool:
    """Whether an inset around it went before; the tail of what is dropped stays, so its parent is not enough."""
    return element is not tree and next(element.iterancestors(tree.tag), None) is None


def _is_links(element: HtmlElement) -> bool:
    return _words_outside_links(element) * 2 <= len(element.text_content())


def _words_outside_links(element: HtmlElement) -> int:
    return len(element.text_content()) - sum(len(inner.text_content()) for inner in element.iter("a", "script"))
