"""Which pairs of articles are worth comparing: those that stand side by side under several keys.

The articles under one key are put in the order of their ids; each is paired with the one before it and with the first. So a
line of boilerplate in a hundred thousand articles makes two hundred thousand pairs and not five billion, and the pairs
depend on which articles there are, not on when they came.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from pipeline.arrays import IntArray
from pipeline.ingest.duplicates.buckets import Buckets
from pipeline.ingest.duplicates.collection import Collection
from pipeline.ingest.duplicates.words import BASE, BASE_INVERSE, Hashes

# Two articles that meet under fewer keys, or under a smaller share of the shorter sketch, have a phrase in common, no more.
LEAST_MEETINGS = 2
LEAST_SHARE = 1 / 16
KEYS_AT_ONCE = 1 << 20
# Keys are seldom above a quarter of all numbers: two bits say nothing.
_EMPTY_BITS = np.uint64(2)


def candidates(collection: Collection, folder: Path | None = None) -> Iterator[tuple[IntArray, IntArray]]:
    """Pairs to compare, in parts, each pair once.

    Parameters
    ----------
    collection : Collection
        Articles with their sketches.
    folder : Path, optional
        Where temporary files may go.

    Yields
    ------
    pair of arrays of int
        Numbers of articles in `collection`, the smaller first.
    """
    bits = np.uint64(max(1, (len(collection) - 1).bit_length()))
    total = int(collection.lengths.sum())
    with Buckets(total, folder) as rows, Buckets(total, folder) as pairs:
        for articles in collection.parts(KEYS_AT_ONCE):
            numbers = np.repeat(articles.astype(np.uint64), collection.lengths[articles])
            # The rest of the key is enough: that two of millions are equal by chance is rare, and takes two meetings.
            rows.add(((collection.keys(articles) << _EMPTY_BITS) >> bits << bits) | numbers)
        for bucket in rows:
            first, second = _side_by_side(bucket, bits)
            pairs.add(_spread(first, second))
        for bucket in pairs:
            yield _met_often(bucket, collection.lengths)


def _side_by_side(rows: Hashes, bits: np.uint64) -> tuple[Hashes, Hashes]:
    """Of rows (key, article) in order, each article with the one before it and with the first under the same key."""
    if len(rows) < 2:
        return rows[:0], rows[:0]
    keys = rows >> bits
    articles = rows & ((np.uint64(1) << bits) - np.uint64(1))
    same = keys[1:] == keys[:-1]
    later = np.flatnonzero(same) + 1
    begins = np.concatenate(([0], np.flatnonzero(~same) + 1))
    first_of_key = begins[np.cumsum(~same)[later - 1]]
    beyond_second = first_of_key < later - 1
    one = np.concatenate((articles[later - 1], articles[first_of_key[beyond_second]]))
    other = np.concatenate((articles[later], articles[later[beyond_second]]))
    return one, other


def _spread(first: Hashes, second: Hashes) -> Hashes:
    """Pairs as one number each, spread so that buckets are of one size (Knuth's multiplicative hashing)."""
    return ((first << np.uint64(32)) | second) * np.uint64(BASE)


def _met_often(pairs: Hashes, lengths: IntArray) -> tuple[IntArray, IntArray]:
    begins = np.flatnonzero(np.concatenate(([True], pairs[1:] != pairs[:-1]))) if len(pairs) else np.zeros(0, np.intp)
    meetings = np.diff(np.append(begins, len(pairs)))
    distinct = pairs[begins] * np.uint64(BASE_INVERSE)
    first = (distinct >> np.uint64(32)).astype(np.intp)
    second = (distinct & np.uint64(0xFFFF_FFFF)).astype(np.intp)
    often = meetings >= np.maximum(LEAST_MEETINGS, LEAST_SHARE * np.minimum(lengths[first], lengths[second]))
    often &= first != second
    first, second = first[often], second[often]
    order = np.lexsort((second, first))
    return first[order], second[order]
