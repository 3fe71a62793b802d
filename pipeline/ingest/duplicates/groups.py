"""Near-copies in groups."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from pipeline.arrays import BoolArray, IntArray
from pipeline.ingest.duplicates.bands import candidates
from pipeline.ingest.duplicates.collection import Collection, Shelf
from pipeline.ingest.duplicates.comparison import compare
from pipeline.ingest.duplicates.words import Hashes

# Two parts of one text that have less in common are two notices of a digest.
SAME_CUT = 0.35
# What is a smaller part of a text is not looked at, or each notice in a yearbook would be held against all of it.
LEAST_SHARE = 0.02


def group(sketches: Mapping[str, Hashes], threshold: float) -> dict[str, str]:
    """Groups of near-copies among some articles.

    Parameters
    ----------
    sketches : mapping of str to array of uint64
        By article id, as `pipeline.ingest.duplicates.sketches` makes them.
    threshold : float
        The share of the shorter text's word sequences that two texts have in common; 1: no groups.

    Returns
    -------
    dict of str to str
        For each article the smallest id of its group. It does not depend on the order of `sketches`.
    """
    collection = Collection([Shelf.of(sketches)])
    labels = group_numbers(collection, threshold)
    ids = [name.decode("utf-8") for name in collection.ids.tolist()]
    return {ids[article]: ids[label] for article, label in enumerate(labels.tolist())}


def group_numbers(collection: Collection, threshold: float, folder: Path | None = None) -> IntArray:
    """For each article of a collection the smallest number of its group.

    Parameters
    ----------
    collection : Collection
        Articles with their sketches.
    threshold : float
        As for `group`.
    folder : Path, optional
        Where temporary files may go.

    Returns
    -------
    array of int, shape (n_articles,)
    """
    alone = np.arange(len(collection))
    if threshold >= 1 or len(collection) < 2:
        return alone
    found = [_alike(collection, first, second, threshold) for first, second in candidates(collection, folder)]
    whole, part, near, cut = (np.concatenate(column) for column in zip(*found, strict=True))
    joined = near & ~(cut & np.isin(whole, _digests(collection, whole[cut], part[cut])))
    return _smallest_connected(len(collection), whole[joined], part[joined])


def _alike(
    collection: Collection, first: IntArray, second: IntArray, threshold: float
) -> tuple[IntArray, IntArray, BoolArray, BoolArray]:
    """Of pairs those with one text mostly in the other: the longer, the shorter, whether they are near-copies, and a cut."""
    sizes = collection.lengths[first], collection.lengths[second]
    possible = np.minimum(*sizes) >= LEAST_SHARE * np.maximum(*sizes)
    first, second = first[possible], second[possible]
    comparison = compare(collection, first, second)
    near, contained = comparison.near(threshold), comparison.contained(threshold)
    alike = np.flatnonzero(near | contained)
    longer = (comparison.first >= comparison.second)[alike]
    first, second = first[alike], second[alike]
    whole, part = np.where(longer, first, second), np.where(longer, second, first)
    return whole, part, near[alike], comparison.cut[alike]


def _digests(collection: Collection, whole: IntArray, part: IntArray) -> IntArray:
    """The articles that have two parts with nothing in common: several notices under one heading.

    Each part is held against the longest of the same whole, so that many cuts of one story cost no more than their number.
    """
    if not len(whole):
        return whole
    order = np.lexsort((part, -collection.lengths[part], whole))
    whole, part = whole[order], part[order]
    begins = np.concatenate(([True], whole[1:] != whole[:-1]))
    longest = part[np.flatnonzero(begins)[np.cumsum(begins) - 1]]
    apart = compare(collection, longest[~begins], part[~begins]).containment < SAME_CUT
    return np.unique(whole[~begins][apart])


def _smallest_connected(articles: int, first: IntArray, second: IntArray) -> IntArray:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    joined = coo_array((np.ones(len(first), np.bool_), (first, second)), shape=(articles, articles))
    count, labels = connected_components(joined, directed=False)
    smallest = np.full(count, articles, np.intp)
    np.minimum.at(smallest, labels, np.arange(articles))
    numbers: IntArray = smallest[labels]
    return numbers
