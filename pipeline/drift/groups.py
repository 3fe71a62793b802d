"""Categories and steps brought together into the few groups in which two sets of data are compared."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.arrays import FloatArray
from pipeline.drift.aspects import NOT_KNOWN
from pipeline.drift.categories import Categories
from pipeline.drift.quantities import Quantities

# Ten groups, as in scorecards (Siddiqi 2006): of categories, the most frequent by themselves and three of the rest.
GROUPS = 10
_BY_THEMSELVES = GROUPS - 3
# Of categories: others that the training data hold, and what they do not hold.
REST, NEW = "rest", "new"


@dataclass(frozen=True, slots=True)
class Groups:
    """Counts of the same groups in the training data and in a run, each of shape (n_groups,).

    `names` are categories, ``rest``, ``new`` and the empty name of what is not known; of a number the beginnings of steps.
    """

    names: tuple[str, ...]
    training: FloatArray
    run: FloatArray

    def share(self, name: str) -> tuple[float, float]:
        """The share of a group in the training data and in the run."""
        if name not in self.names:
            return 0.0, 0.0
        place = self.names.index(name)
        return (
            float(self.training[place] / max(self.training.sum(), 1)),
            float(self.run[place] / max(self.run.sum(), 1)),
        )


def of_categories(training: Categories, alone: frozenset[str], run: Categories) -> Groups:
    """The groups of categories; what is new stands apart only where there is more of it than would be usual.

    Parameters
    ----------
    training, run : Categories
    alone : frozenset of str
        Categories of the training data that are new when each of their articles comes anew.
    """
    held = {name: number for name, number in training.known.items() if name not in alone and name != NOT_KNOWN}
    shown = sorted(held, key=lambda name: (-held[name], name))[:_BY_THEMSELVES]
    counted = {name: (held[name], run.known[name]) for name in shown}
    missing = (training.known[NOT_KNOWN], run.known[NOT_KNOWN])
    new = (sum(training.known[name] for name in alone), run.others)
    counted[REST] = (
        sum(held.values()) - sum(held[name] for name in shown),
        sum(run.known.values()) - sum(run.known[name] for name in shown) - missing[1],
    )
    if run.total * new[0] >= training.total * new[1]:
        # Less that is new than would be usual is nothing to be warned of: those are the same articles, or the like.
        counted[REST] = (counted[REST][0] + new[0], counted[REST][1] + new[1])
        new = (0, 0)
    counted |= {NEW: new, NOT_KNOWN: missing}
    # What neither has is no group; but whatever is compared has two.
    kept = [name for name, numbers in counted.items() if any(numbers) or name == NEW]
    return _groups(kept, [counted[name] for name in kept])


def of_quantities(training: Quantities, run: Quantities) -> Groups:
    """The groups of a number's steps: about a tenth of the training data each, and what lies below and above all of them."""
    lowest, highest = min(training.steps, default=0), max(training.steps, default=0)
    counted: dict[int, tuple[int, int]] = {}
    reached, begun, group = 0, 0, lowest
    for step in sorted({*training.steps, *run.steps}):
        if step < lowest:
            group = min(run.steps)
        elif step > highest:
            group = highest + 1
        elif step == lowest or reached * GROUPS >= training.total * begun:
            group, begun = step, begun + 1
        mine, others = counted.get(group, (0, 0))
        counted[group] = (mine + training.steps[step], others + run.steps[step])
        reached += training.steps[step]
    return _groups([str(group) for group in counted], list(counted.values()))


def _groups(names: list[str], counts: list[tuple[int, int]]) -> Groups:
    table = np.array(counts, dtype=float).reshape(len(names), 2)
    return Groups(tuple(names), table[:, 0], table[:, 1])
