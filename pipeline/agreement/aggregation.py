"""What follows from the votes: a label with its probability and interval for each unit, a confusion matrix an annotator."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np

from pipeline.agreement.draws import Draws, sampled
from pipeline.agreement.patterns import Patterns
from pipeline.arrays import BoolArray, FloatArray, IntArray
from pipeline.errors import PipelineError, did_you_mean


class Aggregation:
    """The labels that votes make probable; made by `pipeline.agreement.dawid_skene`, whose parameters explain the rest.

    Parameters
    ----------
    patterns : Patterns
    posteriors : FloatArray of shape (n_patterns, n_labels)
    prevalence : FloatArray of shape (n_labels,)
    confusions : FloatArray of shape (n_annotators, n_labels, n_outcomes)
    seen : FloatArray of shape (n_annotators, n_labels, n_outcomes)
    classes : FloatArray of shape (n_labels,)
    steps : int
        After how many steps EM stood still.
    level : float
    seed : int
    """

    def __init__(
        self,
        *,
        patterns: Patterns,
        posteriors: FloatArray,
        prevalence: FloatArray,
        confusions: FloatArray,
        seen: FloatArray,
        classes: FloatArray,
        steps: int,
        level: float,
        seed: int,
    ) -> None:
        self.steps, self.level = steps, level
        self._patterns, self._posteriors, self._confusions = patterns, posteriors, confusions
        self._seen, self._classes, self._seed = seen, classes, seed
        self._prevalence = prevalence
        n = len(patterns.labels)
        # Equal probabilities differ in their last bits; the last of equal ones counts.
        self._best: IntArray = n - 1 - np.round(posteriors, 9)[:, ::-1].argmax(axis=1)

    @property
    def units(self) -> tuple[str, ...]:
        """All units, in alphabetical order."""
        return self._patterns.units

    @property
    def annotators(self) -> tuple[str, ...]:
        """All annotators, in alphabetical order."""
        return self._patterns.annotators

    @property
    def labels(self) -> tuple[str, ...]:
        """All labels, in the order given."""
        return self._patterns.labels

    @property
    def prevalence(self) -> dict[str, float]:
        """The share of units that have each label."""
        return dict(zip(self.labels, map(float, self._prevalence), strict=True))

    def posterior(self, unit: str) -> dict[str, float]:
        """How probable each label of a unit is."""
        return dict(zip(self.labels, map(float, self._posteriors[self._row(unit)]), strict=True))

    def label(self, unit: str) -> str:
        """The most probable label of a unit; of several the last."""
        return self.labels[int(self._best[self._row(unit)])]

    def confidence(self, unit: str) -> float:
        """How probable that label is."""
        row = self._row(unit)
        return float(self._posteriors[row, self._best[row]])

    def interval(self, unit: str) -> tuple[float, float]:
        """Between which bounds that probability lies, given how well the annotators' quality is known."""
        low, high = self._bounds
        row = self._row(unit)
        return float(low[row]), float(high[row])

    def confusion(self, annotator: str) -> FloatArray:
        """How an annotator who judges labels units of each label.

        Returns
        -------
        FloatArray of shape (n_labels, n_labels)
            A row is a true label, a column the label given; rows add up to 1.
        """
        matrix = self._confusions[self._position(annotator), :, : len(self.labels)]
        return np.asarray(matrix / matrix.sum(axis=1, keepdims=True))

    def accuracy(self, annotator: str) -> float:
        """The share of units that an annotator labels right, of those judged."""
        spoken = self._confusions[self._position(annotator), :, : len(self.labels)]
        told = self._prevalence[:, None] * spoken
        return float(np.trace(told) / told.sum())

    def accuracy_interval(self, annotator: str) -> tuple[float, float]:
        """Between which bounds an annotator's accuracy lies."""
        low, high = np.quantile(self._sample.accuracy[:, self._position(annotator)], self._tails)
        value = self.accuracy(annotator)
        return min(float(low), value), max(float(high), value)

    def votes(self, annotator: str) -> int:
        """How many units an annotator judged."""
        first = self._position(annotator) * self._patterns.outcomes
        cast = self._patterns.cast[:, first : first + len(self.labels)]
        return int(self._patterns.size @ np.asarray(cast.sum(axis=1)).ravel())

    def by_others(self, annotator: str) -> tuple[tuple[str, ...], IntArray, FloatArray, BoolArray]:
        """What all but one annotator make of the units that this one judged.

        Returns
        -------
        units : tuple of str
        given : IntArray of shape (n_judged,)
            The number of the label that the annotator gave.
        probabilities : FloatArray of shape (n_judged, n_labels)
            Of each label, by what everybody else said.
        heard : BoolArray of shape (n_judged,)
            Whether anybody else said anything.
        """
        patterns, n = self._patterns, len(self.labels)
        position = self._position(annotator)
        own = patterns.cast[:, position * patterns.outcomes : position * patterns.outcomes + n].toarray()
        logs = np.log(self._prevalence) + patterns.log_likelihood(np.log(self._confusions))
        logs -= own @ np.log(self._confusions[position, :, :n]).T
        scaled = np.exp(logs - logs.max(axis=1, keepdims=True))
        everybody = np.zeros(patterns.cast.shape[0])
        for label in range(n):
            everybody += np.asarray(patterns.cast[:, label :: patterns.outcomes].sum(axis=1)).ravel()
        judged = np.flatnonzero(own.any(axis=1)[patterns.row])
        row = patterns.row[judged]
        return (
            tuple(self.units[index] for index in judged),
            own.argmax(axis=1)[row],
            (scaled / scaled.sum(axis=1, keepdims=True))[row],
            everybody[row] > 1,
        )

    def compared(self, annotator: str) -> int:
        """How many of these units somebody else judged too, or are settled: those from which the confusion matrix follows."""
        first = self._position(annotator) * self._patterns.outcomes
        taught = self._patterns.taught[:, first : first + len(self.labels)]
        return int(self._patterns.size @ np.asarray(taught.sum(axis=1)).ravel())

    def __iter__(self) -> Iterator[str]:
        return iter(self.units)

    def __len__(self) -> int:
        return len(self.units)

    @cached_property
    def _rows(self) -> dict[str, int]:
        return dict(zip(self.units, map(int, self._patterns.row), strict=True))

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {annotator: index for index, annotator in enumerate(self.annotators)}

    @property
    def _tails(self) -> list[float]:
        return [(1 - self.level) / 2, (1 + self.level) / 2]

    @cached_property
    def _sample(self) -> Draws:
        return sampled(self._patterns, self._posteriors, self._best, self._seen, self._classes, self._seed)

    @cached_property
    def _bounds(self) -> tuple[FloatArray, FloatArray]:
        low, high = np.quantile(self._sample.probability, self._tails, axis=0)
        value = self._posteriors[np.arange(len(self._best)), self._best]
        return np.minimum(low, value), np.maximum(high, value)

    def _row(self, unit: str) -> int:
        try:
            return self._rows[unit]
        except KeyError:
            raise PipelineError(f"'{unit}' is none of the units that were judged.") from None

    def _position(self, annotator: str) -> int:
        try:
            return self._positions[annotator]
        except KeyError:
            raise PipelineError(
                f"'{annotator}' judged nothing here.{did_you_mean(annotator, self.annotators)}"
            ) from None
