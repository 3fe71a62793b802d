"""What was read from each piece, kept on disk: an interrupted run goes on, a repeated one reads only what is new."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Self

from pipeline.errors import PipelineError
from pipeline.ingest.noticing import Noticed
from pipeline.ingest.piece_reading import Part
from pipeline.ingest.reasons import Reason
from pipeline.ingest.stored_record import stored_article, stored_metadata, stored_reject
from pipeline.records import Article, Reject, content_id
from pipeline.study_folder import is_study, study_folder

_TABLES = """
CREATE TABLE IF NOT EXISTS pieces (key TEXT PRIMARY KEY, noticed TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS records (
    piece TEXT NOT NULL, number INTEGER NOT NULL, article_id TEXT, about TEXT NOT NULL, text BLOB, size INTEGER, sketch BLOB,
    PRIMARY KEY (piece, number)
);
CREATE INDEX IF NOT EXISTS rejects ON records (piece) WHERE article_id IS NULL;
CREATE TEMP TABLE plan (position INTEGER PRIMARY KEY, key TEXT NOT NULL);
"""


def store_folder(out: Path) -> Path:
    """Where the store of a table of articles lies: hidden in the study that the table belongs to, or beside the table.

    Parameters
    ----------
    out : Path
        The table. DVC empties the folder of a stage's outputs before it runs, so the store of a study lies outside it.
    """
    study = study_folder(out.resolve().parent)
    if is_study(study):
        inside = out.resolve().relative_to(study).as_posix()
        return study / ".stance" / "ingest" / f"{out.stem}-{content_id(inside)[:8]}"
    return out.with_name(f".{out.name}.read")


class IngestStore:
    """A database of pieces that were read, in a folder; one process has it at a time.

    Parameters
    ----------
    folder : Path
        Made where it is missing, and kept out of git.

    Raises
    ------
    PipelineError
        If another process has it, or it cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        path = folder / "read.sqlite"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / ".gitignore").write_text("*\n", encoding="utf-8")
            self.database = self._open(path)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
                raise PipelineError(
                    f"{folder}: another `stance ingest` is writing the same table. Wait for it, or name another --out."
                ) from error
            raise PipelineError(
                f"{path}: cannot be used ({error}). Remove the folder; everything will be read again."
            ) from error
        except OSError as error:
            raise PipelineError(f"{folder}: could not be written ({error.strerror}). Name another --out.") from error

    @staticmethod
    def _open(path: Path) -> sqlite3.Connection:
        database = sqlite3.connect(path, timeout=0, isolation_level=None)
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.executescript(_TABLES)
        # Takes the lock now, not at the first result.
        database.execute("BEGIN IMMEDIATE")
        database.execute("COMMIT")
        return database

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.database.close()

    def missing(self, keys: Iterable[str]) -> set[str]:
        """Those of the keys whose piece has not been read, or was not to be had for a reason that may have passed."""
        self.database.execute(
            "DELETE FROM pieces WHERE key IN (SELECT piece FROM records WHERE article_id IS NULL AND about LIKE ?)",
            (f'%"code": "{Reason.NOT_REACHED}"%',),
        )
        known = {key for (key,) in self.database.execute("SELECT key FROM pieces")}
        return set(keys) - known

    def keep(self, parts: Sequence[Part]) -> None:
        """Keep what was read, whole or not at all; on disk when this returns.

        A piece is known with its last part: one that was left in the middle is read again from its beginning, and what was
        kept of it goes with its first part.
        """
        try:
            self.database.execute("BEGIN")
            for part in parts:
                self._keep(part)
            self.database.execute("COMMIT")
        except sqlite3.OperationalError as error:
            raise not_kept(self.folder, error) from error

    def _keep(self, part: Part) -> None:
        if not part.first:
            self.database.execute("DELETE FROM records WHERE piece = ?", (part.key,))
        self.database.executemany(
            "INSERT INTO records (piece, number, article_id, about, text, size, sketch) VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((part.key, number, *record) for number, record in enumerate(part.records, part.first)),
        )
        if part.noticed is not None:
            self.database.execute(
                "INSERT OR REPLACE INTO pieces VALUES (?, ?)",
                (part.key, json.dumps(part.noticed.as_dict(), sort_keys=True)),
            )

    def choose(self, keys: Sequence[str]) -> None:
        """Say which pieces are meant from now on, in their order; what was kept of others is forgotten."""
        with self.database:
            self.database.execute("BEGIN")
            self.database.execute("DELETE FROM plan")
            self.database.executemany("INSERT INTO plan VALUES (?, ?)", enumerate(keys))
            for table, column in (("records", "piece"), ("pieces", "key")):
                self.database.execute(f"DELETE FROM {table} WHERE {column} NOT IN (SELECT key FROM plan)")
            self.database.execute("COMMIT")

    def noticed(self) -> Noticed:
        """What was noticed in the chosen pieces, added up."""
        total = Noticed()
        for (noticed,) in self.database.execute("SELECT noticed FROM plan JOIN pieces USING (key) ORDER BY position"):
            total.update(json.loads(noticed))
        return total

    def rejects(self) -> Iterator[Reject]:
        """The rejects of the chosen pieces, in the order of these."""
        for (about,) in self._records("about", "IS NULL"):
            yield stored_reject(about)

    def article_ids(self) -> Iterator[str]:
        """The id of each article of the chosen pieces, in the order of these."""
        for (article_id,) in self._records("article_id", "IS NOT NULL"):
            yield article_id

    def metadata(self) -> Iterator[Article]:
        """The articles of the chosen pieces with an empty `text`, in the order of these."""
        for (about,) in self._records("about", "IS NOT NULL"):
            yield stored_metadata(about)

    def articles(self) -> Iterator[Article]:
        """The articles of the chosen pieces, in the order of these."""
        for about, text, size in self._records("about, text, size", "IS NOT NULL"):
            yield stored_article(about, text, size)

    def sketches(self) -> Iterator[tuple[str, bytes]]:
        """The id and the sketch of each article of the chosen pieces."""
        yield from self._records("article_id, sketch", "IS NOT NULL")

    def _records(self, columns: str, condition: str) -> Iterator[tuple[Any, ...]]:
        yield from self.database.execute(
            f"SELECT {columns} FROM plan JOIN records ON piece = key WHERE article_id {condition} ORDER BY position, number"
        )


def not_kept(folder: Path, error: Exception) -> PipelineError:
    """What to raise where something that was read could not be written into the folder of a store."""
    return PipelineError(
        f"{folder}: what was read could not be kept ({error}). Free some space and start again: what was kept before is not "
        "read again."
    )
