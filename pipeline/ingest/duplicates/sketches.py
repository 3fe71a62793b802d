"""What is kept of a text to tell near-copies by: a small sample of its word sequences, the same sample for equal texts.

Each sequence of four words becomes a number, and those below a limit are kept, so that two sketches show the share of
sequences that two texts have in common, and also how much of a short text is in a long one (Broder 1997, “On the resemblance
and containment of documents”; Irber et al. 2022, FracMinHash). Of short texts the smallest numbers are kept instead, below a
limit of their own; two sketches are compared below the lower of their limits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from pipeline.ingest.duplicates.words import Hashes, hashed_words, mixed

SEQUENCE = 4
# One sequence in so many is kept: some 120 of an article of 500 words.
SCALE = 4
LEAST = 32
LIMIT = np.uint64(2**64 // SCALE)
NO_LIMIT = np.uint64(2**64 - 1)
# The lowest bit of a key says that there is a figure among the words, which templates are told by.
FIGURE = np.uint64(1)
# Sketches of other rules cannot be compared with these. Add one to the last number when a text gets another sketch although
# the others stay: "4 words, 1 of 4, at least 32, first way of hashing".
VERSION = f"{SEQUENCE}-{SCALE}-{LEAST}-1"
_MULTIPLIER = np.uint64(0xD120_1FD3_53B2_8A55)
# Small enough for the work arrays to stay in the processor's cache.
BLOCK = 1 << 17


def sketches(texts: Sequence[str]) -> list[Hashes]:
    """A sketch of each text: keys of word sequences, ascending, each once.

    Parameters
    ----------
    texts : sequence of str
        Bodies without their headlines, so that a copy under another headline has the same sketch.

    Returns
    -------
    list of array of uint64
        They depend on their text alone; a text of fewer than four words has an empty one.
    """
    made: list[Hashes] = []
    for block in _blocks(texts):
        made += [_joined(_sketched([*_pieces(block[0])]))] if len(block) == 1 else _sketched(block)
    return made


def limit(sketch: Hashes) -> np.uint64:
    """Up to where a sketch has all keys of its text."""
    if len(sketch) < LEAST:
        return NO_LIMIT
    return max(LIMIT, np.uint64(sketch[-1]))


def _blocks(texts: Sequence[str]) -> Iterator[list[str]]:
    block: list[str] = []
    size = 0
    for text in texts:
        if block and size + len(text) > BLOCK:
            yield block
            block, size = [], 0
        block.append(text)
        size += len(text)
    if block:
        yield block


def _pieces(text: str) -> Iterator[str]:
    """A very long text in parts; the few sequences across their borders are left out."""
    start = 0
    while len(text) - start > BLOCK:
        stop = text.rfind(" ", start, start + BLOCK)
        stop = stop if stop > start else start + BLOCK
        yield text[start:stop]
        start = stop
    yield text[start:]


def _sketched(texts: Sequence[str]) -> list[Hashes]:
    words = hashed_words(texts)
    if len(words.hashes) < SEQUENCE:
        return [np.zeros(0, np.uint64)] * len(texts)
    length = len(words.hashes) - SEQUENCE + 1
    keys = words.hashes[:length].copy()
    figures = words.figures[:length].copy()
    for place in range(1, SEQUENCE):
        keys *= _MULTIPLIER
        keys += words.hashes[place : place + length]
        figures |= words.figures[place : place + length]
    keys = (mixed(keys) & ~FIGURE) | figures
    low = np.flatnonzero(keys < LIMIT)
    kept = keys[low]
    starts = words.bounds[:-1]
    # Sequences that reach into the next text belong to none.
    stops = np.maximum(words.bounds[1:] - SEQUENCE + 1, starts)
    low_starts, low_stops = np.searchsorted(low, starts), np.searchsorted(low, stops)
    made = []
    for start, stop, low_start, low_stop in zip(
        starts.tolist(), stops.tolist(), low_starts.tolist(), low_stops.tolist(), strict=True
    ):
        sketch = _ascending(kept[low_start:low_stop])
        made.append(sketch if len(sketch) >= LEAST else _ascending(keys[start:stop])[:LEAST].copy())
    return made


def _joined(parts: Sequence[Hashes]) -> Hashes:
    if len(parts) == 1:
        return parts[0]
    keys = _ascending(np.concatenate(parts))
    # Each part has all of its keys below the limit and perhaps some above it.
    return keys[: max(LEAST, int(np.searchsorted(keys, LIMIT)))]


def _ascending(keys: Hashes) -> Hashes:
    ordered = np.sort(keys)
    if len(ordered) < 2:
        return ordered
    first = np.empty(len(ordered), np.bool_)
    first[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]
