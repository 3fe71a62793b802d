"""Lines that last: written in one go and on the disk before anybody is told that they are saved."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.errors import PipelineError


class NotSavedError(PipelineError):
    """Nothing was saved, since the disk took no more or is read-only; what was there before is whole."""


class DurableLines:
    """A file of lines that only grows.

    Opening it moves a last line that was cut in the middle, as when the machine lost power, into a file of its own beside it,
    and says so on standard error.

    Parameters
    ----------
    path : Path
        Made with its folder where it is missing.

    Raises
    ------
    PipelineError
        If the file cannot be opened for writing.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.cut: Path | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            there = path.exists()
            self._file = self._opened()
            if not there:
                _sync_folder(path.parent)
            self.size = os.fstat(self._file).st_size
            self._end_with_a_whole_line()
        except OSError as error:
            raise NotSavedError(
                f"{path}: cannot be written to ({error.strerror or error}), so nothing that you judge could be saved. Name a "
                "folder that can be written to, or free some space."
            ) from error

    def _opened(self) -> int:
        return os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o644)

    def _end_with_a_whole_line(self) -> None:
        end = self._end_of_last_whole_line()
        if end == self.size:
            return
        rest = self.read(end, self.size - end)
        number = 1
        while (cut := self.path.with_name(f"{self.path.name}.cut-{number}")).exists():
            number += 1
        # The copy is on the disk before the line leaves the store.
        with cut.open("xb") as copy:
            copy.write(rest)
            copy.flush()
            os.fsync(copy.fileno())
        _sync_folder(cut.parent)
        os.ftruncate(self._file, end)
        os.fsync(self._file)
        self.size, self.cut = end, cut
        print(
            f"{self.path}: the last line was cut in the middle and stands now in {cut}; everything before it is whole.",
            file=sys.stderr,
        )

    def _end_of_last_whole_line(self) -> int:
        end = self.size
        while end > 0:
            start = max(0, end - 65536)
            found = self.read(start, end - start).rfind(b"\n")
            if found >= 0:
                return start + found + 1
            end = start
        return 0

    def read(self, offset: int, length: int) -> bytes:
        """So many bytes from a place in the file."""
        os.lseek(self._file, offset, os.SEEK_SET)
        parts: list[bytes] = []
        while length > 0 and (part := os.read(self._file, length)):
            parts.append(part)
            length -= len(part)
        return b"".join(parts)

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        """The place and the bytes of each line."""
        offset = 0
        with self.path.open("rb") as lines:
            for line in lines:
                yield offset, line
                offset += len(line)

    def changed(self) -> bool:
        """Whether somebody else wrote to the file, put another in its place or removed it."""
        try:
            there, ours = self.path.stat(), os.fstat(self._file)
        except FileNotFoundError:
            return True
        return (there.st_ino, there.st_dev, there.st_size) != (ours.st_ino, ours.st_dev, self.size)

    def append(self, lines: Sequence[bytes]) -> list[int]:
        """Write lines, each without its end, and return where each begins; on return they are on the disk.

        Raises
        ------
        NotSavedError
            If they are not. A part that was written is taken back.
        """
        data = b"".join(line + b"\n" for line in lines)
        try:
            if os.fstat(self._file).st_size > self.size:
                # An earlier failure could not be taken back at once.
                os.ftruncate(self._file, self.size)
            rest = data
            while rest:
                rest = rest[os.write(self._file, rest) :]
            os.fsync(self._file)
        except OSError as error:
            self._take_back()
            raise NotSavedError(
                f"{self.path}: not saved ({error.strerror or error}). Free some space or make the disk writable; your page "
                "keeps the judgement and sends it again."
            ) from error
        offsets, offset = [], self.size
        for line in lines:
            offsets.append(offset)
            offset += len(line) + 1
        self.size = offset
        return offsets

    def _take_back(self) -> None:
        try:
            os.ftruncate(self._file, self.size)
            os.fsync(self._file)
        except OSError:
            # Tried again before the next line is written.
            return

    def reopen(self) -> None:
        """Turn to the file that is there now; where somebody removed it, put back what it held."""
        if not self.path.exists():
            held = self.read(0, self.size)
            with self.path.open("xb") as again:
                again.write(held)
                again.flush()
                os.fsync(again.fileno())
            _sync_folder(self.path.parent)
            print(f"{self.path}: was removed while it was in use; all its lines were put back.", file=sys.stderr)
        os.close(self._file)
        self._file = self._opened()
        self.size = os.fstat(self._file).st_size
        self._end_with_a_whole_line()

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)


def _sync_folder(folder: Path) -> None:
    """Make a new name in a folder last; Windows has no such thing."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
