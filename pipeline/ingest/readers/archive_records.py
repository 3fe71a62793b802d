"""The records of a web archive (WARC, ISO 28500) as bytes, each with its place; what is broken is told and passed over.

An archive is either packed record by record, each a gzip member of its own, or it is one stream of records. In both a
record that is broken does not take those behind it along: the next one is looked for by how records begin.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.ingest.readers.window import Window
from pipeline.ingest.reasons import Reason

GZIP = b"\x1f\x8b\x08"
_GZIP_WINDOW = 31
_CHUNK = 1 << 16
_LONGEST_HEADER = 1 << 16
_PROBE = 1024
_BEGINS = re.compile(rb"WARC/[01]\.\d{1,3}\r?\n")
_BEGINS_BEHIND = re.compile(rb"\nWARC/[01]\.\d{1,3}\r?\n")
_LONGEST_BEGINNING = 16
_LENGTH = re.compile(rb"^content-length\s*:\s*(\d{1,15})\s*$", re.IGNORECASE | re.MULTILINE)
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_TOO_LARGE = "a record of more than {:g} MB (ingest.max_megabytes), which was passed over"
_CUT = "the archive stops in the middle of a record, or the length of the record is wrong; get the archive anew"


@dataclass(frozen=True, slots=True)
class Record:
    """One record: where it begins in the archive, in bytes, and its header and block."""

    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Gap:
    """A place where no record could be read, and why."""

    offset: int
    reason: Reason
    sentence: str


def packed_records(stream: io.BufferedIOBase, start: int, stop: int | None, most: int) -> Iterator[Record | Gap]:
    """The records of an archive that is packed record by record, of those that begin within ``[start, stop)``.

    Parameters
    ----------
    stream : io.BufferedIOBase
        The packed bytes, at `start`, where a member begins.
    start, stop : int
    most : int
        Larger records, unpacked, are passed over.
    """
    window = Window(stream, start)
    while stop is None or window.position < stop:
        offset = window.position
        head = window.read(len(GZIP))
        if not head:
            return
        window.give_back(head)
        if head.startswith(b"\0"):
            # Padding.
            window.read(1)
            continue
        member = _member(window, most)
        if isinstance(member, bytes):
            # Some tools put several records into one member; their place is that of the member.
            yield from (
                Record(offset, found.data) if isinstance(found, Record) else Gap(offset, found.reason, found.sentence)
                for found in plain_records(io.BytesIO(member), 0, None, most)
            )
            continue
        yield Gap(offset, *member)
        if not _to_next_member(window):
            return


def plain_records(stream: io.BufferedIOBase, start: int, stop: int | None, most: int) -> Iterator[Record | Gap]:
    """The records of an archive that is one stream, of those that begin within ``[start, stop)``; see `packed_records`."""
    window = Window(stream, start)
    while True:
        _over_blank_lines(window)
        offset = window.position
        if stop is not None and offset >= stop:
            return
        head = window.read(_LONGEST_HEADER)
        if not head:
            return
        end = _HEADER_END.search(head)
        length = _LENGTH.search(head, 0, end.start() + 1) if end else None
        if not _BEGINS.match(head) or end is None or length is None:
            window.give_back(head[1:])
            yield Gap(offset, Reason.BAD_RECORD, "is no record of a web archive; what follows it is read on")
            if not _to_next_record(window):
                return
            continue
        window.give_back(head[end.end() :])
        size = int(length[1])
        if size > most:
            if _pass_over(window, size):
                yield Gap(offset, Reason.TOO_LARGE, _TOO_LARGE.format(most / 1e6))
                continue
            window.check()
            yield Gap(offset, Reason.NOT_READABLE, _CUT)
            if not window.go_to(offset + end.end()) or not _to_next_record(window):
                return
            continue
        block = window.read(size)
        if len(block) < size:
            window.check()
            yield Gap(offset, Reason.NOT_READABLE, _CUT)
            window.give_back(block)
            if not _to_next_record(window):
                return
            continue
        behind = window.read(_LONGEST_BEGINNING)
        window.give_back(behind)
        if not _ends_a_record(behind):
            yield Gap(offset, Reason.BAD_RECORD, "a record whose length is wrong; what follows it is read on")
            window.give_back(block)
            if not _to_next_record(window):
                return
            continue
        yield Record(offset, head[: end.end()] + block)


def is_packed_by_record(stream: io.BufferedIOBase) -> bool:
    """Whether the first member of a gzip file holds one record and no more."""
    unpacking = zlib.decompressobj(_GZIP_WINDOW)
    try:
        begun = unpacking.decompress(stream.read(_CHUNK), _LONGEST_HEADER * 4)
    except zlib.error:
        return True
    end = _HEADER_END.search(begun)
    length = _LENGTH.search(begun, 0, end.start() + 1) if end else None
    # Its first record (a short note of who made it) ends before the member does.
    return end is None or length is None or end.end() + int(length[1]) + 4 >= len(begun)


def next_member(stream: io.BufferedIOBase, position: int) -> int | None:
    """Where at or behind `position` the next record begins in an archive packed record by record; ``None`` at the end."""
    stream.seek(position)
    window = Window(stream, position)
    return window.position if _to_next_member(window) else None


def next_plain(stream: io.BufferedIOBase, position: int) -> int | None:
    """Where the record behind the one at `position` begins in an archive that is one stream; ``None`` at the end."""
    stream.seek(position)
    head = stream.read(_LONGEST_HEADER)
    end = _HEADER_END.search(head)
    length = _LENGTH.search(head, 0, end.start() + 1) if end else None
    if not _BEGINS.match(head) or end is None or length is None:
        return None
    stream.seek(position + end.end() + int(length[1]))
    window = Window(stream, position + end.end() + int(length[1]))
    _over_blank_lines(window)
    behind = window.position
    return behind if _BEGINS.match(window.read(_LONGEST_BEGINNING)) else None


def _member(window: Window, most: int) -> bytes | tuple[Reason, str]:
    """One member unpacked; or why not, and then the window stands one byte behind its beginning."""
    unpacking = zlib.decompressobj(_GZIP_WINDOW)
    read: list[bytes] = []
    parts: list[bytes] = []
    problem: tuple[Reason, str] | None = None
    left = most + _LONGEST_HEADER + 1
    while not unpacking.eof and problem is None:
        if not (packed := unpacking.unconsumed_tail):
            packed = window.read(_CHUNK)
            read.append(packed)
        try:
            parts.append(unpacking.decompress(packed, left))
        except zlib.error:
            problem = Reason.NOT_READABLE, "a record cannot be unpacked; what follows it is read on"
            continue
        left -= len(parts[-1])
        if not packed:
            problem = Reason.NOT_READABLE, "the archive stops in the middle of a record; get it anew"
        elif left <= 0:
            problem = Reason.TOO_LARGE, _TOO_LARGE.format(most / 1e6)
    if problem:
        window.give_back(b"".join(read)[1:])
        return problem
    window.give_back(unpacking.unused_data)
    return b"".join(parts)


def _to_next_member(window: Window) -> bool:
    """Go on to where a member begins that holds a record; ``False`` at the end."""
    while chunk := window.read(_CHUNK):
        at = chunk.find(GZIP)
        while at >= 0:
            if len(chunk) - at < _PROBE:
                chunk += window.read(_PROBE)
            if _begins_a_record(chunk[at : at + _PROBE]):
                window.give_back(chunk[at:])
                return True
            at = chunk.find(GZIP, at + 1)
        if len(chunk) < _CHUNK:
            return False
        window.give_back(chunk[1 - len(GZIP) :])
    return False


def _begins_a_record(packed: bytes) -> bool:
    try:
        return zlib.decompressobj(_GZIP_WINDOW).decompress(packed, 16).startswith(b"WARC/")
    except zlib.error:
        return False


def _to_next_record(window: Window) -> bool:
    """Go on to a line with which a record begins; ``False`` at the end."""
    while chunk := window.read(_CHUNK):
        if found := _BEGINS_BEHIND.search(chunk):
            window.give_back(chunk[found.start() + 1 :])
            return True
        if len(chunk) < _CHUNK:
            return False
        window.give_back(chunk[-_LONGEST_BEGINNING:])
    return False


def _over_blank_lines(window: Window) -> None:
    while lines := window.read(64):
        if rest := lines.lstrip(b"\r\n"):
            window.give_back(rest)
            return


def _ends_a_record(behind: bytes) -> bool:
    rest = behind.lstrip(b"\r\n")
    return not rest or rest.startswith(b"WARC/") or behind.startswith((b"\r\n\r\n", b"\n\n"))


def _pass_over(window: Window, size: int) -> bool:
    while size > 0 and (part := window.read(min(size, _CHUNK * 16))):
        size -= len(part)
    return size <= 0
