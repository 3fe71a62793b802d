"""Labels that are probably wrong, the most probable mistakes first.

Source: Northcutt, Jiang and Chuang 2021, Confident Learning: Estimating Uncertainty in Dataset Labels. A label is
suspected where another label is as probable as it usually is for units that have that label. The probabilities must not
have seen the label itself: here they are those of the other annotators and, where given, those of a model that was not
trained on the unit.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
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


def suspects(
    aggregation: Aggregation,
    model: Mapping[str, Mapping[str, float]] | None = None,
    annotators: Collection[str] | None = None,
) -> list[Suspect]:
    """Probable mistakes, the least probable labels first.

    Parameters
    ----------
    aggregation : Aggregation
    model : mapping of unit to mapping of label to probability, optional
        Of a model that was not trained on the unit.
    annotators : collection of str, optional
        Whose labels are doubted; everybody's by default. Labels on which nobody else said anything are not.
    """
    doubted = [a for a in aggregation.annotators if annotators is None or a in set(annotators)]
    found = []
    for annotator in doubted:
        units, given, probabilities, heard = aggregation.by_others(annotator)
        told = _model(units, model or {}, aggregation.labels)
        informed = heard | np.isfinite(told).all(axis=1)
        prevalence = np.array(list(aggregation.prevalence.values()))
        joined = np.where(np.isfinite(told), probabilities * told / prevalence, probabilities)
        joined = joined / joined.sum(axis=1, keepdims=True)
        for index in np.flatnonzero(informed & _mistaken(given, joined, informed)):
            row, likely = joined[index], int(joined[index].argmax())
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


def _mistaken(given: IntArray, probabilities: FloatArray, informed: BoolArray) -> BoolArray:
    """Where the most probable label is another than that given, and as probable as usual for units with that label."""
    usual = np.array(
        [
            probabilities[has, label].mean() if (has := informed & (given == label)).any() else 0.5
            for label in range(probabilities.shape[1])
        ]
    )
    likely = probabilities.argmax(axis=1)
    return np.asarray((likely != given) & (probabilities.max(axis=1) >= usual[likely]))


def _model(units: tuple[str, ...], model: Mapping[str, Mapping[str, float]], labels: tuple[str, ...]) -> FloatArray:
    """The model's probabilities, no numbers where it has none."""
    told = np.full((len(units), len(labels)), np.nan)
    for index, unit in enumerate(units):
        if unit in model:
            told[index] = [model[unit].get(label, 0.0) for label in labels]
    return told
