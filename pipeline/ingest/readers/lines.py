"""A file of lines, whatever its encoding: each line with its number and place, and none that is longer than allowed."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from functools import cache
from typing import BinaryIO, NamedTuple

from pipeline.ingest.sources.opening import Opened
from pipeline.ingest.sources.source import Piece, Source
from pipeline.io.charsets import WESTERN, windows_1252
from pipeline.io.decoding import decode
from pipeline.io.twice_encoded import repaired

_HEAD = 1 << 17
_CHUNK = 1 << 20
_SINGLE_BYTES = ("ascii", "latin_1", "cp1252")


class Line(NamedTuple):
    """One line, with its end.

    Attributes
    ----------
    number : int
        From 1.
    start, stop : int
        Where it begins and ends, in bytes of the unpacked file.
    text : str, optional
        ``None`` where it is longer than allowed.
    """

    number: int
    start: int
    stop: int
    text: str | None


def lines(opened: Opened, piece: Piece, limit: int) -> Iterator[Line]:
    """The lines of a piece.

    Valid UTF-8 is read as such, line by line, and so a file of several encodings is read right; other lines are in the
    encoding that the beginning of the file shows, by default windows-1252. UTF-16 is told by its mark or its zeros.

    Parameters
    ----------
    opened : Opened
    piece : Piece
        In bytes; `first` is the number of its first line.
    limit : int
        Most bytes of a line; a longer one is passed over without being held.
    """
    head = opened.head(_HEAD)
    wide = wide_encoding(head)
    if wide:
        yield from _wide_lines(opened, wide, limit)
        return
    other = _other_encoding(head)
    stream, position, number = stream_at(opened, piece.start), piece.start, piece.first
    # A file whose lines end as those of old Macs has no other line breaks.
    if b"\r" in head and b"\n" not in head:
        yield from _returned_lines(stream, other, limit)
        return
    while (piece.stop is None or position < piece.stop) and (line := stream.readline(limit + 1)):
        size = len(line)
        whole = size <= limit or line.endswith(b"\n")
        while size > limit and not line.endswith(b"\n") and (more := stream.readline(_CHUNK)):
            whole, line, size = False, more, size + len(more)
        yield Line(number, position, position + size, _text(line, other) if whole else None)
        position, number = position + size, number + 1


def stream_at(opened: Opened, start: int) -> BinaryIO:
    """The unpacked bytes from `start` on."""
    if start and not opened.compressed:
        stream = opened.seekable()
        stream.seek(start)
        return stream
    stream = opened.stream()
    while start and (passed := len(stream.read(min(start, _CHUNK)))):
        start -= passed
    return stream


def line_pieces(opened: Opened, source: Source, size: int) -> Iterator[Piece]:
    """Pieces of about `size` bytes that end with a line.

    Parameters
    ----------
    opened : Opened
    source : Source
    size : int
    """
    head = opened.head(_HEAD)
    if wide_encoding(head) or b"\n" not in head:
        yield Piece(source)
        return
    stream, offset, start = opened.stream(), 0, 0
    number = first = 1
    pending: Piece | None = None
    while chunk := stream.read(_CHUNK):
        at = 0
        while (end := chunk.find(b"\n", max(at, start + size - 1 - offset))) >= 0:
            number += chunk.count(b"\n", at, end + 1)
            at, stop = end + 1, offset + end + 1
            if pending:
                yield pending
            pending = Piece(source, start, stop, first)
            start, first = stop, number
        number += chunk.count(b"\n", at)
        offset += len(chunk)
    if pending:
        yield pending if start < offset else Piece(source, pending.start, None, pending.first)
    if start < offset or pending is None:
        yield Piece(source, start, None, first)


def wide_encoding(head: bytes) -> str | None:
    """The encoding of two bytes a character that a beginning shows, if any."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = head[:4096]
    if sample.count(0) * 4 > len(sample):
        return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    return None


def _wide_lines(opened: Opened, encoding: str, limit: int) -> Iterator[Line]:
    text = io.TextIOWrapper(opened.stream(), encoding, errors="replace", newline="\n")
    # What is read here has no place in the file by which it could be cut.
    for number, line in _long_lines(text, limit):
        yield Line(number, 0, 0, line)


def _returned_lines(stream: BinaryIO, other: str, limit: int) -> Iterator[Line]:
    text = io.TextIOWrapper(stream, "latin-1", newline="\r")
    for number, line in _long_lines(text, limit):
        yield Line(number, 0, 0, None if line is None else _text(line[:-1].encode("latin-1") + b"\n", other))


def _long_lines(text: io.TextIOWrapper, limit: int) -> Iterator[tuple[int, str | None]]:
    number, ends = 1, ("\n", "\r")
    while line := text.readline(limit + 1):
        whole = len(line) <= limit or line.endswith(ends)
        while not line.endswith(ends) and len(line) > 0 and (rest := text.readline(_CHUNK)):
            whole, line = False, rest
        yield number, line if whole else None
        number += 1


@cache
def _other_encoding(head: bytes) -> str:
    """The encoding of lines that are no UTF-8, in a file that begins like this."""
    sample = b"\n".join(line for line in head.splitlines()[:-1] or [head] if not _is_utf8(line))
    if not sample or decode(sample) == repaired(windows_1252(sample)):
        return WESTERN
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return WESTERN if best is None or best.encoding in _SINGLE_BYTES else best.encoding


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _text(line: bytes, other: str) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        if other != WESTERN:
            return line.decode(other, "replace")
        return decode(line) or windows_1252(line)
