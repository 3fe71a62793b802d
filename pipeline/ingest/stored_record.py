"""One record as the store keeps it: its text packed by itself, so that one can be read without the others."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import NamedTuple, cast

import pyarrow as pa

from pipeline.records import Article, Reject

_CODEC = "zstd"


class StoredRecord(NamedTuple):
    """An article or a reject; the fields are columns of the store.

    Attributes
    ----------
    article_id : str, optional
        Of an article; a reject has none, and no text, size or sketch.
    about : str
        All of the record but its text, as JSON.
    text : bytes, optional
        Packed.
    size : int, optional
        Of the text in bytes, unpacked.
    sketch : bytes, optional
        Little-endian 64-bit numbers, see `pipeline.ingest.duplicates`; none where no near-copies are asked for.
    """

    article_id: str | None
    about: str
    text: bytes | None = None
    size: int | None = None
    sketch: bytes | None = None


def stored(record: Article | Reject, sketch: bytes | None = None) -> StoredRecord:
    """A record as it is kept."""
    if isinstance(record, Reject):
        return StoredRecord(None, _about(record))
    text = record.text.encode("utf-8", "surrogatepass")
    packed = cast(bytes, pa.compress(text, codec=_CODEC, asbytes=True))
    return StoredRecord(record.article_id, _about(record), packed, len(text), sketch)


def stored_article(about: str, text: bytes, size: int) -> Article:
    """The article that was kept."""
    whole = cast(bytes, pa.decompress(text, size, codec=_CODEC, asbytes=True))
    return Article(**json.loads(about), text=whole.decode("utf-8", "surrogatepass"))


def stored_metadata(about: str) -> Article:
    """The article that was kept, with an empty `text`."""
    return Article(**json.loads(about), text="")


def stored_reject(about: str) -> Reject:
    """The reject that was kept."""
    return Reject(**json.loads(about))


def _about(record: Article | Reject) -> str:
    values = {field.name: getattr(record, field.name) for field in fields(record) if field.name != "text"}
    return json.dumps(values, ensure_ascii=True)
