"""One run at a time makes a table: the second that is started refuses, and names the first."""

from __future__ import annotations

import json
import os
import shutil
import socket
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError
from pipeline.io import write_text
from pipeline.scoring.destination import Destination
from pipeline.scoring.manifest import JOURNAL
from pipeline.scoring.places import is_address, read_bytes, remove, write_new

_DATABASE = "files.sqlite"
RUN = "run.json"


@contextmanager
def claimed(destination: Destination) -> Iterator[sqlite3.Connection]:
    """The parts of a table belong to this process until the block ends; gives a database that remembers files.

    On a disk the claim is a lock on that database, which ends with the process, however it ends. At an address it is a file
    that only one can make; that of a process of this machine that is gone is taken over.

    Raises
    ------
    PipelineError
        If another run has them, or they cannot be written.
    """
    if is_address(destination.parts):
        with _by_file(destination), sqlite3.connect(":memory:", isolation_level=None) as database:
            yield database
        return
    folder = Path(destination.parts)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "running").mkdir(exist_ok=True)
        database = _locked(folder / _DATABASE)
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise _taken(destination, _who(str(folder / RUN))) from error
        raise PipelineError(
            f"{folder}: cannot be used ({error}). Remove the folder; everything is judged again."
        ) from error
    except sqlite3.DatabaseError as error:
        raise PipelineError(
            f"{folder}: cannot be used ({error}). Remove the folder; everything is judged again."
        ) from error
    except OSError as error:
        raise PipelineError(
            f"{destination.place}: could not be written ({error.strerror or error}). Name a place that can be written to."
        ) from error
    try:
        write_text(folder / RUN, json.dumps(_myself()) + "\n")
        yield database
    finally:
        database.close()
        (folder / RUN).unlink(missing_ok=True)
        if not (folder / JOURNAL).exists():
            # Nothing was judged, so nothing is kept.
            shutil.rmtree(folder, ignore_errors=True)


def _locked(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=0, isolation_level=None)
    database.execute("PRAGMA locking_mode = EXCLUSIVE")
    # Takes the lock now, and not when something is first remembered.
    database.execute("BEGIN EXCLUSIVE")
    database.execute("COMMIT")
    return database


@contextmanager
def _by_file(destination: Destination) -> Iterator[None]:
    place = f"{destination.parts}/{RUN}"
    mine = json.dumps(_myself()).encode()
    while not write_new(place, mine):
        who = _who(place)
        if who is None or who.get("host") != socket.gethostname() or _lives(who):
            raise _taken(destination, who, f" If that run is over, remove {place}.")
        remove(place)
    try:
        yield
    finally:
        remove(place)


def _myself() -> dict[str, Any]:
    return {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "since": time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime()),
        "begun": _begun(os.getpid()),
    }


def _who(place: str) -> dict[str, Any] | None:
    try:
        told = json.loads(read_bytes(place))
    except (FileNotFoundError, ValueError):
        return None
    return told if isinstance(told, dict) else None


def _lives(who: dict[str, Any]) -> bool:
    """Whether the process is there: that one, and not another that was given its number later."""
    pid = int(who.get("pid", 0))
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return who.get("begun") in (None, _begun(pid))


def _begun(pid: int) -> str | None:
    """When a process began, in the kernel's own counting, which no change of the clock changes."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return None


def _taken(destination: Destination, who: dict[str, Any] | None, more: str = "") -> PipelineError:
    told = f" (process {who['pid']} on {who['host']}, since {who['since']})" if who and "pid" in who else ""
    return PipelineError(
        f"{destination.place}: another `stance score` is making this table{told}. Wait for it, or name another --out.{more}"
    )
