"""A store of an earlier version, whose addresses name a folder of the machine, made one that can be moved."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pipeline.tracking.store import SCHEME

# Every column of MLflow's tables that says where files lie.
_COLUMNS = (
    ("experiments", "artifact_location"),
    ("runs", "artifact_uri"),
    ("logged_models", "artifact_location"),
    ("model_versions", "source"),
    ("model_versions", "storage_location"),
)
_FOLDERS = ("mlartifacts", "mlruns")


def make_movable(database: Path) -> int:
    """Let addresses of files beside a SQLite store count from its folder, wherever that was when they were written.

    Parameters
    ----------
    database : Path

    Returns
    -------
    int
        How many addresses were written anew.
    """
    if not database.is_file():
        return 0
    changed = 0
    with closing(sqlite3.connect(database)) as connection, connection:
        for table, column in _COLUMNS:
            # Names of tables and columns cannot be parameters, and these are constants.
            rows = connection.execute(f"SELECT rowid, {column} FROM {table} WHERE {column} IS NOT NULL").fetchall()
            for row, address in rows:
                if (moved := _movable(address)) != address:
                    connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (moved, row))
                    changed += 1
    return changed


def _movable(address: str) -> str:
    """An address of a file below ``mlartifacts`` or ``mlruns`` as one that counts from the folder of the store.

    Examples
    --------
    >>> _movable("file:///home/ann/study/mlartifacts/1/models")
    'study:/mlartifacts/1/models'
    >>> _movable("s3://bucket/mlartifacts/1")
    's3://bucket/mlartifacts/1'
    """
    parts = urlsplit(address)
    if parts.scheme not in ("", "file"):
        return address
    names = unquote(parts.path).split("/")
    for folder in _FOLDERS:
        if folder in names:
            return f"{SCHEME}:/{'/'.join(names[names.index(folder) :])}"
    return address
