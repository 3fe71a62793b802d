"""HTML → a tree, parsed once, without what is never text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from pipeline.ingest.pages.insets import drop_insets
from pipeline.ingest.pages.markup import (
    marks,
    markup,
    tells_comments,
    tells_never_text,
    visible_text,
)
from pipeline.ingest.pages.other_stories import drop_other_stories, site_of_links

_DEEPEST = 512
_NEVER_TEXT = ("style", "svg", "template", "iframe", "object", "canvas", "video", "audio")
_HOLD_COMMENTS = ("div", "section", "ol", "ul", "details")
_LONGEST_CAPTION = 600
# Where less is left without what is marked as comments, it is the article.
_LEAST_ARTICLE = 200
_LINES, _FEWEST_LINES = ("p", "blockquote", "li"), 2
_AROUND = ("nav", "footer", "aside")
# Of the paragraphs of a page so large a share may go with what stands around the article; more, and it is the article.
_MOST_AROUND = 3


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a tree; `whole` where nothing of it was too deep to be read."""

    tree: HtmlElement
    whole: bool


def read_page(html: str) -> Page | None:
    """The page as a tree, or ``None`` where there is no markup in it.

    libxml2 stops reading where elements lie 256 deep in one another, as on pages that close no tag; such pages are read
    again with more room. Where there is still more, nothing but the beginning is read: what walks through a tree takes a
    time that grows with the square of its depth.
    """
    from trafilatura import load_html
    from trafilatura.utils import HTML_PARSER

    if not html.strip():
        return None
    tree = load_html(html)
    if tree is None:
        tree = load_html(f"<html><body>{html}</body></html>")
    last = HTML_PARSER.error_log.last_error
    if tree is None:
        return None
    if last is not None and last.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        roomy = HTMLParser(huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
        deep = etree.fromstring(html.encode("utf-8", "surrogatepass"), parser=roomy)
        if deep is not None and _depth(deep) <= _DEEPEST:
            return Page(deep, whole=True)
        return Page(tree, whole=False)
    return Page(tree, whole=True)


def _depth(tree: HtmlElement) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def without_what_is_never_text(tree: HtmlElement) -> HtmlElement:
    """Take scripts, styles, pictures, their captions, insets, other stories and the frame of the page out of the tree.

    Scripts with JSON stay, since the body of some pages is in them. The frame (``nav``, ``footer``, ``aside`` and
    what has such a role) goes where it holds no headline and not the most of the text.
    """
    etree.strip_elements(tree, *_NEVER_TEXT, with_tail=False)
    for script in list(tree.iter("script")):
        if "json" not in script.get("type", ""):
            script.drop_tree()
    _open_what_needs_no_scripts(tree)
    site = site_of_links(tree)
    _drop_marked(tree)
    _drop_frame(tree)
    drop_insets(tree)
    drop_other_stories(tree, site)
    return tree


def _open_what_needs_no_scripts(tree: HtmlElement) -> None:
    """Take the article out of a ``noscript``, which trafilatura passes over, where it holds more than the page else does.

    What the page shows of it beside is dropped.
    """
    for hidden in list(tree.iter("noscript")):
        inside = {text for line in hidden.iter(*_LINES) if (text := visible_text(line))}
        if len(inside) < _FEWEST_LINES or sum(map(len, inside)) < _LEAST_ARTICLE:
            continue
        within = set(hidden.iter("p"))
        outside = [line for line in tree.iter("p") if line not in within]
        shown = [line for line in outside if visible_text(line) in inside]
        if sum(map(len, inside)) > sum(map(_length, outside)) - sum(map(_length, shown)):
            for line in shown:
                line.drop_tree()
            hidden.tag = "article"


def _length(element: HtmlElement) -> int:
    return len(element.text_content())


def _drop_marked(tree: HtmlElement) -> None:
    """Drop captions and the like, and comments; a mark on a large container means something else."""
    lists = markup()
    all_of_it = _paragraph_length(tree)
    for element in list(tree.iter(*lists.may_be_marked)):
        marked = marks(element)
        if not marked or element.getparent() is None:
            continue
        if tells_never_text(marked):
            if len(element.text_content()) < _LONGEST_CAPTION:
                element.drop_tree()
        elif element.tag in _HOLD_COMMENTS and tells_comments(marked):
            if (
                next(element.iter("h1", "article"), None) is not None
                or all_of_it - _paragraph_length(element) < _LEAST_ARTICLE
            ):
                # An article in the rubric of comments, which trafilatura would leave out for its mark.
                for name in ("class", "id"):
                    element.attrib.pop(name, None)
            elif lists.is_comments.search(marked):
                all_of_it -= _paragraph_length(element)
                element.drop_tree()


def _drop_frame(tree: HtmlElement) -> None:
    roles = markup().frame_roles
    framing = chain(tree.iter(*_AROUND), (e for e in tree.iter("div", "section", "ul") if e.get("role") in roles))
    around = [e for e in framing if next(e.iter("h1", "article", "main"), None) is None]
    if not around:
        return
    lost = sum(_paragraph_length(element) for element in around)
    if lost * _MOST_AROUND <= _paragraph_length(tree):
        for element in around:
            if element.getparent() is not None:
                element.drop_tree()


def _paragraph_length(tree: HtmlElement) -> int:
    return sum(len(paragraph.text_content()) for paragraph in tree.iter("p"))
