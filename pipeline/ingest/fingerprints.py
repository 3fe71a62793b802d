"""Whether a file is the one that was read before: its digest, remembered beside its size and time of change."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from pipeline.ingest.sources import Source, attributes_of_address, is_address
from pipeline.provenance import file_digest
from pipeline.records import content_id

# A file written again within the clock's step keeps its time; one that was just written is read again to be sure.
_SETTLED_NANOSECONDS = 2_000_000_000


def bytes_of(sources: Iterable[Source]) -> int:
    """How many bytes the files of sources have on this machine, each counted once."""
    return sum(map(size_of_file, {source.place for source in sources}))


def size_of_file(place: str) -> int:
    """Its bytes; 0 of one at an address."""
    if is_address(place):
        return 0
    try:
        return Path(place).stat().st_size
    except OSError:
        # It is told where it is read.
        return 0


class Fingerprints:
    """The digest of each file that has been read, by its place; kept in a table of the store.

    Parameters
    ----------
    database : sqlite3.Connection
        Of the store.
    told : callable, optional
        Is told how many bytes of files were looked at since it was told last; together they are `bytes_of`.
    """

    def __init__(self, database: sqlite3.Connection, told: Callable[[int], object] = lambda size: None) -> None:
        self._database = database
        self._told = told
        self._of_this_run: dict[str, str] = {}
        database.execute(
            "CREATE TABLE IF NOT EXISTS files (place BLOB PRIMARY KEY, size INTEGER, changed INTEGER, digest TEXT)"
        )

    def of(self, source: Source) -> str:
        """The digest of the file that holds a source; equal digests mean equal bytes.

        Raises
        ------
        OSError
            If the file cannot be read.
        """
        place = source.place
        if place not in self._of_this_run:
            self._of_this_run[place] = self._address(place) if is_address(place) else self._file(Path(place))
        return self._of_this_run[place]

    def _address(self, address: str) -> str:
        # What the server says of it (entity tag, size, time of change) stands for the bytes: reading them is the work.
        return content_id(address, attributes_of_address(address))

    def _file(self, path: Path) -> str:
        state = path.stat()
        row = self._database.execute(
            "SELECT size, changed, digest FROM files WHERE place = ?", (os.fsencode(path),)
        ).fetchone()
        if row and row[:2] == (state.st_size, state.st_mtime_ns):
            self._told(state.st_size)
            return str(row[2])
        digest = file_digest(path, self._told)
        if state.st_mtime_ns + _SETTLED_NANOSECONDS < time.time_ns() and path.stat() == state:
            self._database.execute(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)",
                (os.fsencode(path), state.st_size, state.st_mtime_ns, digest),
            )
        return digest
