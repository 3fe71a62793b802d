"""What the linear judge sees of a pair: its circumstances, the words of its masked text, and those around holder and target."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from sklearn.feature_extraction import FeatureHasher

from pipeline.masking import OTHER, SPEAKER, TARGET

N_FEATURES = 2**17
_TOKEN = re.compile(r"‹\w+›|\w+|[“”\"?]")
_LONGEST = 2
# How far a word may stand from holder or target, how many of their places are looked at, and how many words may be between them.
_NEAR, _PLACES, _BETWEEN, _FEW = 3, 3, 12, 4
# All words together weigh as much as so many circumstances.
_WEIGHT = 4.0

# A pair as the linear judge sees it: its masked text and its circumstances.
Described = tuple[str, Sequence[str]]


@cache
def _hasher() -> FeatureHasher:
    return FeatureHasher(N_FEATURES, input_type="pair", alternate_sign=False)


def features_of(pairs: Sequence[Described]) -> Any:
    """The features of pairs, hashed: a sparse matrix of shape (n_pairs, 131,072)."""
    return _hasher().transform(_weighted(*pair) for pair in pairs)


def _weighted(masked: str, circumstances: Sequence[str]) -> list[tuple[str, float]]:
    words = _TOKEN.findall(masked.lower())
    found = [(f"is {one}", 1.0) for one in circumstances]
    for group in (set(_anywhere(words)), set(_around(words))):
        weight = _WEIGHT / max(1, len(group)) ** 0.5
        found += [(word, weight) for word in sorted(group)]
    return found


def _anywhere(words: list[str]) -> Iterator[str]:
    for length in range(1, _LONGEST + 1):
        for start in range(len(words) - length + 1):
            yield f"has {' '.join(words[start : start + length])}"


def _around(words: list[str]) -> Iterator[str]:
    """Words beside holder and target with their distance, and those between the nearest two."""
    targets, holders = ([at for at, word in enumerate(words) if word == marker.lower()] for marker in (TARGET, SPEAKER))
    for name, places in (("target", targets), ("holder", holders)):
        for at in places[:_PLACES]:
            yield from _beside(name, words, at)
    if targets and holders:
        yield from _between(words, *_nearest(holders, targets))


def _beside(name: str, words: list[str], at: int) -> Iterator[str]:
    before, after = words[max(0, at - _NEAR) : at][::-1], words[at + 1 : at + 1 + _NEAR]
    for side, near in (("<", before), (">", after)):
        for distance, word in enumerate(near, 1):
            yield f"{name} {side} {word}"
            yield f"{name} {side} {distance} {word}"
        if len(near) > 1:
            yield f"{name} {side} {near[0]} {near[1]}"


def _nearest(holders: list[int], targets: list[int]) -> tuple[int, int]:
    """The holder and the target with the fewest words between them, the first of several."""
    beside = [
        (holder, targets[at])
        for holder in holders
        for at in (bisect_left(targets, holder) - 1, bisect_left(targets, holder))
        if 0 <= at < len(targets)
    ]
    return min(beside, key=lambda two: (abs(two[0] - two[1]), two))


def _between(words: list[str], holder: int, target: int) -> Iterator[str]:
    order = "holder first" if holder < target else "target first"
    between = words[min(holder, target) + 1 : max(holder, target)]
    yield f"{order} others {min(3, between.count(OTHER.lower()))}"
    if len(between) > _BETWEEN:
        return
    for word in between:
        yield f"{order} between {word}"
    for one, next_one in pairwise(between):
        yield f"{order} between {one} {next_one}"
    if len(between) <= _FEW:
        yield f"{order} all between {' '.join(between)}"
