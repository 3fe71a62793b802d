"""The characters of a text: one form for each, and none that cannot be seen."""

from __future__ import annotations

import re
import unicodedata

# Control and zero-width characters that copying leaves behind; they would split words and shift nothing but confuse.
_INVISIBLE = re.compile(r"[\u0000-\u0008\u000e-\u001b\u001f\u007f\u00ad\u200b\u2060\ufeff\ufffe\ufffd\ud800-\udfff]")
# Marks of the direction of writing; and joiners, which only scripts beyond the Latin one need.
_MARKS = re.compile(
    r"[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u2061-\u2064]|(?<=[\u0020-\u024f])[\u200c\u200d]|[\u200c\u200d](?=[\u0020-\u024f])"
)
_SPACES = re.compile(r"[ \t\u000b\u000c\u001c-\u001e\u00a0\u2000-\u200a\u202f\u3000]+")


def visible(text: str) -> str:
    """Text in Unicode NFC without characters that cannot be seen; its breaks and spaces stay."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return text if text.isascii() else _MARKS.sub("", text)


def clean_characters(text: str) -> str:
    """Text in Unicode NFC, without characters that cannot be seen, with plain single spaces."""
    return _SPACES.sub(" ", visible(text))
