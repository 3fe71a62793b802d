"""Where large files are cut into pieces, remembered: to find it, a table is taken apart from its beginning to its end."""

from __future__ import annotations

import sqlite3

from pipeline.config import IngestConfig
from pipeline.ingest.readers import PIECE_BYTES, pieces_of
from pipeline.ingest.sources import Piece, Source


class Cuts:
    """The pieces of each file that has several; kept in a table of the store.

    Parameters
    ----------
    database : sqlite3.Connection
        Of the store.
    size : int, default=16,000,000
        Of a piece, in bytes, about.
    """

    def __init__(self, database: sqlite3.Connection, size: int = PIECE_BYTES) -> None:
        self._database = database
        self._size = size
        database.execute(
            "CREATE TABLE IF NOT EXISTS cuts (file TEXT, start INTEGER, stop INTEGER, first INTEGER, PRIMARY KEY (file, start))"
        )

    def of(self, source: Source, file: str, config: IngestConfig) -> list[Piece]:
        """The pieces of a source.

        Parameters
        ----------
        source : Source
        file : str
            Digest of its bytes, and of whatever else its cuts hang on.
        config : IngestConfig
        """
        known = self._database.execute("SELECT start, stop, first FROM cuts WHERE file = ? ORDER BY start", (file,))
        if pieces := [Piece(source, *row) for row in known]:
            return pieces
        pieces = list(pieces_of(source, config, self._size))
        if len(pieces) > 1:
            self._database.execute("BEGIN")
            self._database.executemany(
                "INSERT INTO cuts VALUES (?, ?, ?, ?)",
                [(file, piece.start, piece.stop, piece.first) for piece in pieces],
            )
            self._database.execute("COMMIT")
        return pieces

    def keep_only(self, files: set[str]) -> None:
        """Forget the cuts of all other files."""
        there = [file for (file,) in self._database.execute("SELECT DISTINCT file FROM cuts")]
        self._database.executemany("DELETE FROM cuts WHERE file = ?", [(file,) for file in there if file not in files])
