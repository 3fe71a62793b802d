"""A look at the raw bytes of a page, before it is parsed: pages of no use cost a tenth of what reading them costs.

Whatever is not sure passes. A page that the gate lets through may still turn out to name no country; one that it refuses
names none in its visible words, its metadata and its JSON.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.ingest.fields.language_tags import language_code
from pipeline.ingest.pages.country_forms import country_forms
from pipeline.ingest.reasons import Reason
from pipeline.ingest.text.language import detect_language

_TAG = re.compile(rb"<[^>]*>")
_LANGUAGE = re.compile(rb"<html\b[^>]{0,1000}?\blang\s*=\s*[\"']?\s*([\w-]{2,12})", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_PARAGRAPH = re.compile(rb"<p\b[^>]*>(.{80,4000}?)</p", re.IGNORECASE | re.DOTALL)
_META = re.compile(rb"<meta\b[^>]*>", re.IGNORECASE)
# "@type": "Organization" names no organisation.
_TYPE = re.compile(rb'"@type"\s*:\s*(?:"[^"]*"|\[[^\]]*\])')
_ENOUGH = 300
_SAMPLE = 2000
_HEAD = 2000
_LIKE_ASCII = 64


def refused(page: bytes | str, gate: Sequence[str], languages: Sequence[str]) -> tuple[Reason, str] | None:
    """Why a page needs no reading, or ``None`` where it may hold an article in question.

    Parameters
    ----------
    page : bytes or str
        The page as it lies there, or decoded.
    gate : sequence of {"language", "country"}
        What is looked at.
    languages : sequence of str
        The languages that are read, ISO 639-1.
    """
    if not gate:
        return None
    data = page.encode("utf-8", "surrogatepass") if isinstance(page, str) else page
    if b"\x00" in data[:_LIKE_ASCII]:
        # UTF-16 and UTF-32 are not looked at.
        return None
    if "language" in gate and (found := _other_language(data, languages, isinstance(page, str))):
        return (
            Reason.OTHER_LANGUAGE,
            f"the page is in '{found}', not in {' or '.join(languages)}. Take 'language' out of ingest.gate to keep it",
        )
    if "country" in gate and not _names_a_country(data, tuple(languages)):
        return Reason.NO_COUNTRY, "the page names no country. Take 'country' out of ingest.gate to keep it"
    return None


def _other_language(data: bytes, languages: Sequence[str], decoded: bool) -> str | None:
    """The language of the page, where its words and, if it has one, its tag say that it is another one."""
    told = _LANGUAGE.search(data[: _HEAD * 4])
    tag = language_code(told[1].decode("ascii", "replace")) if told else None
    if tag in languages:
        # A tag is often left as a template has it, but then for a language of many readers: the text decides later.
        return None
    sample = _sample(data, "utf-8" if decoded else _charset(data))
    if len(sample) < _ENOUGH:
        return None
    found = detect_language(sample)
    if not found.sure or found.code is None or found.code in languages:
        return None
    return found.code


def _charset(data: bytes) -> str:
    declared = _CHARSET.search(data[:_HEAD])
    return declared[1].decode("ascii", "replace") if declared else "utf-8"


def _sample(data: bytes, charset: str) -> str:
    """The beginning of the longer paragraphs."""
    texts: list[str] = []
    length = 0
    for paragraph in _PARAGRAPH.finditer(data):
        raw = _TAG.sub(b" ", paragraph[1])
        try:
            text = raw.decode(charset, "ignore")
        except LookupError:
            text = raw.decode("utf-8", "ignore")
        texts.append(text)
        length += len(text)
        if length >= _SAMPLE:
            break
    return " ".join(texts)[:_SAMPLE]


def _names_a_country(data: bytes, languages: tuple[str, ...]) -> bool:
    # Metadata stand within tags.
    head = data[: data.find(b"</head")] if b"</head" in data else data[:_HEAD]
    visible = _TAG.sub(b" ", _without(b"<style", b"</style", _without(b"<script", b"</script", data)))
    return country_forms(languages).named_in(b" ".join([visible, *_META.findall(head)]))


def _without(opening: bytes, closing: bytes, data: bytes) -> bytes:
    """The page without elements of one kind; of scripts those with JSON stay, without the names of its types."""
    kept: list[bytes] = []
    position = 0
    while (start := data.find(opening, position)) >= 0:
        kept.append(data[position:start])
        begins = data.find(b">", start)
        ends = data.find(closing, begins) if begins >= 0 else -1
        if ends < 0:
            # Never closed: looked at as it is.
            position = start + len(opening)
            continue
        if b"json" in data[start:begins]:
            kept.append(_TYPE.sub(b"", data[begins:ends]))
        position = ends
    kept.append(data[position:])
    return b" ".join(kept)
