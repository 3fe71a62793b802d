"""Lines that last: written in one go and on the disk before anybody is told that they are saved."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.io import atomic_path

_READ_AT_ONCE = 1 << 20


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
        self._file, self.size = self._opened()

    def _opened(self) -> tuple[int, int]:
        """The file that is there now, or a new one, and its size when its last line is whole."""
        path = self.path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            there = path.exists()
            file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o644)
            try:
                if not there:
                    _sync_folder(path.parent)
                return file, _ended_with_a_whole_line(file, path)
            except BaseException:
                os.close(file)
                raise
        except OSError as error:
            raise NotSavedError(
                f"{path}: cannot be written to ({error.strerror or error}), so nothing that you judge could be saved. Name a "
                "folder that can be written to, or free some space."
            ) from error

    def read(self, offset: int, length: int) -> bytes:
        """So many bytes from a place in the file."""
        return _read(self._file, offset, length)

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        """The place and the bytes of each line."""
        offset = 0
        with self.path.open("rb", buffering=_READ_AT_ONCE) as lines:
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
        """Turn to the file that is there now; where somebody removed it, put back what it held.

        Raises
        ------
        NotSavedError
            If it cannot be opened or put back; the file that was open stays so, and the next try begins anew.
        """
        if not self.path.exists():
            self._put_back()
        file, size = self._opened()
        os.close(self._file)
        self._file, self.size = file, size

    def _put_back(self) -> None:
        try:
            # Whole or not at all: half of it would be taken for the store at the next try.
            with atomic_path(self.path) as again:
                again.write_bytes(self.read(0, self.size))
            _sync_folder(self.path.parent)
        except (OSError, PipelineError) as error:
            raise NotSavedError(
                f"{self.path}: was removed while it was in use and could not be put back ({error}). Keep this program running, "
                "free some space or make the folder writable, and save again: it still holds all the lines."
            ) from error
        print(f"{self.path}: was removed while it was in use; all its lines were put back.", file=sys.stderr)

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)


def _ended_with_a_whole_line(file: int, path: Path) -> int:
    """The size of an open file, after a last line that was cut went into a file of its own."""
    size = os.fstat(file).st_size
    end = _end_of_last_whole_line(file, size)
    if end == size:
        return size
    number = 1
    while (cut := path.with_name(f"{path.name}.cut-{number}")).exists():
        number += 1
    # The copy is on the disk before the line leaves the store.
    with cut.open("xb") as copy:
        copy.write(_read(file, end, size - end))
        copy.flush()
        os.fsync(copy.fileno())
    _sync_folder(cut.parent)
    os.ftruncate(file, end)
    os.fsync(file)
    print(
        f"{path}: the last line was cut in the middle and stands now in {cut}; everything before it is whole.",
        file=sys.stderr,
    )
    return end


def _end_of_last_whole_line(file: int, size: int) -> int:
    end = size
    while end > 0:
        start = max(0, end - 65536)
        found = _read(file, start, end - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        end = start
    return 0


def _read(file: int, offset: int, length: int) -> bytes:
    os.lseek(file, offset, os.SEEK_SET)
    parts: list[bytes] = []
    while length > 0 and (part := os.read(file, length)):
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _sync_folder(folder: Path) -> None:
    """Make a new name in a folder last; Windows has no such thing."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
