"""Bytes of unknown encoding as text, and the separator of a CSV file: told once for all that is read."""

from __future__ import annotations

import codecs
import re

from pipeline.io.charsets import WESTERN, encoding_of, windows_1252, with_windows_signs
from pipeline.io.twice_encoded import repaired

_SEPARATORS = ",;\t"
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w:.-]+)""",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4096
# The mark of UTF-32 begins with that of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# As it stands in a text, where a program put a second one.
_MARK = "\ufeff"
# Characters that no text has and every binary format does.
_CONTROLS = bytes([*range(9), *range(14, 27), *range(28, 32)])
_LONGEST_CHARACTER = 4
_SAMPLE = 1 << 16
_FOR_STATISTICS = 1 << 14
_OTHER = re.compile(r"[^\x00-\x7f]")
# A byte that is no UTF-8, as Python keeps it in a text.
_ESCAPED = re.compile("[\udc80-\udcff]")
_OTHER_LETTERS = re.compile(r"[^\W\d_\x00-\x7f]")
_LETTERS = re.compile(r"[^\W\d_]")
# What Western text has besides ASCII: small letters (no ð, þ, ý), capitals, signs; and what it has not: another character, a capital behind a
# small letter, a sign between two letters. Said by what is wrong: a repetition that gives nothing back is matched wrongly by Python 3.11.0 to 3.11.4.
_CAPITALS, _SIGNS = "À-ÏÑ-ÖØ-ÜŒŸ", "„“”‘«»‹›‚–—…•€£¥§©®™°†¿¡´²³½ºª"
_UNWESTERN = re.compile(
    rf"[^\x00-\x7f\xa0à-ïñ-öø-üÿßœ’·\xad{_CAPITALS}{_SIGNS}]|(?<=[a-zß-ÿ])[{_CAPITALS}]|(?<=[^\W\d_])[{_SIGNS}](?=[^\W\d_])"
)
# The encodings of Western text that a look at its letters tells apart; the others are told by statistics.
_WESTERN_ENCODINGS = ("mac_roman", "cp850")
# Those that browsers know besides, which statistics choose from; the rest of what Python knows would only be mistaken.
_OTHER_ENCODINGS = (
    "cp1250", "iso8859_2", "cp1251", "koi8_r", "koi8_u", "iso8859_5", "cp866", "mac_cyrillic", "cp1253", "iso8859_7",
    "cp1254", "cp1255", "iso8859_8", "cp1256", "iso8859_6", "cp1257", "cp1258", "cp874", "cp932", "euc_jp", "gb18030",
    "big5", "cp949", "euc_kr",
)  # fmt: skip
_MOST_WESTERN = 0.15
_MOST_DECLARED_WESTERN = 0.3
_FIRST_OF_TWO = re.compile("[Â-ôĂĹРСВГв√¬‚├┬╨╤Γ]")
_ASCII = bytes(range(128))


def decode(data: bytes, declared: str | None = None) -> str | None:
    """The text in `data`, or ``None`` where it is no text.

    A byte order mark decides, then UTF-8, then the encoding that was declared, then statistical detection
    (charset-normalizer). The names of Latin encodings mean the code page of Windows, as in browsers. What was encoded twice
    is repaired (`repaired`); null bytes here and there are left out.

    Parameters
    ----------
    data : bytes
    declared : str, optional
        The encoding that was said from outside, such as in the header of a server's answer; it goes before what the page
        says itself.
    """
    text = _decoded(data, declared)
    if text is None:
        return None
    text = text.lstrip(_MARK)
    text = text.replace("\x00", "") if "\x00" in text else text
    # Of text that was UTF-8 the bytes are there already.
    return repaired(text) if _FIRST_OF_TWO.search(_others(data)) else with_windows_signs(text)


def _decoded(data: bytes, declared: str | None) -> str | None:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _plausible(_lossy(data[len(mark) :], encoding))
    if unmarked := _utf16_without_mark(data):
        return _plausible(_lossy(data, unmarked))
    said = _said(data, declared)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        # Only the last character is cut, of a text that shows it is UTF-8.
        if len(data) - error.start >= _LONGEST_CHARACTER or before.isascii():
            return _no_utf8(data, said, error.start)
        text = before.decode("utf-8")
    if said and said.startswith("iso2022") and "\x1b" in text:
        return _plausible(_lossy(data, said))
    return _plausible(text, data)


def _said(data: bytes, declared: str | None) -> str | None:
    """The encoding that was declared, from outside or in the first bytes."""
    if declared and (encoding := encoding_of(declared)):
        return encoding
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    return encoding_of((found[1] or found[2]).decode("ascii", "replace")) if found else None


def _no_utf8(data: bytes, said: str | None, first: int) -> str | None:
    nearly = _nearly_utf8(data)
    if nearly is not None:
        return _plausible(nearly)
    if said == WESTERN:
        text = windows_1252(data)
        if _share_of_other_letters(text[first:]) <= _MOST_DECLARED_WESTERN:
            return _plausible(text)
    elif said and said != "utf-8":
        text = _lossy(data, said)
        if text.count("\ufffd") * 200 <= len(text):
            return _plausible(text)
    sample = _sample(data, first)
    if _is_western(windows_1252(sample)):
        return _plausible(windows_1252(data))
    for encoding in _WESTERN_ENCODINGS:
        if _is_western(sample.decode(encoding)):
            return _plausible(data.decode(encoding))
    return _detected(data, sample)


def _is_western(text: str) -> bool:
    return _share_of_other_letters(text) <= _MOST_WESTERN and _UNWESTERN.search(text) is None


def _detected(data: bytes, sample: bytes) -> str | None:
    if _plausible(sample.decode("latin-1")) is None:
        return None
    from charset_normalizer import from_bytes

    # Where letters stand as in no Western text, that family is no answer, unless it is the only one.
    western = ["cp1252", "mac_roman", "cp850"]
    isolated = list(_OTHER_ENCODINGS) if _UNWESTERN.search(windows_1252(sample)) else [*_OTHER_ENCODINGS, *western]
    best = (
        from_bytes(sample[:_FOR_STATISTICS], cp_isolation=isolated).best()
        or from_bytes(sample[:_FOR_STATISTICS], cp_isolation=western).best()
    )
    if best is None:
        return None
    encoding = encoding_of(best.encoding) or best.encoding
    return _plausible(windows_1252(data) if encoding == WESTERN else _lossy(data, encoding))


def _sample(data: bytes, first: int) -> bytes:
    """Enough to tell an encoding by, around the first byte that is no ASCII or UTF-8; whole lines where it has some."""
    if len(data) <= _SAMPLE:
        return data
    start = max(data.rfind(b"\n", 0, first) + 1, first - _SAMPLE // 2, 0)
    return data[start : start + _SAMPLE]


def _nearly_utf8(data: bytes) -> str | None:
    """UTF-8 with a few bytes that are none, which are read as the code page of Windows; ``None`` for other encodings."""
    text = data.decode("utf-8", "surrogateescape")
    strange = sum("\udc80" <= sign <= "\udcff" for sign in _OTHER.findall(text))
    good = len(_OTHER.findall(text)) - strange
    if good <= 2 * strange:
        return None
    return _ESCAPED.sub(lambda match: windows_1252(bytes([ord(match[0]) - 0xDC00])), text)


def _utf16_without_mark(data: bytes) -> str | None:
    head = data[:_DECLARED_WITHIN]
    if len(head) < 4 or b"\x00" not in head:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.05 * half else None


def _lossy(data: bytes, encoding: str) -> str:
    """Text whose last character may be cut, and in which a few characters may be broken."""
    try:
        return data.decode(encoding, "replace")
    except (UnicodeError, LookupError, AssertionError):  # some codecs fail whatever they are told
        return "\x00"


def _share_of_other_letters(text: str) -> float:
    text = text[:_SAMPLE]
    return len(_OTHER_LETTERS.findall(text)) / max(len(_LETTERS.findall(text)), 1)


def _plausible(text: str, utf8: bytes | None = None) -> str | None:
    head = utf8[:_SAMPLE] if utf8 is not None else text[:_SAMPLE].encode("utf-8", "surrogatepass")
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return None if controls * 20 > len(text[:_SAMPLE]) else text


def is_text(head: bytes) -> bool:
    """Whether the first bytes of a file are text in some encoding: whether few are signs that no text has."""
    return _plausible(loosely_decoded(head)) is not None


def loosely_decoded(head: bytes) -> str:
    """The first bytes of a text, for a look at its form: letters that are no ASCII may come out wrong."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "ignore").lstrip(_MARK)
    return head.decode(_utf16_without_mark(head) or "latin-1", "ignore")


def _others(data: bytes) -> str:
    """The characters of UTF-8 that are no ASCII, found many times as fast as in its text; of other encodings one for all."""
    try:
        return data.translate(None, _ASCII).decode("utf-8")
    except UnicodeDecodeError:
        return "Â"


def csv_separator(header: str) -> str:
    """The separator of a CSV file, from its first line: the comma, semicolon or tab that stands there most often."""
    return max(_SEPARATORS, key=header.count)
