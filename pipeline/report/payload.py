"""Columns as bytes that a browser reads without parsing: typed arrays behind a header, compressed.

The layout: the length of the header (4 bytes, little endian), the header (JSON: name → type, offset, length), then the columns,
each at a multiple of 8 bytes. Texts are UTF-8, joined by `SEPARATOR`. ``assets/store.js`` reads it.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

SEPARATOR = "\x1f"
_ALIGNED = 8
_LEVEL = 9
Column = NDArray[np.generic] | Sequence[str]


def smallest(values: NDArray[np.integer]) -> NDArray[np.generic]:
    """The same numbers in the smallest of the types that the page knows."""
    for kind in (np.uint8, np.uint16, np.uint32, np.int32):
        limits = np.iinfo(kind)
        if not len(values) or (values.min() >= limits.min and values.max() <= limits.max):
            return values.astype(kind)
    raise ValueError("a number that has no place in 32 bits")


def pack(columns: Mapping[str, Column]) -> bytes:
    """The columns behind their header."""
    bodies: list[bytes] = []
    header: dict[str, list[str | int]] = {}
    place = 0
    for name, column in columns.items():
        if isinstance(column, np.ndarray):
            kind, body = column.dtype.name, column.astype(column.dtype.newbyteorder("<")).tobytes()
        else:
            kind = "text"
            body = SEPARATOR.join(text.replace(SEPARATOR, " ") for text in column).encode()
        header[name] = [kind, place, len(body), len(column)]
        body += bytes(-len(body) % _ALIGNED)
        bodies.append(body)
        place += len(body)
    head = json.dumps(header, sort_keys=True, separators=(",", ":")).encode()
    head += b" " * (-(len(head) + 4) % _ALIGNED)
    return b"".join([len(head).to_bytes(4, "little"), head, *bodies])


def as_text(data: bytes) -> str:
    """The bytes compressed, as text that may stand in a page; equal bytes give equal text."""
    return base64.b64encode(gzip.compress(data, _LEVEL, mtime=0)).decode("ascii")
