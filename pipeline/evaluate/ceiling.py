"""How good a model can look on labels that people disagree on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from math import sqrt

import numpy as np

from pipeline.arrays import FloatArray
from pipeline.evaluate.bootstrap import Interval, cluster_codes, intervals
from pipeline.evaluate.confusions import Confusions, accuracy, class_codes, macro_f1
from pipeline.label.gold import Conflict
from pipeline.label.votes import is_machine
from pipeline.records import GoldExample
from pipeline.tasks import Task


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What one annotator reaches when another is taken for right, and what that means for a perfect model.

    Attributes
    ----------
    examples : int
        Judgements by two annotators or more.
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
    gold: Iterable[GoldExample], conflicts: Iterable[Conflict], task: Task
) -> list[tuple[GoldExample, dict[str, str]]]:
    """What each annotator said of the examples that several judged.

    Parameters
    ----------
    gold : iterable of GoldExample
    conflicts : iterable of Conflict
        Where an example has none, all its annotators agreed.
    task : Task
    """
    differing = {conflict.example_id: conflict.votes for conflict in conflicts}
    found: list[tuple[GoldExample, dict[str, str]]] = []
    for example in gold:
        people = [annotator for annotator in example.label_source.split("+") if not is_machine(annotator)]
        votes = differing.get(example.example_id)
        label = task.label(example)
        said = {a: votes[a][task] if votes else label for a in people if not votes or task in votes.get(a, {})}
        if len(said) > 1:
            found.append((example, said))
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
    """The ceiling from the votes of `votes_of`; ``None`` where no example was judged twice.

    Parameters
    ----------
    votes : sequence of (GoldExample, mapping of annotator to label)
    task : Task
    resamples, confidence, seed
        Of the bootstrap over articles.
    """
    if not votes:
        return None
    said: list[str] = []
    taken_for_right: list[str] = []
    clusters: list[str] = []
    weights: list[float] = []
    for example, by in votes:
        pairs = list(permutations(by.values(), 2))
        taken_for_right += [one for one, _ in pairs]
        said += [other for _, other in pairs]
        clusters += [example.duplicate_group] * len(pairs)
        weights += [1 / len(pairs)] * len(pairs)
    k = len(task.labels)
    truth, predicted = (class_codes(labels, task.labels) for labels in (taken_for_right, said))
    confusions = Confusions.of(truth, predicted, *cluster_codes(clusters), k, np.array(weights))

    def scores(confusion: FloatArray) -> dict[str, FloatArray]:
        return {"macro_f1": macro_f1(confusion), "accuracy": accuracy(confusion)}

    found = intervals(scores(confusions.total()), scores(confusions.resampled(resamples, seed)), confidence)
    return Ceiling(len(votes), found["macro_f1"], found["accuracy"], perfect_accuracy(found["accuracy"].value, k))
