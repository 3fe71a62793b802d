"""The metrics there are, each one entry of `METRICS`: to add one, write the function and the entry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.arrays import FloatArray
from pipeline.evaluate.confusions import accuracy, class_f1, macro_f1

HEADLINE = "macro_f1"


@dataclass(frozen=True, slots=True)
class Sums:
    """Counts of examples, added up over articles.

    Attributes
    ----------
    confusion : FloatArray of shape (…, n_labels, n_labels)
    log_loss : FloatArray of shape (…)
    excess : FloatArray of shape (…, n_bins)
        Per bin of confidence the confidence that exceeds the hits.
    """

    confusion: FloatArray
    log_loss: FloatArray
    excess: FloatArray

    @property
    def examples(self) -> FloatArray:
        """How many were counted, shape (…); not a number where none was."""
        count = self.confusion.sum(axis=(-2, -1))
        return np.where(count > 0, count, np.nan)


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric: how it is called in files and in tables, whether less of it is better, and how it is found."""

    name: str
    title: str
    of: Callable[[Sums], FloatArray]
    less_is_better: bool = False


def _macro_f1(sums: Sums) -> FloatArray:
    return np.where(np.isnan(sums.examples), np.nan, macro_f1(sums.confusion))


def _accuracy(sums: Sums) -> FloatArray:
    return accuracy(sums.confusion)


def _log_loss(sums: Sums) -> FloatArray:
    return sums.log_loss / sums.examples


def _calibration_error(sums: Sums) -> FloatArray:
    """Naeini et al. 2015, top-label version, bins of equal width."""
    error: FloatArray = np.abs(sums.excess).sum(axis=-1) / sums.examples
    return error


METRICS = (
    Metric(HEADLINE, "macro-F1", _macro_f1),
    Metric("accuracy", "accuracy", _accuracy),
    Metric("log_loss", "log-loss", _log_loss, less_is_better=True),
    Metric("calibration_error", "calibration error", _calibration_error, less_is_better=True),
)


def metrics_of(labels: Sequence[str]) -> list[Metric]:
    """Every metric of a task with these labels: `METRICS`, and the F1 of each label."""

    def f1_of(index: int) -> Callable[[Sums], FloatArray]:
        return lambda sums: class_f1(sums.confusion)[..., index]

    return [*METRICS, *(Metric(f"f1_{label}", f"F1 of {label}", f1_of(index)) for index, label in enumerate(labels))]
