"""How good a model can look on labels that people disagree on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from math import sqrt
from typing import Any

import numpy as np

from pipeline.evaluate.bootstrap import Array, Interval, bootstrap_sums, cluster_codes, intervals
from pipeline.evaluate.judged import LABELS, Task
from pipeline.evaluate.metrics import macro_f1
from pipeline.records import GoldExample


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What one annotator reaches when another is taken for right, and what that means for a perfect model.

    Attributes
    ----------
    examples : int
        Judged by two annotators or more.
    macro_f1, accuracy : Interval
        Of one annotator against another, both ways.
    perfect_accuracy : float
        What a model that is always right would reach against the labels of one annotator.
    """

    examples: int
    macro_f1: Interval
    accuracy: Interval
    perfect_accuracy: float


def votes_of(
    gold: Iterable[GoldExample], conflicts: Iterable[Mapping[str, Any]], task: Task
) -> list[tuple[GoldExample, dict[str, str]]]:
    """What each annotator said of the examples that several judged.

    Parameters
    ----------
    gold : iterable of GoldExample
    conflicts : iterable of mapping
        As ``report.json`` lists them; where an example has none, all its annotators agreed.
    """
    differing = {conflict["example_id"]: conflict["votes"] for conflict in conflicts}
    found: list[tuple[GoldExample, dict[str, str]]] = []
    for example in gold:
        annotators = example.label_source.split("+")
        if len(annotators) < 2:
            continue
        votes = differing.get(example.example_id)
        label = getattr(example, task)
        found.append((example, {a: votes[a][task] if votes else label for a in annotators}))
    return found


def perfect_accuracy(agreement: float, classes: int) -> float:
    """The accuracy of a perfect model against one annotator, from how often two annotators agree.

    Each is right with the same probability p, errs independently and in all classes alike, so that they agree with
    probability p² + (1 − p)² / (classes − 1): the one-coin model of Dawid and Skene 1979, solved for p.

    Examples
    --------
    >>> perfect_accuracy(1.0, 3), round(perfect_accuracy(0.9**2 + 0.1**2 / 2, 3), 6)
    (1.0, 0.9)
    """
    k = classes - 1
    # Below chance agreement there is no such p; the best guess is then chance itself.
    root = max(0.0, 1 - (1 + k) * (1 - k * agreement))
    return (1 + sqrt(root)) / (1 + k)


def label_ceiling(
    votes: Sequence[tuple[GoldExample, Mapping[str, str]]],
    task: Task,
    *,
    resamples: int = 2000,
    confidence: float = 0.95,
    seed: int = 0,
) -> Ceiling | None:
    """The ceiling from the votes of `votes_of`; ``None`` where no example was judged twice."""
    if not votes:
        return None
    labels = LABELS[task]
    k = len(labels)
    codes, n_clusters = cluster_codes([example.duplicate_group for example, _ in votes])
    table = np.zeros((n_clusters, k * k))
    for code, (_, said) in zip(codes, votes, strict=True):
        pairs = list(permutations(said.values(), 2))
        for one, other in pairs:
            table[code, labels.index(one) * k + labels.index(other)] += 1 / len(pairs)

    def ratios(sums: Array) -> dict[str, Array]:
        matrix = sums.reshape(*sums.shape[:-1], k, k)
        return {"macro_f1": macro_f1(matrix), "accuracy": np.trace(matrix, axis1=-2, axis2=-1) / sums.sum(axis=-1)}

    found = intervals(ratios(table.sum(axis=0)), ratios(bootstrap_sums(table, resamples, seed)), confidence)
    return Ceiling(len(votes), found["macro_f1"], found["accuracy"], perfect_accuracy(found["accuracy"].value, k))
