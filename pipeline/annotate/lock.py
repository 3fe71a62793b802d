"""One server a store: whoever comes second is told who was first."""

from __future__ import annotations

import json
import os
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.io import write_json


class StoreLock:
    """The right to write to a store, held until `release` or the end of the process, however it ends.

    The lock is the operating system's, on a hidden file beside the store, so that none is left behind by a process that was killed. A
    second file tells who holds it.

    Parameters
    ----------
    store : Path

    Raises
    ------
    PipelineError
        If another process holds it, or the folder cannot be written to.
    """

    def __init__(self, store: Path) -> None:
        from filelock import FileLock, Timeout

        self._holder = store.with_name(f".{store.name}.server")
        self._lock = FileLock(store.with_name(f".{store.name}.lock"))
        try:
            store.parent.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=0)
        except Timeout:
            raise PipelineError(
                f"{store}: is in use by {_told(self._holder)}. Label there, or end that one first."
            ) from None
        except OSError as error:
            raise PipelineError(
                f"{store}: its folder cannot be written to ({error.strerror or error}). Name a store in a folder that can be."
            ) from error
        self.announce("")

    def announce(self, address: str) -> None:
        """Tell those who come later where the holder is reached."""
        write_json(self._holder, {"address": address, "pid": os.getpid()})

    def release(self) -> None:
        """Let others in. May be called twice."""
        if self._lock.is_locked:
            self._holder.unlink(missing_ok=True)
            self._lock.release()


def _told(holder: Path) -> str:
    try:
        told = json.loads(holder.read_text(encoding="utf-8"))
        address = f" at {told['address']}" if told["address"] else ""
        return f"the process {told['pid']}{address}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
