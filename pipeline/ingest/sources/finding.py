"""What the user named (files, folders, zip files, addresses) → the sources to read, in an order of their own."""

from __future__ import annotations

import os
import stat
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.errors import PipelineError
from pipeline.ingest.readers.sniffing import HEAD, kind_of
from pipeline.ingest.sources.archives import entries, is_zip
from pipeline.ingest.sources.broken import SourceError
from pipeline.ingest.sources.folders import files_below, hidden, of_dataset, shown
from pipeline.ingest.sources.opening import open_local
from pipeline.ingest.sources.remote import is_address, listed, restored_address
from pipeline.ingest.sources.source import Source
from pipeline.ingest.sources.unpacking import packing_of
from pipeline.records import Reject


@dataclass(frozen=True, slots=True)
class FoundSources:
    """What there is to read, and what is there and cannot be: both sorted by name.

    Attributes
    ----------
    sources : tuple of Source
    rejects : tuple of Reject
        Pipes, links in a circle, folders that may not be opened, zip files that are broken.
    """

    sources: tuple[Source, ...]
    rejects: tuple[Reject, ...]


def find_files(inputs: Iterable[str | Path]) -> list[Source]:
    """The sources of `find_sources`, for who does not tell of what could not be read.

    Raises
    ------
    PipelineError
        As `find_sources`.
    """
    return list(find_sources(inputs).sources)


def find_sources(inputs: Iterable[str | Path]) -> FoundSources:
    """All files at and below what the user named, each once, sorted by name.

    Parameters
    ----------
    inputs : iterable of str or Path
        Files, folders (hidden files and folders in them are left out), zip files, and addresses such as
        ``s3://bucket/folder`` or ``https://host/*.jsonl``. What is found does not depend on their order.

    Returns
    -------
    FoundSources
        An entry of a zip file is a source; so is a shard of a folder that the library `datasets` wrote.

    Raises
    ------
    PipelineError
        If an input does not exist, cannot be listed, or holds nothing that can be read.
    """
    sources: dict[Source, None] = {}
    rejects: dict[Reject, None] = {}
    for name in sorted({os.fspath(given) for given in inputs}):
        address = restored_address(name)
        found = list(_at_address(address)) if is_address(address) else list(_at_path(os.fspath(Path(name))))
        sources.update(dict.fromkeys(record for record in found if isinstance(record, Source)))
        rejects.update(dict.fromkeys(record for record in found if isinstance(record, Reject)))
    return FoundSources(
        _each_with_its_name(sorted(sources)),
        tuple(sorted(rejects, key=lambda reject: (reject.source, reject.reason))),
    )


def _each_with_its_name(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Two files whose names differ only in bytes that are no text get different names."""
    taken: dict[str, int] = defaultdict(int)
    named = []
    for source in sources:
        taken[source.name] += 1
        times = taken[source.name]
        named.append(source if times == 1 else Source(f"{source.name}~{times}", source.place, source.member))
    return tuple(named)


def _at_path(path: str) -> Iterator[Source | Reject]:
    try:
        status = Path(path).stat()
    except (OSError, ValueError) as error:
        raise PipelineError(
            f"{shown(path)}: no such file or folder. Check the path; relative paths start at {Path.cwd()}."
        ) from error
    if stat.S_ISREG(status.st_mode):
        yield from _of_file(path)
    elif stat.S_ISDIR(status.st_mode):
        yield from _of_folder(path)
    else:
        raise PipelineError(f"{shown(path)}: a pipe or a device and no file. Save what it holds to a file first.")


def _of_folder(folder: str) -> Iterator[Source | Reject]:
    found = [
        record for path in files_below(folder) for record in ([path] if isinstance(path, Reject) else _of_file(path))
    ]
    if not any(isinstance(record, Source) and _may_hold_articles(record) for record in found):
        told = next(
            (f" First: {record.source}: {record.reason}." for record in found if isinstance(record, Reject)), ""
        )
        raise PipelineError(
            f"{shown(folder)}: holds no articles.{told} Put web pages, texts, tables, feeds or web archives there, or name "
            "another folder."
        )
    yield from found


def _of_file(path: str) -> Iterator[Source | Reject]:
    name = shown(path)
    if is_zip(_head(path, 64)):
        yield from entries(name, path)
    else:
        yield Source(name, path)


def _head(path: str, size: int) -> bytes:
    try:
        with open_local(path) as file:
            return file.read(size) or b""
    except (SourceError, OSError):
        # It is told where it is read.
        return b""


def _may_hold_articles(source: Source) -> bool:
    if source.member is not None:
        return True
    head = _head(source.place, HEAD)
    return bool(head) and (packing_of(head) is not None or kind_of(head, source.name) is not None)


def _at_address(address: str) -> Iterator[Source | Reject]:
    folders: dict[str, list[str]] = defaultdict(list)
    places = listed(address)
    base = address.rstrip("/")
    for place in places:
        folder, _, name = place.rpartition("/")
        below = place.removeprefix(base) if place.startswith(base) else name
        if place == address or not any(hidden(part) for part in below.split("/")):
            folders[folder].append(name)
    if not folders:
        raise PipelineError(f"{address}: holds no files but hidden ones. Name another address.")
    for folder, names in sorted(folders.items()):
        for name in of_dataset(sorted(names)):
            place = f"{folder}/{name}"
            if urlsplit(place).path.lower().endswith(".zip"):
                yield from entries(shown(place), place)
            else:
                yield Source(shown(place), place)
