"""A stream whose failures are told in one sentence, whatever library is behind it."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any, BinaryIO

from pipeline.ingest.reasons import Reason
from pipeline.ingest.sources.bounds import Bounds
from pipeline.ingest.sources.broken import SourceError


def source_error(error: Exception) -> SourceError:
    """What to tell of an error of the file system, of a zip file or of a server."""
    if isinstance(error, SourceError):
        return error
    kind = Reason.NOT_REACHED
    match error:
        case FileNotFoundError():
            sentence = "is no longer there; it was moved or deleted while files were read"
        case PermissionError():
            sentence = "may not be read by you; ask its owner, or change its rights (chmod, or the rights at the store)"
        case zipfile.BadZipFile() | zlib.error() | EOFError():
            kind = Reason.NOT_READABLE
            sentence = f"the zip file is damaged here ({error}). Get the whole file again"
        case NotImplementedError():
            kind = Reason.NOT_READABLE
            sentence = f"is packed in a way that cannot be read ({error}). Unpack the zip file, and name the folder"
        case _:
            reason = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
            sentence = (
                f"cannot be read ({' '.join(reason.split())[:300]}). Check the disk or the network, and try again"
            )
    return SourceError(kind, sentence)


class Guarded(io.RawIOBase):
    """`file`, with every failure as a `SourceError`.

    Parameters
    ----------
    file : BinaryIO
    packed : int, optional
        The size that it had before its own library unpacked it, for the bounds.
    bounds : Bounds, optional
        How far it may have grown.
    """

    def __init__(self, file: BinaryIO, packed: int | None = None, bounds: Bounds | None = None) -> None:
        self._file = file
        self._packed = packed
        self._bounds = bounds
        self._given = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Whether the file is, and its size is not watched."""
        return self._bounds is None and self._file.seekable()

    def readinto(self, buffer: Any, /) -> int:
        """Fill some of `buffer`; 0 at the end."""
        view = memoryview(buffer).cast("B")
        try:
            chunk = self._file.read(len(view))
        except MemoryError:
            raise
        except Exception as error:
            raise source_error(error) from error
        view[: len(chunk)] = chunk
        self._given += len(chunk)
        if self._bounds is not None and self._packed is not None:
            self._bounds.check(self._packed, self._given)
        return len(chunk)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to a byte."""
        try:
            return self._file.seek(offset, whence)
        except OSError as error:
            raise source_error(error) from error

    def tell(self) -> int:
        """The byte at which it stands."""
        return self._file.tell()

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()
