"""Labels that are probably wrong, the most probable mistakes first.

Source: Northcutt, Jiang and Chuang 2021, Confident Learning: Estimating Uncertainty in Dataset Labels. A label is
suspected where another label is as probable as it usually is for units that have that label. The probabilities must not
have seen the label itself: here they are those of the other annotators.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from pipeline.agreement.aggregation import Aggregation
from pipeline.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Suspect:
    """A label that is probably a mistake.

    Attributes
    ----------
    unit, annotator, given : str
    likely : str
        The label that is more probable.
    probability, own : float
        Of `likely`, and of the label given, by all that did not come from this annotator.
    """

    unit: str
    annotator: str
    given: str
    likely: str
    probability: float
    own: float


def suspects(aggregation: Aggregation, annotators: Collection[str] | None = None) -> list[Suspect]:
    """Probable mistakes, the least probable labels first.

    Parameters
    ----------
    aggregation : Aggregation
    annotators : collection of str, optional
        Whose labels are doubted; everybody's by default. Labels on which nobody else said anything are not.
    """
    doubted = [a for a in aggregation.annotators if annotators is None or a in set(annotators)]
    found = []
    for annotator in doubted:
        units, given, probabilities, heard = aggregation.by_others(annotator)
        for index in np.flatnonzero(heard & _mistaken(given, probabilities, heard)):
            row, likely = probabilities[index], int(probabilities[index].argmax())
            found.append(
                Suspect(
                    units[index],
                    annotator,
                    aggregation.labels[given[index]],
                    aggregation.labels[likely],
                    float(row[likely]),
                    float(row[given[index]]),
                )
            )
    return sorted(found, key=lambda suspect: (suspect.own, suspect.unit, suspect.annotator))


def _mistaken(given: IntArray, probabilities: FloatArray, heard: BoolArray) -> BoolArray:
    """Where the most probable label is another than that given, and as probable as usual for units with that label."""
    usual = np.array(
        [
            probabilities[has, label].mean() if (has := heard & (given == label)).any() else 0.5
            for label in range(probabilities.shape[1])
        ]
    )
    likely = probabilities.argmax(axis=1)
    return np.asarray((likely != given) & (probabilities.max(axis=1) >= usual[likely]))
