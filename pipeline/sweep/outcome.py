"""What became of the combinations of a sweep, and how those of all seeds are summarised as one group."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from pipeline.evaluate.bootstrap import Interval
from pipeline.evaluate.spread import Spread, spread
from pipeline.sweep.scoring import FoldScore, Metric

State = Literal["complete", "pruned", "failed", "running"]
_ORDER: dict[State, int] = {"complete": 0, "pruned": 1, "failed": 2, "running": 3}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One combination of parameters: its scores, for each seed fold by fold, and why it failed if it did."""

    number: int
    parameters: dict[str, Any]
    state: State
    scores: dict[int, list[FoldScore]]
    reason: str | None = None

    @property
    def key(self) -> str:
        """The same for the same parameters."""
        return json.dumps(self.parameters, sort_keys=True)

    @property
    def folds(self) -> int:
        """How many folds every seed has finished."""
        return min((len(scores) for scores in self.scores.values()), default=0)

    def values(self, metric: Metric) -> NDArray[np.float64]:
        """The metric, shape (n_seeds, n_folds)."""
        return np.array([[score.value(metric) for score in scores[: self.folds]] for scores in self.scores.values()])


@dataclass(frozen=True, slots=True)
class Group:
    """A combination over its seeds.

    Attributes
    ----------
    value : Interval or None
        Mean over seeds and folds; the interval says how it would vary with other articles. None before the first fold.
    seeds : Spread or None
        Of the seeds' means; None before the first fold.
    behind : Interval or None
        How much lower than the best, fold by fold; None for the best and for what was not finished.
    """

    outcome: Outcome
    value: Interval | None
    seeds: Spread | None
    behind: Interval | None


def corrected_interval(values: NDArray[np.float64], confidence: float) -> Interval:
    """The mean of scores of a repeated cross-validation with its corrected resampled t interval.

    Folds share most of the examples they learn from, so their scores vary less than those of independent samples
    would; the variance of the mean is therefore taken as ``s² (1 / n + 1 / (folds - 1))``, the second term being the
    size of a held-out fold relative to the rest. Source: Nadeau and Bengio 2003, Inference for the Generalization
    Error; Bouckaert and Frank 2004 for repetitions.

    Parameters
    ----------
    values : ndarray of shape (n_repetitions, n_folds)
        Scores, or differences of scores on the same folds.
    confidence : float
        Of the interval, such as 0.95.
    """
    n, folds, mean = values.size, values.shape[1], float(values.mean())
    if folds < 2:
        return Interval(mean, float("nan"), float("nan"))
    error = float(np.std(values, ddof=1)) * np.sqrt(1 / n + 1 / (folds - 1))
    reach = float(stats.t.ppf((1 + confidence) / 2, n - 1)) * error
    return Interval(mean, mean - reach, mean + reach)


def rank(outcomes: Sequence[Outcome], metric: Metric, confidence: float) -> list[Group]:
    """The combinations as groups, best first; after the finished ones those pruned, then those that failed."""
    means = {o.number: float(o.values(metric).mean()) if o.folds else float("-inf") for o in outcomes}
    ranked = sorted(outcomes, key=lambda o: (_ORDER[o.state], -means[o.number], o.number))
    best = ranked[0].values(metric) if ranked and ranked[0].state == "complete" else None
    groups = []
    for outcome in ranked:
        values = outcome.values(metric)
        finished = outcome.state == "complete"
        value = seeds = behind = None
        if outcome.folds:
            value = corrected_interval(values, confidence)
            if not finished:
                # What was stopped has seen too few folds to say how it varies over them.
                value = Interval(value.value, float("nan"), float("nan"))
            seeds = spread(values.mean(axis=1).tolist(), confidence)
        if finished and best is not None and outcome is not ranked[0]:
            behind = corrected_interval(best - values, confidence)
        groups.append(Group(outcome, value, seeds, behind))
    return groups


def trial_rows(outcomes: Sequence[Outcome], metric: Metric) -> list[dict[str, Any]]:
    """One row a combination and seed, in the order they were tried, with the names that runs have in MLflow."""
    return [
        {
            "point": outcome.number,
            **{name: json.dumps(value) if isinstance(value, list) else value for name, value in outcome.parameters.items()},
            "train.seed": seed,
            "state": outcome.state,
            "folds": len(scores),
            **{f"cv.{name}": mean_scores(scores).get(name) for name in ("stance.macro_f1", "sentiment.macro_f1")},
            "value": round(float(np.mean([s.value(metric) for s in scores])), 6) if scores else None,
            "reason": outcome.reason,
        }
        for outcome in sorted(outcomes, key=lambda o: o.number)
        for seed, scores in outcome.scores.items()
    ]  # fmt: skip


def mean_scores(scores: Sequence[FoldScore]) -> dict[str, float]:
    """Mean macro-F1 of both tasks over folds; nothing before the first."""
    if not scores:
        return {}
    return {
        "stance.macro_f1": round(float(np.mean([s.stance for s in scores])), 6),
        "sentiment.macro_f1": round(float(np.mean([s.sentiment for s in scores])), 6),
    }
