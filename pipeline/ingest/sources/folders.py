"""The files below a folder: links followed once and never in a circle, what is no file told and not dropped."""

from __future__ import annotations

import errno
import heapq
import os
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.ingest.reasons import Reason
from pipeline.ingest.sources.guarded import source_error
from pipeline.records import Reject

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# What the library `datasets` writes beside its shards, and the traces of what was computed from them.
_DATASET_MARKS = frozenset({"dataset_info.json", "dataset_dict.json", "state.json"})
_SHARD = ".arrow"
_CACHE = "cache-"


def shown(path: str) -> str:
    """A path as a user is told it: with ``/``, and with what is no text (a name in another encoding) as ``\\\\x``.

    Examples
    --------
    >>> shown("caf\\udce9.txt")
    'caf\\\\xe9.txt'
    """
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return _CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}", text).replace(os.sep, "/")


def hidden(name: str) -> bool:
    """Whether a file or folder of that name is left out."""
    return name.startswith(".")


def of_dataset(names: Sequence[str]) -> list[str]:
    """Of the files of one folder those that hold records: all, or the shards where `datasets` wrote the folder.

    Examples
    --------
    >>> of_dataset(["cache-1.arrow", "data-00000-of-00001.arrow", "dataset_info.json", "state.json"])
    ['data-00000-of-00001.arrow']
    """
    shards = [name for name in names if name.endswith(_SHARD) and not name.startswith(_CACHE)]
    if "dataset_dict.json" in names or ("dataset_info.json" in names and shards):
        return [name for name in names if name in shards or not (name in _DATASET_MARKS or name.endswith(_SHARD))]
    return list(names)


def files_below(folder: str) -> Iterator[str | Reject]:
    """Paths of the regular files below `folder`; what cannot be read or is none comes as a reject.

    Links to folders are followed after all folders that are none, in the order of their names, and each folder is read
    once, so that what is found depends on nothing else.
    """
    seen: dict[tuple[int, int], str] = {}
    links = [folder]
    while links:
        link = heapq.heappop(links)
        status = _status(link)
        if isinstance(status, Reject):
            yield status
            continue
        before = seen.get((status.st_dev, status.st_ino))
        if before is None:
            yield from _walked(link, seen, links)
        elif _is_below(link, before):
            yield Reject(
                shown(link), None, f"a link in a circle: it leads back to {shown(before)}", code=Reason.NOT_A_FILE
            )
        else:
            reason = f"a link to {shown(before)}, which was read under that name"
            yield Reject(shown(link), None, reason, code=Reason.NOT_A_FILE)


def _is_below(path: str, folder: str) -> bool:
    # Both are named from the same folder on.
    return Path(path).is_relative_to(folder)


def _status(path: str) -> os.stat_result | Reject:
    try:
        return Path(path).stat()
    except OSError as error:
        if error.errno == errno.ELOOP:
            return Reject(shown(path), None, "a link in a circle: it leads to itself", code=Reason.NOT_A_FILE)
        if isinstance(error, FileNotFoundError) and Path(path).is_symlink():
            return Reject(shown(path), None, "a link to a file that is not there", code=Reason.NOT_READABLE)
        broken = source_error(error)
        return Reject(shown(path), None, broken.sentence, code=broken.reason)


def _walked(top: str, seen: dict[tuple[int, int], str], links: list[str]) -> Iterator[str | Reject]:
    folders = [top]
    while folders:
        folder = folders.pop()
        try:
            status = Path(folder).stat()
            with os.scandir(folder) as found:
                paths = {entry.name: entry.path for entry in found if not hidden(entry.name)}
        except OSError as error:
            broken = source_error(error)
            yield Reject(shown(folder), None, f"the folder {broken.sentence}", code=broken.reason)
            continue
        seen.setdefault((status.st_dev, status.st_ino), folder)
        for path in map(paths.__getitem__, of_dataset(sorted(paths))):
            entry = _status(path)
            if isinstance(entry, Reject):
                yield entry
            elif stat.S_ISREG(entry.st_mode):
                yield path
            elif not stat.S_ISDIR(entry.st_mode):
                yield Reject(shown(path), None, "a pipe or a device and no file", code=Reason.NOT_A_FILE)
            elif Path(path).is_symlink():
                heapq.heappush(links, path)
            else:
                folders.append(path)
