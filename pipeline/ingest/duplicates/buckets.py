"""Numbers thrown into buckets by their highest bits, so that equal ones meet, in memory or, where they are many, on disk."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import numpy as np

from pipeline.ingest.duplicates.words import Hashes

# A bucket is sorted in memory at once.
BUCKET = 1 << 22
# Files that are open at the same time, at most.
MOST_BITS = 8


class Buckets:
    """Collects 64-bit numbers and hands them back bucket by bucket, ascending.

    Parameters
    ----------
    expected : int
        How many numbers will come, about; they should be spread evenly.
    folder : Path, optional
        Where files go when one bucket is not enough; by default where the system keeps temporary files. They are gone
        afterwards, and after a kill the system's own.
    """

    def __init__(self, expected: int, folder: Path | None = None) -> None:
        self._bits = min(MOST_BITS, max(0, (expected // BUCKET).bit_length()))
        self._folder = folder
        self._files: list[BinaryIO] = []
        self._memory: list[Hashes] = []
        self._stack = ExitStack()

    def __enter__(self) -> Buckets:
        if self._bits:
            for _ in range(1 << self._bits):
                # It has no name in the folder, so that nothing is left of it after a kill.
                self._files.append(self._stack.enter_context(tempfile.TemporaryFile(dir=self._folder)))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._memory.clear()
        self._stack.close()

    def add(self, numbers: Hashes) -> None:
        """Throw in some numbers."""
        if not self._bits:
            self._memory.append(numbers)
            return
        ordered = np.sort(numbers)
        edges = np.arange(1, 1 << self._bits, dtype=np.uint64) << np.uint64(64 - self._bits)
        for file, part in zip(self._files, np.split(ordered, np.searchsorted(ordered, edges)), strict=True):
            file.write(part.tobytes())

    def __iter__(self) -> Iterator[Hashes]:
        if not self._bits:
            numbers = np.concatenate(self._memory or [np.zeros(0, np.uint64)])
            self._memory.clear()
            numbers.sort()
            yield numbers
            return
        for file in self._files:
            file.seek(0)
            numbers = np.frombuffer(file.read(), np.uint64)
            yield np.sort(numbers)
