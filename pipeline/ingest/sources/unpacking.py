"""gzip, bzip2, xz and Zstandard, told by their first bytes and unpacked in bounded memory."""

from __future__ import annotations

import bz2
import io
import lzma
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol, cast

from pipeline.ingest.reasons import Reason
from pipeline.ingest.sources.bounds import Bounds
from pipeline.ingest.sources.broken import SourceError

MAGIC_BYTES = 10
_READ = 1 << 16
# Zstandard gives all that a piece of its input holds at once, up to some 30,000 times as much.
_ZSTANDARD_READ = 1 << 9
_WINDOW = 1 << 27


class _Decoder(Protocol):
    """What is asked of a decompressor of one member of a packed file."""

    @property
    def eof(self) -> bool: ...

    @property
    def needs_input(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class _Gzip:
    def __init__(self) -> None:
        self._zlib = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._zlib.eof

    @property
    def needs_input(self) -> bool:
        return not self._zlib.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._zlib.unused_data

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        return self._zlib.decompress(self._zlib.unconsumed_tail + data, max_length)


class _Zstandard:
    def __init__(self) -> None:
        try:
            import zstandard
        except ModuleNotFoundError as error:
            raise SourceError(
                Reason.NOT_READABLE,
                "packed with Zstandard, for which the library zstandard is not installed: pip install zstandard",
            ) from error
        self._zstandard: Any = zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()
        self._packed = memoryview(b"")
        self._ready = memoryview(b"")

    @property
    def eof(self) -> bool:
        return bool(self._zstandard.eof) and not self._ready

    @property
    def needs_input(self) -> bool:
        return not self._packed and not self._ready

    @property
    def unused_data(self) -> bytes:
        return cast(bytes, self._zstandard.unused_data) + bytes(self._packed)

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        if data:
            self._packed = memoryview(data)
        while not self._ready and self._packed and not self._zstandard.eof:
            self._ready = memoryview(self._zstandard.decompress(self._packed[:_ZSTANDARD_READ]))
            self._packed = self._packed[_ZSTANDARD_READ:]
        given, self._ready = bytes(self._ready[:max_length]), self._ready[max_length:]
        return given


@dataclass(frozen=True, slots=True)
class Packing:
    """A way of packing: its name, how it begins, and its decompressor."""

    name: str
    magic: re.Pattern[bytes]
    decoder: Callable[[], _Decoder]


PACKINGS = (
    Packing("gzip", re.compile(rb"\x1f\x8b\x08"), _Gzip),
    Packing("Zstandard", re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"), _Zstandard),
    # Behind the level comes the number pi as the mark of a block, or its root as the mark of the end.
    Packing("bzip2", re.compile(rb"BZh[1-9](?:1AY&SY|\x17\x72\x45\x38\x50\x90)"), bz2.BZ2Decompressor),
    Packing("xz", re.compile(rb"\xfd7zXZ\x00"), lambda: lzma.LZMADecompressor(memlimit=2 * _WINDOW)),
)


def packing_of(head: bytes) -> Packing | None:
    """How bytes that begin with `head` are packed; ``None`` where they are not."""
    return next((packing for packing in PACKINGS if packing.magic.match(head)), None)


class Unpacked(io.RawIOBase):
    """What a packed stream holds, member after member.

    Parameters
    ----------
    packed : BinaryIO
        At its beginning.
    packing : Packing
    bounds : Bounds
        How far it may grow.

    Raises
    ------
    SourceError
        While it is read: if it is damaged, stops in the middle, or grows too far.
    """

    def __init__(self, packed: BinaryIO, packing: Packing, bounds: Bounds) -> None:
        self._packed = packed
        self._packing = packing
        self._bounds = bounds
        self._decoder: _Decoder | None = None
        self._pending = b""
        self._taken = self._given = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fill some of `buffer`; 0 at the end."""
        view = memoryview(buffer).cast("B")
        chunk = self._chunk(len(view))
        view[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        """Close the packed stream too."""
        self._packed.close()
        super().close()

    def _read(self) -> bytes:
        data, self._pending = self._pending or self._packed.read(_READ), b""
        self._taken += len(data)
        return data

    def _chunk(self, most: int) -> bytes:
        while most:
            if self._decoder is None and not self._begin_member():
                return b""
            assert self._decoder is not None
            data = self._read() if self._decoder.needs_input else b""
            if not data and self._decoder.needs_input:
                raise SourceError(
                    Reason.NOT_READABLE,
                    f"the {self._packing.name} file stops in the middle, after {self._given:,} bytes of its content; "
                    "what came before was read. Get the whole file again",
                )
            chunk = self._decoded(data, most)
            if self._decoder.eof:
                self._pending = self._decoder.unused_data
                self._taken -= len(self._pending)
                self._decoder = None
            if chunk:
                self._given += len(chunk)
                self._bounds.check(self._taken, self._given)
                return chunk
        return b""

    def _begin_member(self) -> bool:
        """Whether another member follows; zeros that fill up a block of a tape or a disk are none."""
        head = self._read()
        while head and (len(head) < MAGIC_BYTES or not head.strip(b"\x00")):
            head = head if head.strip(b"\x00") else b""
            more = self._packed.read(_READ)
            self._taken += len(more)
            if not more:
                break
            head += more
        head = head.lstrip(b"\x00")
        if not head:
            return False
        if not self._packing.magic.match(head):
            raise SourceError(
                Reason.NOT_READABLE,
                f"behind the end of the {self._packing.name} content, after {self._given:,} bytes, stands something "
                "else, which was not read. Get the file again",
            )
        self._pending, self._decoder = head, self._packing.decoder()
        self._taken -= len(head)
        return True

    def _decoded(self, data: bytes, most: int) -> bytes:
        assert self._decoder is not None
        try:
            return self._decoder.decompress(data, most)
        except (SourceError, MemoryError):
            raise
        except Exception as error:  # zlib.error, OSError, LZMAError, ZstdError have no other parent in common
            raise SourceError(
                Reason.NOT_READABLE,
                f"the {self._packing.name} file is damaged after {self._given:,} bytes of its content ({error}); "
                "what came before was read. Get the whole file again",
            ) from error
