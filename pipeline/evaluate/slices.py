"""How good a model is on parts of the test examples: by country, outlet, kind of statement, year and so on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any

import numpy as np

from pipeline.arrays import IntArray
from pipeline.evaluate.bootstrap import Interval, bootstrap_sums, intervals
from pipeline.evaluate.judgements import Judgements
from pipeline.evaluate.metrics import HEADLINE
from pipeline.records import Prediction
from pipeline.tasks import Task

# Below this an interval by resampling says little; such slices are marked.
FEW = 30
UNKNOWN = "unknown"
_METRICS = (HEADLINE, "accuracy")
COLUMNS = (
    "task", "dimension", "value", "examples", "articles", "few",
    *(f"{metric}{part}" for metric in _METRICS for part in ("", "_low", "_high")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slice:
    """The examples of one value of a dimension: `rows` are their places in the predictions, shape (n_examples,)."""

    dimension: str
    value: str
    rows: IntArray


@dataclass(frozen=True, slots=True)
class SliceMetrics:
    """A slice's size and metrics; `few` warns that it has fewer than 30 examples."""

    task: Task
    dimension: str
    value: str
    examples: int
    articles: int
    metrics: dict[str, Interval]

    @property
    def few(self) -> bool:
        """Whether there are too few examples to say much."""
        return self.examples < FEW

    def as_row(self) -> dict[str, Any]:
        """With the columns of `COLUMNS`."""
        row: dict[str, Any] = {
            "task": self.task.value, "dimension": self.dimension, "value": self.value,
            "examples": self.examples, "articles": self.articles, "few": str(self.few).lower(),
        }  # fmt: skip
        for name, interval in self.metrics.items():
            row[name] = round(interval.value, 6)
            # Articles of one kind cannot be drawn anew: one article has no interval.
            row[f"{name}_low"], row[f"{name}_high"] = (
                ("", "") if isnan(interval.low) else (round(interval.low, 6), round(interval.high, 6))
            )
        return row


def _target(prediction: Prediction) -> str:
    """The country that is judged."""
    return prediction.target


def _speaker_country(prediction: Prediction) -> str:
    """The country of the speaker."""
    return prediction.speaker_country or UNKNOWN


def _outlet(prediction: Prediction) -> str:
    """Who published the article."""
    return prediction.outlet or UNKNOWN


def _kind(prediction: Prediction) -> str:
    """direct, indirect, mixed or narration."""
    return prediction.kind


def _year(prediction: Prediction) -> str:
    """The year of publication."""
    return prediction.published[:4] if prediction.published else UNKNOWN


def _domestic(prediction: Prediction) -> str:
    """Whether the target is the speaker's own country."""
    return "own country" if prediction.domestic else "other country"


def _label_source(prediction: Prediction) -> str:
    """Which annotators judged the example."""
    return prediction.label_source


_DIMENSIONS: dict[str, Callable[[Prediction], str]] = {
    "target": _target,
    "speaker_country": _speaker_country,
    "outlet": _outlet,
    "kind": _kind,
    "year": _year,
    "domestic": _domestic,
    "label_source": _label_source,
}
_TARGETS, _AGREEMENT = "targets_in_statement", "labels_in_statement"
DIMENSIONS = (*_DIMENSIONS, _TARGETS, _AGREEMENT)


def _by_statement(predictions: Sequence[Prediction], task: Task) -> dict[str, list[str]]:
    """For the two dimensions about a statement's targets, the value of each example."""
    labels: dict[str, set[str]] = defaultdict(set)
    targets: dict[str, set[str]] = defaultdict(set)
    for prediction in predictions:
        labels[prediction.statement_id].add(getattr(prediction, task.gold))
        targets[prediction.statement_id].add(prediction.target)
    several = [len(targets[p.statement_id]) > 1 for p in predictions]
    differ = [len(labels[p.statement_id]) > 1 for p in predictions]
    return {
        _TARGETS: ["several" if s else "one" for s in several],
        _AGREEMENT: [
            ("different" if d else "same") if s else "one target" for s, d in zip(several, differ, strict=True)
        ],
    }


def slices(predictions: Sequence[Prediction], task: Task) -> list[Slice]:
    """Every slice of every dimension, values in order; each example is in one slice of each dimension."""
    values = {name: [value(p) for p in predictions] for name, value in _DIMENSIONS.items()}
    values |= _by_statement(predictions, task)
    found: list[Slice] = []
    for dimension in DIMENSIONS:
        column = np.array(values[dimension], dtype=str)
        for value in np.unique(column):
            found.append(Slice(dimension, str(value), np.flatnonzero(column == value)))
    return found


def slice_metrics(
    predictions: Sequence[Prediction], *, resamples: int = 2000, confidence: float = 0.95, seed: int = 0
) -> list[SliceMetrics]:
    """Macro-F1 and accuracy in every slice for both tasks, with intervals over the slice's articles drawn anew.

    The interval of a slice of one article is not a number.
    """
    found: list[SliceMetrics] = []
    for task in Task:
        judged = Judgements.of(predictions, task)
        for part in slices(predictions, task):
            chosen = judged.part(part.rows)
            counts = chosen.counts()
            point = counts.metrics(counts.total())
            drawn = (
                counts.metrics(bootstrap_sums(counts.table, resamples, seed))
                if chosen.n_clusters > 1
                else {name: np.full(1, np.nan) for name in point}
            )
            found.append(
                SliceMetrics(
                    task=task,
                    dimension=part.dimension,
                    value=part.value,
                    examples=len(part.rows),
                    articles=chosen.n_clusters,
                    metrics=intervals({name: point[name] for name in _METRICS}, drawn, confidence),
                )
            )
    return found
