"""The body of a page: its lines of text, by trafilatura."""

from __future__ import annotations

from itertools import islice

from lxml.etree import XPath
from lxml.html import HtmlElement

from pipeline.ingest.pages.markup import visible_text

# trafilatura's own limits: below the first it looks for text anywhere, below the second it tries again for more where
# so small a share of the page was found.
_SHORTEST = 250
_MAY_BE_MORE = 3000
_SMALL_SHARE = 0.2
_FEWEST_PARAGRAPHS = 2
# A paragraph of such a length may be several.
_LONG = 800
# What its second opinion (readability) must find more of to be believed.
_MUCH_MORE = 2
# On pages of so many elements, long tables mostly, the other opinions take time that grows with the square.
_VAST = 6000
_OUTERMOST = XPath(".//p[not(ancestor::td)] | .//pre[not(ancestor::td)] | .//td[not(ancestor::td)]")
_LENGTH = XPath("string-length(normalize-space(.))")
_UNCLEAN = frozenset(
    (
        "aside",
        "audio",
        "button",
        "fieldset",
        "figure",
        "footer",
        "iframe",
        "input",
        "label",
        "link",
        "nav",
        "noindex",
        "noscript",
        "object",
        "option",
        "select",
        "source",
        "svg",
        "time",
    )
)


def body_lines(tree: HtmlElement) -> list[str]:
    """The lines of the article in a page, in order, without comments; none where there is no article.

    The method is trafilatura's (Barbaresi 2021, ACL demo). Its first, quick opinion is taken where its second and third
    could not change it: where it is long enough, clean, and no more than half of the text in paragraphs is left out; and it
    is not asked for where so little of the page is in paragraphs that it will be doubted.
    Its comparison with earlier pages (`deduplicate`) is never used, since results would depend on what was read before.
    """
    from trafilatura import bare_extraction

    is_vast = sum(1 for _ in islice(tree.iter(), _VAST + 1)) > _VAST
    prose = _prose_length(tree)
    is_doubted = not is_vast and _is_small(prose, tree)
    for fast in (False,) if is_doubted else (True, False):
        try:
            page = bare_extraction(tree, fast=fast, include_comments=True, include_tables=True, deduplicate=False)
        except Exception:
            # Whatever a page makes its code stumble over (RecursionError, too): no article was found by this opinion.
            continue
        if page is None or isinstance(page, dict):
            continue
        text = page.text or ""
        if not fast or (is_vast and len(text) >= _SHORTEST) or _is_beyond_doubt(page.body, len(text), prose, tree):
            lines = [stripped for line in text.splitlines() if (stripped := _plain(line))]
            return [part for line in lines for part in parted_as_shown(line, tree)]
    return []


def _is_beyond_doubt(body: HtmlElement, found: int, prose: int, tree: HtmlElement) -> bool:
    if found < _SHORTEST or any(element.tag in _UNCLEAN for element in body.iter()):
        return False
    paragraphs = len(body.findall(".//p"))
    # One alone may be its last resort, the text of the whole page.
    if paragraphs < _FEWEST_PARAGRAPHS or len(body.findall(".//table")) > paragraphs:
        return False
    if _is_small(found, tree):
        return False
    most = found * _MUCH_MORE
    return most >= prose or most >= _prose_length_at_most(tree) or most >= _whole_length(tree)


def _is_small(found: int, tree: HtmlElement) -> bool:
    """Whether so much is so small a share of the page that trafilatura tries again for more."""
    return (
        found < _MAY_BE_MORE
        and found < _SMALL_SHARE * _text_length(tree)
        and found < _SMALL_SHARE * _whole_length(tree)
    )


def _text_length(tree: HtmlElement) -> int:
    """Characters of text; scripts, of which those with JSON are still there, are none."""
    return int(_LENGTH(tree)) - sum(int(_LENGTH(script)) for script in tree.iter("script"))


def _whole_length(tree: HtmlElement) -> int:
    """Characters of text as trafilatura counts them, which takes longer."""
    from trafilatura import html2txt

    return len(html2txt(tree))


def _prose_length(tree: HtmlElement) -> int:
    """Characters in what may be paragraphs: of elements for them, and of text between line breaks."""
    length = sum(len(element.text_content()) for element in tree.iter("p", "pre", "td"))
    length += sum(len(element.text.strip()) for element in tree.iter("div", "section") if element.text)
    return length + sum(len(element.tail.strip()) for element in tree.iter("br") if element.tail)


def _prose_length_at_most(tree: HtmlElement) -> int:
    """The same without spaces that are not shown, and of tables within tables once, which takes longer."""
    length = sum(int(_LENGTH(element)) for element in _OUTERMOST(tree))
    length += sum(len(" ".join(element.text.split())) for element in tree.iter("div", "section") if element.text)
    return length + sum(len(" ".join(element.tail.split())) for element in tree.iter("br") if element.tail)


def parted_as_shown(line: str, tree: HtmlElement) -> list[str]:
    """The paragraphs in a line that was made of several, such as the text of a page in one, by those that the page shows.

    Parameters
    ----------
    line : str
        A short one is one paragraph.
    tree : HtmlElement
    """
    if len(line) < _LONG:
        return [line]
    breaks, at = [0], 0
    for element in tree.iter("p", "blockquote", "li", "h2", "h3"):
        text = visible_text(element)
        if text and (found := line.find(text, at)) >= 0:
            breaks.append(found)
            at = found + (len(text) if element.tag == "p" else 0)
    ends = [*breaks[1:], len(line)]
    return [part for start, end in zip(breaks, ends, strict=True) if (part := line[start:end].strip())]


def _plain(line: str) -> str:
    """A line without the marks that trafilatura gives list items and cells of tables."""
    line = line.strip()
    if not any(map(str.isalnum, line)):
        return ""
    if line.startswith("|") and line.endswith("|"):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        return "" if all(set(cell) <= {"-"} for cell in cells) else " | ".join(cell for cell in cells if cell)
    return line.removeprefix("- ").strip()
