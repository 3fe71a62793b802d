"""Groups of seeds: means, spreads and intervals."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from pipeline.sweep import Outcome, rank
from pipeline.sweep.outcome import corrected_interval
from pipeline.sweep.scoring import FoldScore


def outcome(number: int, state: str, *seeds: list[float]) -> Outcome:
    scores = {seed: [FoldScore(value, value) for value in folds] for seed, folds in enumerate(seeds)}
    return Outcome(number, {"train.linear.window": number}, state, scores)


def test_the_interval_is_the_corrected_resampled_t_interval() -> None:
    values = np.array([[0.70, 0.74, 0.69, 0.75, 0.71], [0.72, 0.70, 0.73, 0.68, 0.74]])
    found = corrected_interval(values, 0.95)
    # Written out as in Nadeau and Bengio: test size over training size is 1/4 with five folds.
    error = np.sqrt(values.ravel().var(ddof=1) * (1 / 10 + 0.2 / 0.8))
    low, high = stats.t.interval(0.95, 9, loc=values.mean(), scale=error)
    assert (found.value, found.low, found.high) == pytest.approx((values.mean(), low, high))


def test_dependent_folds_make_the_interval_wider_than_that_of_independent_samples() -> None:
    values = np.random.default_rng(0).normal(0.7, 0.05, size=(3, 5))
    naive = stats.t.interval(0.95, 14, loc=values.mean(), scale=stats.sem(values.ravel()))
    found = corrected_interval(values, 0.95)
    assert found.low < naive[0] and found.high > naive[1]


def test_one_fold_has_no_interval() -> None:
    found = corrected_interval(np.array([[0.7], [0.8]]), 0.95)
    assert found.value == pytest.approx(0.75) and np.isnan(found.low) and np.isnan(found.high)


def test_groups_are_ranked_finished_first_and_compared_on_the_same_folds() -> None:
    best = outcome(2, "complete", [0.8, 0.6], [0.7, 0.7])
    second = outcome(0, "complete", [0.7, 0.5], [0.6, 0.6])
    stopped = outcome(1, "pruned", [0.9], [0.9])
    failed = outcome(3, "failed", [], [])
    groups = rank([second, stopped, best, failed], "mean", 0.95)
    assert [group.outcome.number for group in groups] == [2, 0, 1, 3]
    assert groups[0].behind is None and groups[2].behind is None and groups[3].value is None
    # Each fold differs by 0.1, however much the folds differ among themselves.
    behind = groups[1].behind
    assert behind is not None
    assert (behind.value, behind.low, behind.high) == pytest.approx((0.1, 0.1, 0.1))


def test_the_spread_is_that_of_the_means_of_the_seeds() -> None:
    (group,) = rank([outcome(0, "complete", [0.8, 0.6], [0.5, 0.7], [0.9, 0.9])], "mean", 0.95)
    assert group.seeds.deviation == pytest.approx(np.std([0.7, 0.6, 0.9], ddof=1))
    (alone,) = rank([outcome(0, "complete", [0.8, 0.6])], "mean", 0.95)
    assert alone.seeds.deviation is None


def test_equal_values_keep_the_order_in_which_they_were_tried() -> None:
    groups = rank([outcome(n, "complete", [0.7, 0.7]) for n in (2, 0, 1)], "stance.macro_f1", 0.95)
    assert [group.outcome.number for group in groups] == [0, 1, 2]
