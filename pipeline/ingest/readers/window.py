"""A stream of which something can be given back."""

from __future__ import annotations

import io

from pipeline.ingest.sources.broken import SourceError

_CHUNK = 1 << 20


class Window:
    """A stream of which something can be given back; `position` is that of the next byte."""

    def __init__(self, stream: io.BufferedIOBase, position: int = 0) -> None:
        self._stream = stream
        self._ahead = b""
        self._failed: SourceError | None = None
        self.position = position

    def read(self, size: int) -> bytes:
        """So many bytes; fewer at the end, and before a failure of the stream.

        Raises
        ------
        SourceError
            If it failed and there is nothing left from before.
        """
        parts, missing = [self._ahead[:size]], size - len(self._ahead)
        self._ahead = self._ahead[size:]
        while missing > 0 and (part := self._more(min(missing, _CHUNK))):
            parts.append(part)
            missing -= len(part)
        data = b"".join(parts)
        if not data and size:
            self.check()
        self.position += len(data)
        return data

    def check(self) -> None:
        """Raise the failure of the stream, where there was one.

        Raises
        ------
        SourceError
            If there was.
        """
        if self._failed:
            raise self._failed

    def _more(self, size: int) -> bytes:
        if self._failed:
            return b""
        try:
            return self._stream.read1(size)
        except SourceError as error:
            self._failed = error
            return b""

    def give_back(self, data: bytes) -> None:
        """Let what was read be read again."""
        self._ahead = data + self._ahead
        self.position -= len(data)

    def go_to(self, position: int) -> bool:
        """Read on from there, where the stream can go back."""
        if not self._stream.seekable():
            return False
        self._stream.seek(position)
        self._ahead, self.position = b"", position
        return True
