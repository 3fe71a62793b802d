"""What has been judged, on record: one line a shard, written when its part is whole, so that a run can go on where it ended.

On a disk the lines are in one file, each on the disk before the next shard is counted as done. A store far away knows no
appending, so there each line is a file.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError
from pipeline.scoring.judging import Done
from pipeline.scoring.parts import PortionCounts
from pipeline.scoring.places import is_address, names_in, read_bytes, remove, write_bytes

JOURNAL = "manifest.jsonl"
RECORDS = "manifest"


class Manifest:
    """The shards that are judged, among the parts in a folder.

    Parameters
    ----------
    parts : str
        Folder or address of the parts.
    """

    def __init__(self, parts: str) -> None:
        self._parts = parts
        self._place = f"{parts}/{JOURNAL}"

    def done(self) -> Iterator[Done]:
        """The shards on record, in the order they were done."""
        for line in self._lines():
            try:
                told = json.loads(line)
                portions = [PortionCounts(**counts) for counts in told.pop("portions")]
                yield Done(**told, portions=portions)
            except (ValueError, TypeError, KeyError):
                # What was cut off by the end of a process, or written by another version, is judged again.
                continue

    def add(self, done: Done) -> None:
        """Put a shard on record; it is on the disk when this returns.

        Raises
        ------
        PipelineError
            If it cannot be written.
        """
        line = _line(done)
        if is_address(self._parts):
            write_bytes(f"{self._parts}/{RECORDS}/{done.shard}.json", line.encode())
            return
        try:
            with Path(self._place).open("ab+") as journal:
                if journal.tell():
                    journal.seek(-1, os.SEEK_END)
                    if journal.read(1) != b"\n":
                        journal.write(b"\n")
                journal.write(line.encode())
                journal.flush()
                os.fsync(journal.fileno())
        except OSError as error:
            raise PipelineError(
                f"{self._place}: could not be written ({error.strerror or error}). Free some space and start the same command "
                "again: what is done is kept."
            ) from error

    def keep_only(self, needed: Collection[str]) -> None:
        """Remove the parts, and the records of them, that a finished table was not made of.

        Parameters
        ----------
        needed : collection of str
            Keys of shards.
        """
        kept: list[Done] = []
        dropped: list[Done] = []
        for done in self.done():
            (kept if done.shard in needed else dropped).append(done)
        if not dropped:
            return
        for done in dropped:
            remove(f"{self._parts}/{done.part}")
            if is_address(self._parts):
                remove(f"{self._parts}/{RECORDS}/{done.shard}.json")
        if not is_address(self._parts):
            write_bytes(self._place, "".join(_line(done) for done in kept).encode())

    def _lines(self) -> Iterator[bytes]:
        if is_address(self._parts):
            folder = f"{self._parts}/{RECORDS}"
            for name in names_in(folder):
                yield read_bytes(f"{folder}/{name}")
        elif Path(self._place).is_file():
            yield from Path(self._place).read_bytes().splitlines()


def _line(done: Done) -> str:
    return json.dumps(asdict(done), sort_keys=True) + "\n"


def write_summary(place: str, run: dict[str, Any], shards: Iterable[Done]) -> None:
    """Write what a finished table was made of: a line about the run, then one a shard.

    Raises
    ------
    PipelineError
        If it cannot be written.
    """
    lines = [json.dumps(run, sort_keys=True, ensure_ascii=False)]
    write_bytes(place, "".join([*(f"{line}\n" for line in lines), *map(_line, shards)]).encode())


def read_summary(place: str) -> dict[str, Any] | None:
    """What `write_summary` wrote of the run, ``None`` where there is nothing that can be read."""
    try:
        told = json.loads(read_bytes(place).split(b"\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
    return told if isinstance(told, dict) else None
