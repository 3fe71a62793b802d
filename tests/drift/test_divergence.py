"""The measures are those of the literature, and their intervals hold what they say."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import jensenshannon

from pipeline.agreement.resampling import Bootstrap
from pipeline.drift.divergence import divergence, jensen_shannon_divergence, population_stability_index, shares

DISTRIBUTIONS = st.lists(st.integers(1, 1000), min_size=4, max_size=4).map(
    lambda counts: np.array(counts) / sum(counts)
)


def test_the_index_of_a_textbook_example() -> None:
    before, after = np.array([0.5, 0.3, 0.2]), np.array([0.4, 0.3, 0.3])
    by_hand = -0.1 * math.log(0.4 / 0.5) + 0.1 * math.log(0.3 / 0.2)
    assert population_stability_index(before, after) == pytest.approx(by_hand)


@given(DISTRIBUTIONS, DISTRIBUTIONS)
def test_the_divergence_is_that_of_scipy_and_symmetric(p: np.ndarray, q: np.ndarray) -> None:
    expected = jensenshannon(p, q, base=2) ** 2
    assert jensen_shannon_divergence(p, q) == pytest.approx(expected, abs=1e-9)
    assert jensen_shannon_divergence(q, p) == pytest.approx(expected, abs=1e-9)
    assert population_stability_index(p, q) == pytest.approx(population_stability_index(q, p))


@given(st.lists(st.integers(0, 50), min_size=2, max_size=10), st.floats(1, 1000))
def test_no_share_is_zero_and_they_sum_to_one(counts: list[int], worth: float) -> None:
    found = shares(np.array(counts, dtype=float), worth)
    assert (found > 0).all() and found.sum() == pytest.approx(1)


def test_equal_input_and_seed_give_equal_intervals() -> None:
    counts = np.array([40.0, 30, 30]), np.array([300.0, 500, 200])
    assert divergence(*counts) == divergence(*counts)
    assert divergence(*counts) != divergence(*counts, bootstrap=Bootstrap(seed=1))


def test_one_category_is_no_distribution_to_compare() -> None:
    found = divergence(np.array([9.0]), np.array([4.0]))
    assert found.psi.value == found.psi.high == found.chance == 0


def test_where_nothing_changed_the_index_stays_below_chance_19_times_of_20() -> None:
    generator = np.random.default_rng(0)
    p = np.array([0.3, 0.25, 0.2, 0.15, 0.1])
    drawn = [(generator.multinomial(150, p), generator.multinomial(400, p)) for _ in range(400)]
    found = [divergence(a.astype(float), b.astype(float), bootstrap=Bootstrap(resamples=2)) for a, b in drawn]
    above = np.mean([each.raw_psi > each.chance for each in found])
    # Of 400 tries at 5 %, between 2.5 and 8 % in all but one of a hundred cases.
    assert 0.025 < above < 0.08


def test_the_intervals_hold_the_true_index_and_the_value_has_no_bias_to_speak_of() -> None:
    generator = np.random.default_rng(0)
    p, q = np.array([0.4, 0.3, 0.2, 0.1]), np.array([0.2, 0.3, 0.2, 0.3])
    true_psi, true_js = float(population_stability_index(p, q)), float(jensen_shannon_divergence(p, q))
    found = [
        divergence(
            generator.multinomial(120, p).astype(float),
            generator.multinomial(300, q).astype(float),
            bootstrap=Bootstrap(resamples=300, seed=seed),
        )
        for seed in range(300)
    ]
    psi = np.mean([each.psi.low <= true_psi <= each.psi.high for each in found])
    js = np.mean([each.jensen_shannon.low <= true_js <= each.jensen_shannon.high for each in found])
    assert psi > 0.88 and js > 0.88
    assert np.mean([each.psi.value for each in found]) == pytest.approx(true_psi, abs=0.02)
    assert np.mean([each.raw_psi for each in found]) > true_psi + 0.02


def test_copies_of_one_article_widen_the_interval() -> None:
    counts = np.array([200.0, 100]), np.array([100.0, 200])
    alone, copied = divergence(*counts), divergence(*counts, worth=(30, 30))
    assert copied.psi.high - copied.psi.low > 1.5 * (alone.psi.high - alone.psi.low)
    assert copied.chance == pytest.approx(10 * alone.chance)
