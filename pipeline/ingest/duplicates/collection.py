"""Many sketches, by article in the order of ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipeline.arrays import IntArray
from pipeline.ingest.duplicates.sketches import LEAST, LIMIT, NO_LIMIT
from pipeline.ingest.duplicates.words import Hashes

Ids = NDArray[np.bytes_]
"""Article ids as UTF-8."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Sketches end to end: that of article ``ids[i]`` is ``keys[bounds[i]:bounds[i + 1]]``."""

    ids: Ids
    bounds: IntArray
    keys: Hashes

    @classmethod
    def of(cls, sketches: Mapping[str, Hashes]) -> Shelf:
        """A shelf in memory, in the order of ids."""
        names = sorted(sketches)
        lengths = [len(sketches[name]) for name in names]
        keys = [sketches[name] for name in names]
        return cls(
            np.array([name.encode("utf-8") for name in names], dtype=np.bytes_),
            np.concatenate((np.zeros(1, np.intp), np.cumsum(lengths, dtype=np.intp))),
            np.concatenate(keys) if keys else np.zeros(0, np.uint64),
        )


class Collection:
    """The sketches of several shelves as one list of articles in the order of ids, each once.

    Parameters
    ----------
    shelves : sequence of Shelf
        An article that is on several has the same sketch on each.
    among : array of bytes, optional
        Only these articles count.

    Attributes
    ----------
    ids : array of bytes, shape (n_articles,)
        Ascending. The number of an article is its place here.
    lengths : array of int, shape (n_articles,)
        Keys in each sketch.
    """

    def __init__(self, shelves: Sequence[Shelf], among: Ids | None = None) -> None:
        self._shelves = [shelf for shelf in shelves if len(shelf.ids)]
        ids = np.concatenate([shelf.ids for shelf in self._shelves] or [np.zeros(0, "S1")])
        self.ids, first = np.unique(ids, return_index=True)
        if among is not None:
            there = np.isin(self.ids, among)
            self.ids, first = self.ids[there], first[there]
        begins = np.cumsum([0, *(len(shelf.ids) for shelf in self._shelves)])
        self._shelf = (np.searchsorted(begins, first, side="right") - 1).astype(np.int32)
        self._row = first - begins[self._shelf]
        self._start = np.zeros(len(self.ids), np.intp)
        self.lengths = np.zeros(len(self.ids), np.intp)
        for place, shelf in enumerate(self._shelves):
            here = np.flatnonzero(self._shelf == place)
            rows = self._row[here]
            self._start[here] = shelf.bounds[rows]
            self.lengths[here] = shelf.bounds[rows + 1] - shelf.bounds[rows]

    def __len__(self) -> int:
        return len(self.ids)

    def keys(self, articles: IntArray) -> Hashes:
        """The sketches of articles, end to end."""
        lengths = self.lengths[articles]
        ends = np.cumsum(lengths)
        keys = np.empty(int(lengths.sum()), np.uint64)
        shelves = self._shelf[articles]
        for place in np.unique(shelves).tolist():
            here = np.flatnonzero(shelves == place)
            into = _ranges(ends[here] - lengths[here], lengths[here])
            keys[into] = self._shelves[place].keys[_ranges(self._start[articles[here]], lengths[here])]
        return keys

    def shelf(self) -> Shelf:
        """All of it on one shelf, in memory."""
        bounds = np.concatenate((np.zeros(1, np.intp), np.cumsum(self.lengths)))
        return Shelf(self.ids, bounds, self.keys(np.arange(len(self))))

    @cached_property
    def limits(self) -> Hashes:
        """Up to where each sketch has all keys of its text; see `pipeline.ingest.duplicates.sketches.limit`."""
        limits = np.full(len(self), LIMIT, np.uint64)
        limits[self.lengths < LEAST] = NO_LIMIT
        # Only a sketch of exactly so many keys can have been filled up with larger ones.
        filled = np.flatnonzero(self.lengths == LEAST)
        limits[filled] = np.maximum(self.keys(filled)[LEAST - 1 :: LEAST], LIMIT)
        return limits

    def parts(self, most_keys: int) -> Iterator[IntArray]:
        """All articles, in parts of about so many keys."""
        part = np.cumsum(self.lengths) // most_keys
        for bounds in np.split(np.arange(len(self)), np.flatnonzero(np.diff(part)) + 1):
            if len(bounds):
                yield bounds


def _ranges(starts: IntArray, lengths: IntArray) -> IntArray:
    """``start, start + 1, …`` for each start and length, end to end."""
    ends = np.cumsum(lengths)
    every: IntArray = np.arange(int(lengths.sum())) + np.repeat(starts - (ends - lengths), lengths)
    return every
