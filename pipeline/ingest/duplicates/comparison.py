"""How much two articles have in common, as their sketches show it, and what is enough."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.arrays import BoolArray, FloatArray, IntArray
from pipeline.ingest.duplicates.collection import Collection
from pipeline.ingest.duplicates.sketches import FIGURE, SEQUENCE
from pipeline.ingest.duplicates.words import Hashes

PAIRS_AT_ONCE = 1 << 13
KEYS_AT_ONCE = 1 << 20
# Fewer common keys say little, whatever their share.
LEAST_SHARED = 4
# A cut has at least so many words and so great a part of the whole; below it, both texts have to be mostly the other's.
CUT_WORDS = 60
CUT_SHARE = 0.2
CLEARLY_SHORTER = 0.8
# Daily reports after a template differ in their figures: of so many sequences with figures, this share has to be in common.
LEAST_FIGURES = 8
FIGURES_SHARED = 0.2


@dataclass(frozen=True, slots=True)
class Comparison:
    """What pairs of articles have in common below the limit up to which both sketches are complete.

    Attributes
    ----------
    shared, first, second : array of int, shape (n_pairs,)
        Keys of both, of the first, of the second.
    shared_figures, first_figures, second_figures : array of int, shape (n_pairs,)
        Those of them whose words have a figure.
    kept : array of float, shape (n_pairs,)
        The share of all sequences that is below the limit.
    """

    shared: IntArray
    first: IntArray
    second: IntArray
    shared_figures: IntArray
    first_figures: IntArray
    second_figures: IntArray
    kept: FloatArray

    @property
    def containment(self) -> FloatArray:
        """The share of the shorter text that is in the longer (Broder 1997)."""
        share: FloatArray = self.shared / np.maximum(1, np.minimum(self.first, self.second))
        return share

    @property
    def resemblance(self) -> FloatArray:
        """The share of what is in either text that is in both: the index of Jaccard."""
        share: FloatArray = self.shared / np.maximum(1, self.first + self.second - self.shared)
        return share

    @property
    def cut(self) -> BoolArray:
        """Whether the shorter is clearly shorter: a part of the longer rather than another version of it."""
        return np.minimum(self.first, self.second) < CLEARLY_SHORTER * np.maximum(self.first, self.second)

    def contained(self, threshold: float) -> BoolArray:
        """Whether the shorter of each pair is in the longer, as a cut of it or as one of several notices."""
        words = np.minimum(self.first, self.second) / self.kept + SEQUENCE - 1
        return self._enough(threshold) & (words >= CUT_WORDS)

    def near(self, threshold: float) -> BoolArray:
        """Whether the articles of each pair are near-copies."""
        shares = np.minimum(self.first, self.second) >= CUT_SHARE * np.maximum(self.first, self.second)
        figures = np.minimum(self.first_figures, self.second_figures)
        template = (figures >= LEAST_FIGURES) & (self.shared_figures < FIGURES_SHARED * figures)
        whole = self._enough(threshold) & (self.resemblance >= threshold)
        return (whole | (self.contained(threshold) & shares)) & ~template

    def _enough(self, threshold: float) -> BoolArray:
        return (self.shared >= LEAST_SHARED) & (self.containment >= threshold)


def compare(collection: Collection, first: IntArray, second: IntArray) -> Comparison:
    """Compare articles in pairs.

    Parameters
    ----------
    collection : Collection
        Articles with their sketches.
    first, second : array of int, shape (n_pairs,)
        Numbers of articles in it.

    Returns
    -------
    Comparison
    """
    counts = np.concatenate(
        [_counts(collection, first[some], second[some]) for some in _chunks(collection, first, second)], axis=1
    )
    limits = np.minimum(collection.limits[first], collection.limits[second])
    kept = (limits.astype(np.float64) + 1) / 2.0**64
    return Comparison(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], kept)


def _chunks(collection: Collection, first: IntArray, second: IntArray) -> list[IntArray]:
    """Pairs by the number of their keys, and at most so many at once as have room beside a key."""
    weights = collection.lengths[first] + collection.lengths[second] + KEYS_AT_ONCE // PAIRS_AT_ONCE
    chunk = np.cumsum(weights) // KEYS_AT_ONCE
    return np.split(np.arange(len(first)), np.flatnonzero(np.diff(chunk)) + 1)


def _counts(collection: Collection, first: IntArray, second: IntArray) -> IntArray:
    limits = np.minimum(collection.limits[first], collection.limits[second])
    of_first = _below(collection, first, limits)
    of_second = _below(collection, second, limits)
    # Keys of one article are distinct, so what is twice under one pair is of both.
    # Both are in order already, which this sort makes use of.
    together = np.sort(np.concatenate((of_first, of_second)), kind="stable")
    shared = together[1:][together[1:] == together[:-1]]
    pairs = len(first)
    every = [_per_pair(entries, pairs) for entries in (shared, of_first, of_second)]
    figures = [_per_pair(entries[(entries & FIGURE) > 0], pairs) for entries in (shared, of_first, of_second)]
    return np.stack(every + figures)


# A pair's place and a key in one number: as many bits of the key as there is room for, and its lowest.
_PAIR_SHIFT = np.uint64(64 - PAIRS_AT_ONCE.bit_length())
_KEY_SHIFT = np.uint64(PAIRS_AT_ONCE.bit_length() + 1)


def _below(collection: Collection, articles: IntArray, limits: Hashes) -> Hashes:
    lengths = collection.lengths[articles]
    places = np.repeat(np.arange(len(articles), dtype=np.uint64), lengths)
    keys = collection.keys(articles)
    known = keys <= np.repeat(limits, lengths)
    keys, places = keys[known], places[known]
    entries: Hashes = (places << _PAIR_SHIFT) | (keys >> _KEY_SHIFT << np.uint64(1)) | (keys & FIGURE)
    return entries


def _per_pair(entries: Hashes, pairs: int) -> IntArray:
    return np.bincount((entries >> _PAIR_SHIFT).astype(np.intp), minlength=pairs)
