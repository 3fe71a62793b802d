"""Other stories of the site that are named within the text of an article, where no mark tells: lines and lists of links."""

from __future__ import annotations

import re
from collections import Counter

from lxml.html import HtmlElement

from pipeline.ingest.pages.addresses import site_of

_LISTS = ("ul", "ol")
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6", "p", "strong", "b"))
_FEWEST_ITEMS = 3
# A shorter link is a name or a topic; of a line that is one, so large a share is linked.
_WORDS_OF_HEADLINE, _LINKED_SHARE = 4, 0.75
_LONGEST_HEADING = 60
_SENTENCE_END = re.compile(r"[.!?][\"”’»')\]]*$")
_HOST = re.compile(r"\s*(?:https?:)?//(?:[^/?#@]*@)?([^/:?#]+)", re.IGNORECASE)
_SCHEME = re.compile(r"\s*[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def site_of_links(tree: HtmlElement) -> str | None:
    """The site to which most links of a page lead, of those that name one: its own."""
    named = (_HOST.match(link.get("href", "")) for link in tree.iter("a"))
    counted: Counter[str] = Counter()
    for host, links in Counter(host[1] for host in named if host).items():
        counted[site_of(host)] += links
    return counted.most_common(1)[0][0] if counted else None


def drop_other_stories(tree: HtmlElement, site: str | None) -> None:
    """Drop paragraphs that are a link with the words of a headline, and lists of three such links with their heading.

    A link that leads to another site is a source or what is spoken of, and stays.

    Parameters
    ----------
    tree : HtmlElement
    site : str, optional
        The page's own, see `site_of_links`.
    """
    for listed in list(tree.iter(*_LISTS)):
        items = listed.findall("li")
        if len(items) >= _FEWEST_ITEMS and all(_is_headline(item, site) for item in items):
            heading = listed.getprevious()
            if heading is not None and heading.tag in _HEADINGS and _is_heading(heading):
                heading.drop_tree()
            listed.drop_tree()
    for line in list(tree.iter("p")):
        if line.find(".//a") is not None and _is_headline(line, site) and line.getparent() is not None:
            line.drop_tree()


def _is_headline(element: HtmlElement, site: str | None) -> bool:
    links = [link for link in element.iter("a") if link.get("href") and not link.get("href").startswith("#")]
    if len(links) != 1 or not _is_within(links[0].get("href"), site):
        return False
    text, linked = _words(element), _words(links[0])
    return (
        len(text.split()) >= _WORDS_OF_HEADLINE
        and len(linked) >= _LINKED_SHARE * len(text)
        and not _SENTENCE_END.search(text)
    )


def _is_heading(element: HtmlElement) -> bool:
    text = _words(element)
    return len(text) <= _LONGEST_HEADING and not _SENTENCE_END.search(text)


def _words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _is_within(address: str, site: str | None) -> bool:
    host = _HOST.match(address)
    return site_of(host[1]) == site if host else not _SCHEME.match(address)
