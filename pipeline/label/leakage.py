"""Statements that are in both parts, in the same words or nearly: the same wire quotation in two articles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.records import GoldExample

# Jaccard similarity of word triples, the usual measure and threshold for near-duplicates of text (Broder 1997; Lee et
# al. 2022, Deduplicating Training Data Makes Language Models Better).
_THRESHOLD = 0.8
_SHINGLE = 3
# Shorter statements ("declined to comment") recur without anybody repeating anybody.
_FEWEST_WORDS = 6


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """A training example and the test example that it repeats, with the similarity of their texts."""

    training: GoldExample
    test: GoldExample
    similarity: float


def _shingles(text: str) -> list[str]:
    words = re.findall(r"\w+", text.lower())
    if len(words) < _FEWEST_WORDS:
        return []
    return sorted({" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)})


def without_leaks(
    parts: dict[str, list[GoldExample]],
) -> tuple[dict[str, list[GoldExample]], list[NearDuplicate]]:
    """The parts with no training example that repeats a test example, and those that were set aside.

    The test part stays as it is, so that figures of several runs stay comparable.
    """
    found = near_duplicates(parts["train"], parts["test"])
    repeated = {duplicate.training.example_id for duplicate in found}
    kept = [example for example in parts["train"] if example.example_id not in repeated]
    return parts | {"train": kept}, found


def near_duplicates(training: Sequence[GoldExample], test: Sequence[GoldExample]) -> list[NearDuplicate]:
    """The training examples whose text nearly repeats that of a test example, each with the most similar one.

    Time grows with the triples that texts have in common, not with the number of pairs.
    """
    from sklearn.feature_extraction.text import CountVectorizer

    vectorizer = CountVectorizer(analyzer=_shingles, binary=True, dtype=np.int32)
    try:
        apart = vectorizer.fit_transform([example.text for example in test])
    except ValueError:  # no test example is long enough
        return []
    taught = vectorizer.transform([example.text for example in training])
    common = (taught @ apart.T).tocsr()
    sizes = np.array([len(_shingles(example.text)) for example in training])
    others = np.asarray(apart.sum(axis=1)).ravel()
    found: list[NearDuplicate] = []
    for row in np.flatnonzero(np.diff(common.indptr)).tolist():
        columns, shared = common[row].indices, common[row].data
        similarity = shared / (sizes[row] + others[columns] - shared)
        best = int(similarity.argmax())
        if similarity[best] >= _THRESHOLD:
            found.append(NearDuplicate(training[row], test[columns[best]], float(similarity[best])))
    return found
