"""What programs leave in a text instead of its characters: escapes of R, Python and databases, CDATA, shortcodes of WordPress."""

from __future__ import annotations

import quopri
import re

from pipeline.io.decoding import decode

_CODE_OF_R = re.compile(r"<U\+([0-9A-Fa-f]{4,6})>")
_CODES_OF_PYTHON = re.compile(r"(?<!\\)(?:\\u[0-9a-fA-F]{4})+")
_BYTES_OF_PYTHON = re.compile(r"(?<!\\)(?:\\x[89a-fA-F][0-9a-fA-F])+")
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
# A line break written out, behind the end of a sentence or twice.
_WRITTEN_BREAK = re.compile(r"(?<=[.!?…\"”’)])(?:\\r)?\\n(?:(?:\\r)?\\n)*|(?:(?:\\r)?\\n){2,}")
_NAME = r"[a-z][a-z0-9_-]{1,30}"
_CLOSED_SHORTCODE = re.compile(rf"\[/({_NAME})\]")
_SHORTCODE = re.compile(rf"\[/{_NAME}\]|\[{_NAME}(?:\s+[a-z_-]{{1,30}}=[^\[\]]{{1,2000}})?\s*/?\]")
_WITH_VALUES = re.compile(rf"\[{_NAME}\s+[a-z_-]{{1,30}}=[\"'“”″&][^\[\]]{{1,2000}}\]")
_CAPTION = re.compile(r"\[caption\b[^\[\]]{0,2000}\][^\[\]]{0,5000}\[/caption\]")
_SOFT_BREAK = re.compile(r"=\r?\n")
_QUOTED_SIGN = re.compile(r"=(?:[0-9A-F]{2}|\r?\n)")
_LAST = 0x10FFFF
_FIRST_SIGN = 0xA0


def without_escapes(text: str) -> str:
    r"""The text with the characters that its escapes stand for, and without what no reader of the page saw.

    Examples
    --------
    >>> without_escapes("Rwanda<U+2019>s envoy said \\u201cNo\\u201d.\\nHe left.")
    'Rwanda’s envoy said “No”.\nHe left.'
    >>> without_escapes('[caption id="a1"]<img src="a.jpg"> A lake[/caption]Kenya agreed [sic].')
    'Kenya agreed [sic].'
    """
    if "<U+" in text:
        text = _CODE_OF_R.sub(lambda code: _character(code[1]), text)
    if "\\" in text:
        text = _CODES_OF_PYTHON.sub(lambda codes: _characters(codes[0]), text)
        text = _BYTES_OF_PYTHON.sub(lambda codes: _of_bytes(codes[0]), text)
        if "\n" not in text:
            text = _WRITTEN_BREAK.sub(lambda found: "\n" * found[0].count("\\n"), text)
    if "<![CDATA[" in text:
        text = _CDATA.sub("", text)
    if "[" in text:
        closed = set(_CLOSED_SHORTCODE.findall(text))
        if closed or _WITH_VALUES.search(text):
            text = _SHORTCODE.sub(lambda found: _kept(found[0], closed), _CAPTION.sub("", text))
    return text


def without_quoted_printable(text: str) -> str:
    r"""A text that a mail program wrote with seven bits (RFC 2045) as it was; any other as it is.

    Examples
    --------
    >>> without_quoted_printable("Kenya=E2=80=99s envoy left=\n the talks.\n")
    'Kenya’s envoy left the talks.\n'
    """
    signs = text.count("=")
    if not signs or not text.isascii() or not _SOFT_BREAK.search(text) or len(_QUOTED_SIGN.findall(text)) < signs:
        return text
    return decode(quopri.decodestring(text.encode())) or text


def _kept(shortcode: str, closed: set[str]) -> str:
    # A word in brackets is one of the author's, if the text does not close it.
    named = shortcode.strip("[]/").split()[0]
    return "" if shortcode.startswith("[/") or "=" in shortcode or named in closed else shortcode


def _character(code: str) -> str:
    number = int(code, 16)
    return chr(number) if number <= _LAST and not 0xD800 <= number < 0xE000 else "\ufffd"


def _characters(codes: str) -> str:
    units = b"".join(int(code, 16).to_bytes(2, "big") for code in codes.split("\\u")[1:])
    return units.decode("utf-16-be", "replace")


def _of_bytes(codes: str) -> str:
    signs = bytes.fromhex(codes.replace("\\x", ""))
    try:
        return signs.decode()
    except UnicodeDecodeError:
        # Of characters written one by one none is a control; bytes that were cut in the middle stay as they are.
        return signs.decode("latin-1") if min(signs) >= _FIRST_SIGN else codes
