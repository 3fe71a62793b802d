"""A source opened: its bytes unpacked, bounded, and with every failure told in one sentence."""

from __future__ import annotations

import io
import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from pipeline.config import IngestConfig
from pipeline.ingest.reasons import Reason
from pipeline.ingest.sources.archives import open_entry, packed_size
from pipeline.ingest.sources.bounds import Bounds
from pipeline.ingest.sources.broken import SourceError
from pipeline.ingest.sources.guarded import Guarded, source_error
from pipeline.ingest.sources.remote import RemoteFile, is_address
from pipeline.ingest.sources.source import Source
from pipeline.ingest.sources.unpacking import MAGIC_BYTES, Packing, Unpacked, packing_of

__all__ = ["Opened", "SourceError", "open_local", "open_source"]

_BUFFER = 1 << 18
_LAYERS = 3
_IN_MEMORY = 8 << 20
_NOT_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def open_local(place: str) -> io.FileIO:
    """A regular file of this machine, unbuffered; a pipe is not waited for.

    Raises
    ------
    SourceError
        If it is none, is gone or may not be read.
    """
    try:
        handle = os.open(place, os.O_RDONLY | _NOT_WAITING)
    except (OSError, ValueError) as error:
        raise source_error(error) from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise SourceError(
            Reason.NOT_A_FILE, "is a folder, a pipe or a device and no file; save what it holds to a file"
        )
    return io.FileIO(handle, "rb")


@dataclass(slots=True)
class Opened:
    """A source that is open.

    Bytes that came before a failure are not lost to who reads by lines (`readline`) or by `read1`; the failure itself is
    a `SourceError` from whatever call meets it.

    Attributes
    ----------
    name : str
        What the user is told.
    size : int, optional
        Of the bytes of `raw`, where it is known.
    parts : bool
        Whether `raw` can begin in the middle without reading what is before.
    """

    name: str
    size: int | None
    parts: bool
    bounds: Bounds
    begin: Callable[[], io.RawIOBase]
    _open: ExitStack = field(default_factory=ExitStack)
    _compressed: bool | None = None

    @property
    def compressed(self) -> bool:
        """Whether `stream` gives other bytes than `raw`."""
        if self._compressed is None:
            with _buffered(self.begin()) as raw:
                self._compressed = _packing(raw) is not None
        return self._compressed

    def raw(self) -> io.BufferedReader:
        """The bytes as they lie there, packed where they are packed, from the beginning."""
        return self._open.enter_context(_buffered(self.begin()))

    def stream(self) -> io.BufferedReader:
        """The bytes unpacked, from the beginning; packed twice, they are unpacked twice."""
        stream = _buffered(self.begin())
        for _ in range(_LAYERS):
            packing = _packing(stream)
            if packing is None:
                return self._open.enter_context(stream)
            stream = _buffered(Unpacked(stream, packing, self.bounds))
        if _packing(stream) is not None:
            stream.close()
            raise SourceError(Reason.TOO_LARGE, f"is packed in itself more than {_LAYERS} times; unpack it")
        return self._open.enter_context(stream)

    def seekable(self) -> BinaryIO:
        """The bytes unpacked, in which one can go back and forth: the file itself, or a copy that ends with it.

        Raises
        ------
        SourceError
            If the copy would be too large.
        """
        if self.parts and not self.compressed:
            return self.raw()
        copy = cast(BinaryIO, self._open.enter_context(_temporary()))
        stream = self.stream()
        while chunk := stream.read(_BUFFER):
            copy.write(chunk)
            if copy.tell() > self.bounds.kept:
                raise SourceError(
                    Reason.TOO_LARGE,
                    f"has more than {self.bounds.kept / 1e9:.0f} GB when unpacked, too much to read while it is packed. "
                    "Unpack it first",
                )
        copy.seek(0)
        return copy

    def head(self, size: int) -> bytes:
        """The first bytes, unpacked; fewer where it ends or breaks before."""
        stream, parts, missing = self.stream(), [], size
        try:
            while missing and (part := stream.read1(missing)):
                parts.append(part)
                missing -= len(part)
        except SourceError:
            if not parts:
                raise
        finally:
            stream.close()
        return b"".join(parts)

    def close(self) -> None:
        """Close all that was handed out."""
        self._open.close()


def _temporary() -> tempfile.SpooledTemporaryFile[bytes]:
    return tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)


def _buffered(raw: io.RawIOBase) -> io.BufferedReader:
    return io.BufferedReader(raw, _BUFFER)


def _packing(stream: io.BufferedReader) -> Packing | None:
    return packing_of(stream.peek(MAGIC_BYTES))


@contextmanager
def open_source(source: Source, config: IngestConfig) -> Iterator[Opened]:
    """Open a source for as long as the block runs.

    Parameters
    ----------
    source : Source
    config : IngestConfig
        Bounds of unpacking.

    Raises
    ------
    SourceError
        If it is not there, is no file, or cannot be read.
    """
    bounds = Bounds.of(config)
    if source.member is not None:
        packed = packed_size(source)
        opened = Opened(source.name, None, False, bounds, lambda: Guarded(open_entry(source), packed, bounds))
    elif is_address(source.place):
        remote = RemoteFile.at(source.place)
        opened = Opened(source.name, remote.size, remote.seekable, bounds, lambda: Guarded(remote.open()))
    else:
        with open_local(source.place) as file:
            size = os.fstat(file.fileno()).st_size
        opened = Opened(source.name, size, True, bounds, lambda: Guarded(cast(BinaryIO, open_local(source.place))))
    try:
        yield opened
    finally:
        opened.close()
