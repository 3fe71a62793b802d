"""Bytes of unknown encoding as text, and the separator of a CSV file: told once for all that is read."""

from __future__ import annotations

import codecs
import re

_SEPARATORS = ",;\t"
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Characters that no text has and every binary format does.
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(data: bytes) -> str | None:
    """The text in `data`, or ``None`` where it is no text.

    A byte order mark decides, then UTF-8, then the encoding an HTML page declares, then statistical detection
    (charset-normalizer).
    """
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return _text_or_none(data, encoding)
    if b"\x00" in data:
        return None
    text = _text_or_none(data, "utf-8")
    if text is not None:
        return text
    if declared := _DECLARED.search(data[:4096]):
        text = _text_or_none(data, declared.group(1).decode("ascii"))
        if text is not None:
            return text
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return None if best is None else _plausible(str(best))


def _text_or_none(data: bytes, encoding: str) -> str | None:
    try:
        return _plausible(data.decode(encoding))
    except (UnicodeDecodeError, LookupError):
        return None


def _plausible(text: str) -> str | None:
    return None if len(_BINARY.findall(text[:65536])) * 20 > len(text[:65536]) else text


def csv_separator(header: str) -> str:
    """The separator of a CSV file, from its first line: the comma, semicolon or tab that stands there most often."""
    return max(_SEPARATORS, key=header.count)
