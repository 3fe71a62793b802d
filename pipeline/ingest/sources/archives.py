"""Zip files: their entries are sources of their own, read where they are and never unpacked to disk."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, cast

from pipeline.ingest.reasons import Reason
from pipeline.ingest.sources.broken import SourceError
from pipeline.ingest.sources.guarded import source_error
from pipeline.ingest.sources.remote import RemoteFile, is_address
from pipeline.ingest.sources.source import Source
from pipeline.records import Reject

MEMBER = "!"
_ENCRYPTED = 0x1
# Entries of other programs, beside what the user packed.
_NOT_THE_USERS = ("__MACOSX/",)
# What a document of an office program or an e-book has, which is a zip file within; what it is, its reader tells.
_OF_A_DOCUMENT = frozenset({"[Content_Types].xml", "mimetype"})


def is_zip(head: bytes) -> bool:
    """Whether bytes that begin with `head` are a zip file."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


@dataclass(frozen=True, slots=True)
class _State:
    """A zip file as it stands; one that has changed, or is read by another process, is opened anew."""

    place: str
    size: int
    version: str
    process: int


def _state(place: str) -> _State:
    if is_address(place):
        remote = RemoteFile.at(place)
        return _State(place, remote.size or 0, remote.version, os.getpid())
    stat = Path(place).stat()
    return _State(place, stat.st_size, str(stat.st_mtime_ns), os.getpid())


# Thousands of entries are read one after another, and the list of all stands at the end of the file.
@lru_cache(maxsize=2)
def _opened(state: _State) -> zipfile.ZipFile:
    if is_address(state.place):
        return zipfile.ZipFile(RemoteFile.at(state.place).open())
    return zipfile.ZipFile(state.place)


def entries(name: str, place: str) -> Iterator[Source | Reject]:
    """The files in the zip file at `place`, which the user knows as `name`; a broken one is a reject.

    Hidden entries are left out like hidden files. A document that is a zip file within is one source.
    """
    try:
        infos = _opened(_state(place)).infolist()
    except MemoryError:
        raise
    except Exception as error:
        yield Reject(name, None, source_error(error).sentence, code=Reason.NOT_READABLE)
        return
    if any(info.filename in _OF_A_DOCUMENT for info in infos):
        yield Source(name, place)
        return
    if not infos:
        yield Reject(name, None, "the zip file is empty", code=Reason.EMPTY)
    if _overlap(infos):
        reason = (
            "entries of the zip file lie over one another, as in a file made to fill up disks; nothing of it was read"
        )
        yield Reject(name, None, reason, code=Reason.TOO_LARGE)
        return
    last = {info.filename: info for info in infos}
    for info in infos:
        if not info.filename:
            reason = "the zip file holds an entry without a name. Unpack it, and name the folder"
            yield Reject(name, None, reason, code=Reason.NOT_READABLE)
            continue
        if info.is_dir() or _hidden(info.filename):
            continue
        entry = f"{name}{MEMBER}{info.filename}"
        if last[info.filename] is not info:
            reason = "the zip file holds another entry of this name, which was read. Unpack it, and name the folder"
            yield Reject(entry, None, reason, code=Reason.NOT_READABLE)
        elif info.flag_bits & _ENCRYPTED:
            reason = "is protected by a password. Unpack the zip file, and name the folder"
            yield Reject(entry, None, reason, code=Reason.NOT_READABLE)
        else:
            yield Source(entry, place, info.filename)


def _overlap(infos: list[zipfile.ZipInfo]) -> bool:
    """Fifield 2019, “A better zip bomb” (WOOT): files that share their packed bytes grow with their square."""
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            return True
        end = info.header_offset + info.compress_size
    return False


def _hidden(entry: str) -> bool:
    return entry.startswith(_NOT_THE_USERS) or any(
        part.startswith(".") and part != ".." for part in entry.replace("\\", "/").split("/")
    )


def packed_size(source: Source) -> int:
    """How many bytes an entry has in its zip file.

    Raises
    ------
    SourceError
        If the zip file has changed, or cannot be read.
    """
    return _entry(source)[1].compress_size


def open_entry(source: Source) -> BinaryIO:
    """The bytes of an entry.

    Raises
    ------
    SourceError
        If the zip file has changed, or the entry cannot be read.
    """
    archive, info = _entry(source)
    try:
        return cast(BinaryIO, archive.open(info))
    except MemoryError:
        raise
    except Exception as error:
        raise source_error(error) from error


def _entry(source: Source) -> tuple[zipfile.ZipFile, zipfile.ZipInfo]:
    assert source.member is not None
    try:
        archive = _opened(_state(source.place))
        return archive, archive.getinfo(source.member)
    except KeyError as error:
        raise SourceError(
            Reason.NOT_READABLE, "is no longer in the zip file; it was changed while files were read"
        ) from error
    except MemoryError:
        raise
    except Exception as error:
        raise source_error(error) from error
