"""Files under a path or an address, read and written whole: on this machine by its file system, elsewhere by fsspec."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from pipeline.errors import PipelineError
from pipeline.io import atomic_path
from pipeline.provenance import file_digest
from pipeline.records import content_id

Result = TypeVar("Result")

# Seconds between tries at a store that answers wrongly or not at all; its own client tries several times in each.
WAITS = (0.5, 2.0, 5.0)


def is_address(place: str) -> bool:
    """Whether a place is an address such as ``s3://bucket/key`` and no path."""
    return "://" in place


def read_bytes(place: str) -> bytes:
    """What a file holds.

    Raises
    ------
    FileNotFoundError
        If there is none.
    PipelineError
        If the store at an address does not answer.
    """
    if not is_address(place):
        return Path(place).read_bytes()
    return _insisting(place, "read", lambda store: bytes(store.cat_file(place)))


def write_bytes(place: str, data: bytes) -> None:
    """Write a file, whole or not at all.

    Raises
    ------
    PipelineError
        If the disk is full, the folder cannot be written to, or the store at an address does not take it.
    """
    if not is_address(place):
        with atomic_path(Path(place)) as temporary:
            temporary.write_bytes(data)
        return

    def written(store: Any) -> None:
        store.pipe_file(place, data)
        # Of what was sent by halves, the rest may be missing without an error.
        store.invalidate_cache()
        if store.info(place)["size"] != len(data):
            raise OSError("it was received in part")

    _insisting(place, "written", written)


def write_new(place: str, data: bytes) -> bool:
    """Write a file where there is none; whether there was none. Of two that try, one succeeds."""
    if is_address(place):

        def created(store: Any) -> bool:
            try:
                store.pipe_file(place, data, mode="create")
            except FileExistsError:
                return False
            return True

        return _insisting(place, "written", created)
    try:
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    except FileExistsError:
        return False
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    return True


def upload(path: Path, place: str) -> None:
    """Bring a finished file to its place: renamed into a path, sent to an address.

    Raises
    ------
    PipelineError
        See `write_bytes`.
    """
    if is_address(place):

        def sent(store: Any) -> None:
            store.put_file(str(path), place)
            store.invalidate_cache()
            if store.info(place)["size"] != path.stat().st_size:
                raise OSError("it was received in part")

        _insisting(place, "written", sent)
        return
    Path(place).parent.mkdir(parents=True, exist_ok=True)
    path.replace(place)


def exists(place: str) -> bool:
    """Whether there is a file or folder."""
    if not is_address(place):
        return Path(place).exists()

    def there(store: Any) -> bool:
        store.invalidate_cache()
        return bool(store.exists(place))

    return _insisting(place, "looked up", there)


def names_in(folder: str) -> list[str]:
    """The names of the files in a folder, sorted; none where there is no folder."""
    if not is_address(folder):
        return sorted(path.name for path in Path(folder).glob("*") if path.is_file())

    def listed(store: Any) -> list[str]:
        store.invalidate_cache()
        try:
            found = store.ls(folder, detail=True)
        except FileNotFoundError:
            return []
        return sorted(each["name"].rpartition("/")[2] for each in found if each["type"] == "file")

    return _insisting(folder, "listed", listed)


def names_below(folder: str) -> list[str]:
    """The names of all files in a folder and in those below it, sorted, as they go on from its own."""
    if not is_address(folder):
        root = Path(folder)
        return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())

    def found(store: Any) -> list[str]:
        store.invalidate_cache()
        # Names come without the scheme.
        root = folder.partition("://")[2].rstrip("/")
        return sorted(str(name).partition(f"{root}/")[2] for name in store.find(folder))

    return _insisting(folder, "listed", found)


def state_of(place: str) -> str:
    """By which a file or folder is known to be unchanged: its digest, or what a store far away says of it."""
    if not is_address(place):
        return file_digest(Path(place))

    def told(store: Any) -> str:
        store.invalidate_cache()
        found = store.find(place, detail=True)
        return content_id(*(f"{name} {found[name].get('size')} {found[name].get('ETag')}" for name in sorted(found)))

    return _insisting(place, "looked up", told)


def remove(place: str) -> None:
    """Remove a file, or a folder with all that is in it, where there is one."""
    if not is_address(place):
        path = Path(place)
        if path.is_dir():
            import shutil

            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
        return

    def removed(store: Any) -> None:
        store.invalidate_cache()
        if store.exists(place):
            store.rm(place, recursive=True)

    _insisting(place, "removed", removed)


def _insisting(place: str, done: str, attempt: Callable[[Any], Result]) -> Result:
    """Try several times, since a store far away fails now and then for a moment."""
    store = _store(place)
    waits = iter(WAITS)
    while True:
        try:
            return attempt(store)
        except FileNotFoundError:
            raise
        # Each store's client has errors of its own.
        except Exception as error:
            wait = next(waits, None)
            if wait is None or isinstance(error, PermissionError):
                reason = " ".join(str(error).split()) or type(error).__name__
                raise PipelineError(
                    f"{place}: could not be {done} ({reason}). Check the address, the network and your credentials, and "
                    "start the same command again: what is done is kept."
                ) from error
            time.sleep(wait)


def _store(place: str) -> Any:
    try:
        import fsspec
    except ImportError as error:
        raise PipelineError(f"{place}: addresses need fsspec: `pip install 'country-stance[remote]'`.") from error
    try:
        return fsspec.core.url_to_fs(place)[0]
    except (ImportError, ValueError) as error:
        raise PipelineError(
            f"{place}: cannot be opened ({error}). Give a path, or an address such as s3://bucket/key."
        ) from error
