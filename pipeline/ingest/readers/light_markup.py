"""Markdown and BBCode → plain text; a text that shows no sign of either stays as it is."""

from __future__ import annotations

import re

_TO = r"\(\s*<?(?:https?:|mailto:|www\.|[/#.])[^()\s]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,500})?(?:\s+[\"'][^\"'\n]{0,300}[\"'])?\s*\)"
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,500}\]\([^()\n]{1,2000}\)")
_LINK = re.compile(rf"\[(?P<text>[^\[\]\n]{{0,500}})\]{_TO}")
# What a link to be found below refers to, and where it is.
_REFERENCE = re.compile(r"^ {0,3}\[(?P<name>[^\[\]\n]{1,100})\]:\s+<?(?:https?:|/)\S+.*$", re.MULTILINE)
_REFERRING = re.compile(r"\[(?P<text>[^\[\]\n]{1,500})\]\[(?P<name>[^\[\]\n]{0,100})\]")
_HEADING = re.compile(r"^#{1,6}[ \t]+(?P<text>[^\W\d_\n].*?)[ \t]*#*$|^(?P<marked>[^\W\d_\n].*)\n={4,}$", re.MULTILINE)
# No word is cut out of a word, as a sign in place of a letter would.
_STRONG = re.compile(r"(?<![\w*])(?P<mark>\*\*|__)(?=[^\s*_])(?P<text>[^*\n]{1,1000}?)(?<=[^\s*_])(?P=mark)(?![\w*])")
_BEGINS = re.compile(
    r"^(?:#{1,6}[ \t]+[^\W\d_]|(?:[-*>][ \t]+)?(?:\*\*|__)[^\s*_][^*_\n]{0,1000}(?:\*\*|__))", re.MULTILINE
)
_EMPHASIS = re.compile(r"(?<![\w*_])(?P<mark>[*_])(?=[^\s*_])(?P<text>[^*_\n]{1,1000}?)(?<=[^\s*_])(?P=mark)(?![\w*_])")
_QUOTED = re.compile(r"^(?: {0,3}>[ \t]?)+", re.MULTILINE)
# Longer ones part the documents of an export.
_RULE = re.compile(r"^ {0,3}(?:-{3,4}|\*{3,4}|_{3,4}|(?:[-*_][ \t]+){2,}[-*_])[ \t]*$", re.MULTILINE)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!>|~\"'-])")
_SPACED = re.compile(r"\n{3,}")

_INLINE = "b|i|u|s|url|email|size|color|colour|font|sup|sub|strong|em"
_BLOCK = "quote|center|left|right|justify|list|ul|ol|li|h[1-6]|indent|table|tr|td|p"
_UNSEEN = "img|youtube|video|media|attach"
_BBCODE = re.compile(rf"\[(?P<end>/?)(?P<name>{_INLINE}|{_BLOCK})(?:=[^\[\]\n]{{0,500}})?\]|\[\*\]", re.IGNORECASE)
_BBCODE_OPENED = re.compile(rf"\[({_INLINE}|{_BLOCK}|{_UNSEEN})(?:=[^\[\]\n]{{0,500}})?\]", re.IGNORECASE)
_BBCODE_CLOSED = re.compile(rf"\[/({_INLINE}|{_BLOCK}|{_UNSEEN})\]", re.IGNORECASE)
_BBCODE_UNSEEN = re.compile(
    rf"\[(?P<name>{_UNSEEN})(?:=[^\[\]\n]{{0,500}})?\][^\[\]]{{0,2000}}\[/(?P=name)\]", re.IGNORECASE
)
_IS_BLOCK = re.compile(_BLOCK, re.IGNORECASE)


def without_markdown(text: str) -> str:
    """The text without the signs of Markdown, pictures left out.

    Examples
    --------
    >>> without_markdown("## Row\\n**Kampala** - [Uganda](https://x.example) left.")
    'Row\\n\\nKampala - Uganda left.'
    >>> without_markdown("It is 2 * 3 * 4 [1].")
    'It is 2 * 3 * 4 [1].'
    """
    return _without_its_signs(text) if _is_markdown(text) else text


def _is_markdown(text: str) -> bool:
    """Whether a text has a link, picture, heading or paragraph as Markdown begins them; stars within a line may be anybody's."""
    if not ("](" in text or "**" in text or "#" in text or "__" in text):
        return False
    return any(pattern.search(text) for pattern in (_LINK, _IMAGE, _BEGINS))


def _without_its_signs(text: str) -> str:
    text = _LINK.sub(lambda link: link["text"], _IMAGE.sub("", text))
    if known := {found["name"].casefold() for found in _REFERENCE.finditer(text)}:
        text = _REFERRING.sub(
            lambda link: link["text"] if (link["name"] or link["text"]).casefold() in known else link[0],
            _REFERENCE.sub("", text),
        )
    text = _HEADING.sub(lambda line: f"\n{line['text'] or line['marked']}\n", text)
    text = _QUOTED.sub("", _RULE.sub("", text))
    text = _EMPHASIS.sub(lambda found: found["text"], _STRONG.sub(lambda found: found["text"], text))
    return _SPACED.sub("\n\n", _ESCAPED.sub(r"\1", text)).strip("\n")


def without_bbcode(text: str) -> str:
    """The text without the tags of BBCode that it closes, pictures left out.

    Examples
    --------
    >>> without_bbcode("[b]Uganda[/b] left [url=https://x.example]Kenya[/url] [sic].")
    'Uganda left Kenya [sic].'
    """
    closed = {name.lower() for name in _BBCODE_CLOSED.findall(text)} if "[/" in text else set()
    closed &= {name.lower() for name in _BBCODE_OPENED.findall(text)} if closed else set()
    if not closed:
        return text

    def kept(found: re.Match[str]) -> str:
        name = (found["name"] or "*").lower()
        if name not in closed and not (name == "*" and "list" in closed):
            return found[0]
        return "\n\n" if name == "*" or _IS_BLOCK.fullmatch(name) else ""

    return _SPACED.sub("\n\n", _BBCODE.sub(kept, _BBCODE_UNSEEN.sub("", text))).strip("\n")
