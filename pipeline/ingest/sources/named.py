"""From what a row says it came from, back to the file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline.ingest.sources.source import Source


def named_sources(source_paths: Iterable[str]) -> list[Source]:
    """The local files that ``source_path`` values name, as far as they are still there; each once, by name.

    Parameters
    ----------
    source_paths : iterable of str
        A file, or a record of it behind ``#``, or an entry of a zip file behind ``!``.
    """
    found: set[Source] = set()
    for told in source_paths:
        for name in dict.fromkeys((told, told.rpartition("#")[0])):
            place, parted, member = name.partition("!")
            if name and Path(name).is_file():
                found.add(Source(name, name))
            elif parted and Path(place).is_file():
                found.add(Source(name, place, member))
    return sorted(found)
