"""Which labels may be counted together, and how much each weighs: by the queue that drew it, and how probably.

Labels of a random sample weigh alike. Where there are none, those that a queue drew with known probabilities weigh by the inverse of
these (Horvitz and Thompson 1952, A generalization of sampling without replacement from a finite universe, JASA 47; means as in Hájek 1971).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.estimate.reference import ReferenceLabel
from pipeline.records import Reject

RANDOM = "random"


def weighed(labels: Sequence[ReferenceLabel]) -> tuple[list[ReferenceLabel], dict[str, float] | None, list[Reject]]:
    """The labels that may be counted together.

    Parameters
    ----------
    labels : sequence of ReferenceLabel

    Returns
    -------
    labels : list of ReferenceLabel
        Those of random samples, labels that name no queue among them; where there are none, those of known probability. A random
        draw from what other queues left has no probability, and is no random sample.
    weights : dict of str to float, or None
        By example; ``None`` where all weigh alike.
    rejects : list of Reject
        The others.
    """
    at_random = [label for label in labels if _at_random(label)]
    if at_random:
        reason = "was drawn by the queue '{}', and labels of a random sample are there, which are used alone"
        others = [label for label in labels if not _at_random(label)]
        return at_random, None, [label.set_aside(reason.format(label.queue)) for label in others]
    weights: dict[str, float] = {}
    known, rejects = [], []
    for label in labels:
        probability = label.sampling_probability
        if label.example_id is None or probability is None or not 0 < probability <= 1:
            rejects.append(
                label.set_aside(f"was drawn by the queue '{label.queue}' with a probability that is not told")
            )
        else:
            known.append(label)
            weights[label.example_id] = 1 / probability
    mean = sum(weights.values()) / len(weights) if weights else 1.0
    return known, {example_id: weight / mean for example_id, weight in weights.items()}, rejects


def _at_random(label: ReferenceLabel) -> bool:
    return label.queue is None or (label.queue == RANDOM and label.sampling_probability is not None)
