"""The names that pages and servers give to encodings, and the encodings that they mean."""

from __future__ import annotations

import codecs
import re

# What browsers read under a name (WHATWG, Encoding Standard): the three Latin names mean the code page of Windows, and
# those of East Asia the larger sets that took their place.
_MEANT = {
    "windows-1252": "ansi_x3.4-1968 ascii cp1252 cp819 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 l1 latin1 "
    "latin-1 us-ascii windows-1252 windows1252 x-cp1252 ansi western none",
    "cp1254": "cp1254 iso-8859-9 iso8859-9 iso88599 iso_8859-9 l5 latin5 windows-1254 x-cp1254",
    "cp874": "cp874 dos-874 iso-8859-11 iso8859-11 tis-620 windows-874",
    "gb18030": "chinese csgb2312 gb2312 gb_2312 gb_2312-80 gbk gb18030 x-gbk",
    "cp932": "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis",
    "cp949": "cseuckr euc-kr korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949",
    "big5hkscs": "big5 big5-hkscs cn-big5 csbig5 x-x-big5",
    "iso-8859-8": "iso-8859-8-i iso-8859-8-e logical visual",
    "mac_roman": "macintosh mac x-mac-roman csmacintosh",
    "mac_cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    # A page that calls itself UTF-16 in its own ASCII letters is none.
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 unicode utf-16 utf-16le utf-16be utf16 ucs-2",
}
_ENCODINGS = {label: encoding for encoding, labels in _MEANT.items() for label in labels.split()}
WESTERN = "windows-1252"
# The 32 signs in which the code page of Windows differs from ISO 8859-1; five of them have none there and stay.
_WINDOWS_SIGNS = {
    byte: bytes([byte]).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
# The signs of writing among them; 0x85 alone is a line break.
_SIGN_OF_WINDOWS = re.compile("[\x80\x8c\x91-\x97\x99\x9c]")


def encoding_of(label: str) -> str | None:
    """The encoding that is meant by a name as pages give it; ``None`` for a name that means nothing.

    Examples
    --------
    >>> encoding_of("ISO-8859-1"), encoding_of(" 'gb2312' "), encoding_of("nonsense")
    ('windows-1252', 'gb18030', None)
    """
    name = label.strip(" \t\r\n\"'").lower()
    if name in _ENCODINGS:
        return _ENCODINGS[name]
    try:
        text = codecs.lookup(name)
        "".encode(text.name)
    except (LookupError, ValueError):
        return None
    return text.name


def windows_1252(data: bytes) -> str:
    """Any bytes as the code page of Windows, as browsers read it: it always succeeds."""
    return data.decode("latin-1").translate(_WINDOWS_SIGNS)


def with_windows_signs(text: str) -> str:
    """Text in which controls stand for the signs that the code page of Windows has in their place, such as quotation marks."""
    return text.translate(_WINDOWS_SIGNS) if _SIGN_OF_WINDOWS.search(text) else text
