"""Markup in a field of a table or feed → plain text with paragraphs; what is no markup stays as it is."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.ingest.readers.escapes import without_escapes
from pipeline.ingest.readers.light_markup import without_bbcode, without_markdown


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_BLOCKS = _names(
    "address article blockquote body br center dd div dl dt fieldset figcaption footer h1 h2 h3 h4 h5 h6 header hr html li "
    "main ol p pre section table tbody td tfoot th thead tr ul"
)
_INLINE = _names(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark meta link o:p q s samp small span "
    "strike strong sub sup time tt u var wbr picture source video audio track input head title"
)
# What these hold is no part of the text.
_LEFT_OUT = _names("script style figure aside nav noscript iframe form button select svg template object embed")
_KNOWN = _BLOCKS | _INLINE | _LEFT_OUT
# No part may run over another tag, so that a text of many that are never closed takes no longer than any other.
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:]{0,15})(?=[\s/>])[^<>]{0,5000}>")
_COMMENT = "<!--"
_COMMENT_END = "-->"
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_PAGE_BEGINS = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_DECLARATION = re.compile(r"<\?xml[^>]{0,200}>")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_BLANK_LINES = re.compile(r"\n[ \t\r\f]*\n\s*")
_EMPTY_LINES = re.compile(r"\n{2,}")
_LINE_END = re.compile(r"[ \t\r]*\n")
_BREAK = "\n\n"
# The end of a block, until it is known what stands around it; no text holds this sign.
_PARTED = "\x1d"
_TIMES_ESCAPED = 4


def is_page(text: str) -> bool:
    """Whether a text is a whole web page."""
    beginning = text[:10_000].lstrip("\ufeff \t\r\n")
    if declaration := _DECLARATION.match(beginning):
        beginning = beginning[declaration.end() :].lstrip()
    while beginning.startswith(_COMMENT):
        beginning = beginning.partition(_COMMENT_END)[2].lstrip()
    return bool(_PAGE_BEGINS.match(beginning))


def has_markup(text: str) -> bool:
    """Whether tags of HTML or character entities stand in a text; a bare ``<`` or ``&`` is none."""
    return ("&" in text and bool(_ENTITY.search(text))) or next(_tags(text), None) is not None


def without_markup(text: str, *, in_lines: bool = False) -> str:
    """The text of a fragment of HTML: entities as their characters, blocks as paragraphs, captions and scripts left out.
    Markdown and BBCode are read as well.

    Parameters
    ----------
    text : str
        Plain text is given back as it is, and so is everything in angle brackets that is no tag of HTML.
    in_lines : bool, default=False
        Whether lines and their indents stay, as in a file of plain text, if more lines than blocks part the text; those
        within a paragraph that is marked as one do not.

    Examples
    --------
    >>> without_markup("<p>One&rsquo;s word.</p><p>a < b</p>")
    'One’s word.\\n\\na < b'
    """
    text = without_escapes(without_bbcode(text))
    # Feeds and tables often hold markup that is escaped once more, or twice.
    for _ in range(_TIMES_ESCAPED):
        if not has_markup(text):
            break
        text = html.unescape(_lines_without_tags(text) if in_lines and _is_in_lines(text) else _without_tags(text))
    return without_markdown(text)


def one_line(text: str) -> str:
    """A title or name without markup and line breaks."""
    return " ".join(without_markup(text).split())


def _tags(text: str) -> Iterator[re.Match[str]]:
    if "<" in text:
        yield from (tag for tag in _TAG.finditer(text) if tag["name"].lower() in _KNOWN)


def _without_comments(text: str) -> str:
    kept: list[str] = []
    position = 0
    while (start := text.find(_COMMENT, position)) >= 0 and (end := text.find(_COMMENT_END, start)) >= 0:
        kept.append(text[position:start])
        position = end + len(_COMMENT_END)
    return "".join([*kept, text[position:]])


def _without_tags(text: str) -> str:
    text = _without_comments(text)
    # Where no tag parts paragraphs, line breaks do.
    in_blocks = any(tag["name"].lower() in _BLOCKS for tag in _tags(text))
    last_end = {tag["name"].lower(): tag.start() for tag in _tags(text) if tag["end"]}
    parts: list[str] = []
    position, skipping, depth = 0, "", 0
    in_paragraph = False
    for tag in _tags(text):
        name, is_end = tag["name"].lower(), bool(tag["end"])
        if not skipping:
            parts.append(_words(text[position : tag.start()], in_blocks, in_paragraph))
            if name in _LEFT_OUT and not is_end and last_end.get(name, -1) > tag.start():
                skipping, depth = name, 1
            elif name in _BLOCKS:
                parts.append("\n" if name == "br" else _BREAK)
            if name == "p":
                in_paragraph = not is_end
        elif name == skipping:
            depth += -1 if is_end else 1
            # One that is opened twice and closed once ends where it is closed for the last time.
            if depth == 0 or (is_end and last_end[name] == tag.start()):
                skipping = ""
                parts.append(_BREAK if in_blocks else " ")
        position = tag.end()
    parts.append(_words(text[position:], in_blocks, in_paragraph))
    joined = "".join(parts).strip()
    return _EMPTY_LINES.sub(_BREAK, "\n".join(map(str.strip, joined.split("\n")))) if in_blocks else joined


def _is_in_lines(text: str) -> bool:
    return text.count("\n") > sum(tag["name"].lower() in _BLOCKS for tag in _tags(text))


def _lines_without_tags(text: str) -> str:
    """Blocks as paragraphs and breaks as lines in a text whose own lines stay."""
    text = _without_comments(text.replace(_PARTED, " "))
    tags = list(_tags(text))
    last_end = {tag["name"].lower(): tag.start() for tag in tags if tag["end"]}
    # A paragraph that is opened is one only where the next such tag closes it.
    paragraphs = [tag for tag in tags if tag["name"].lower() == "p"]
    closed = {tag.start() for tag, after in pairwise(paragraphs) if not tag["end"] and after["end"]}
    parts: list[str] = []
    position, skipping, in_paragraph = 0, "", False
    for tag in tags:
        name, is_end = tag["name"].lower(), bool(tag["end"])
        if not skipping:
            words = text[position : tag.start()]
            parts.append(_SPACES.sub(" ", words) if in_paragraph and not _BLANK_LINES.search(words) else words)
            if name in _LEFT_OUT and not is_end and last_end.get(name, -1) > tag.start():
                skipping = name
            elif name == "br":
                parts.append("" if _LINE_END.match(text, tag.end()) else "\n")
            elif name in _BLOCKS:
                parts.append(_PARTED)
            if name == "p":
                in_paragraph = tag.start() in closed
        elif name == skipping and is_end:
            skipping = ""
            parts.append(_PARTED)
        position = tag.end()
    blocks = "".join([*parts, text[position:]]).split(_PARTED)
    return _BREAK.join(block.strip() for block in blocks if block.strip())


def _words(text: str, in_blocks: bool, in_paragraph: bool) -> str:
    """Text between two tags; outside of paragraphs blank lines part what a page would show as several."""
    if not in_blocks:
        return text
    if in_paragraph or not text.strip():
        return _SPACES.sub(" ", text)
    return _BREAK.join(_SPACES.sub(" ", part) for part in _BLANK_LINES.split(text))
