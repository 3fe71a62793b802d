"""Means and their intervals: against statsmodels, and where no variance can be computed."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from pipeline.report import clustered_means, mean_difference

VALUES = st.lists(
    st.tuples(st.sampled_from([-1.0, 0.0, 1.0]), st.integers(0, 6), st.integers(0, 2)), min_size=1, max_size=80
)


def arrays(rows: list[tuple[float, int, int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    values, articles, groups = (np.array(column) for column in zip(*rows, strict=True))
    return values, articles, groups


@given(VALUES)
def test_a_mean_and_its_interval_are_those_of_statsmodels(rows: list[tuple[float, int, int]]) -> None:
    values, articles, groups = arrays(rows)
    found = clustered_means(values, groups, articles, 3)
    for group in range(3):
        own, of = values[groups == group], articles[groups == group]
        number = len(np.unique(of))
        assert found.rows[group] == len(own) and found.articles[group] == number
        if len(own) == 0:
            assert np.isnan(found.mean[group])
            continue
        assert found.mean[group] == pytest.approx(own.mean())
        if number < 2:
            assert np.isnan(found.low[group]) and np.isnan(found.high[group])
            continue
        fit = sm.OLS(own, np.ones(len(own))).fit(cov_type="cluster", cov_kwds={"groups": of, "df_correction": True})
        # statsmodels multiplies by (n - 1) / (n - k) too, which is one here.
        error = float(fit.bse[0])
        if error > 1e-9:
            reach = stats.t.ppf(0.975, number - 1) * error
            assert found.low[group] == pytest.approx(max(-1, own.mean() - reach), abs=1e-9)
            assert found.high[group] == pytest.approx(min(1, own.mean() + reach), abs=1e-9)


@given(VALUES)
def test_a_mean_lies_in_its_interval_and_the_interval_between_the_extremes(rows: list[tuple[float, int, int]]) -> None:
    values, articles, groups = arrays(rows)
    found = clustered_means(values, groups, articles, 3)
    known = np.isfinite(found.low)
    assert (found.low[known] >= -1).all() and (found.high[known] <= 1).all()
    assert (found.low[known] <= found.mean[known] + 1e-12).all() and (
        found.mean[known] <= found.high[known] + 1e-12
    ).all()


@given(VALUES, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: list[tuple[float, int, int]], chance: object) -> None:
    other = list(rows)
    chance.shuffle(other)  # type: ignore[attr-defined]
    one, two = (clustered_means(*(a[i] for i in (0, 2, 1)), 3) for a in (arrays(rows), arrays(other)))
    np.testing.assert_allclose(one.low, two.low, atol=1e-12)


def test_articles_that_all_agree_do_not_make_an_interval_of_no_width() -> None:
    found = clustered_means(np.ones(10), np.zeros(10, int), np.arange(10), 1)
    share = 0.025 ** (1 / 10)
    assert found.high[0] == 1 and found.low[0] == pytest.approx(2 * share - 1) and found.low[0] < 0.5


def test_many_statements_of_one_article_weigh_less_than_those_of_many() -> None:
    values = np.tile([1.0, 1.0, -1.0, 0.0, 1.0], 8)
    apart = clustered_means(values, np.zeros(40, int), np.arange(40), 1)
    together = clustered_means(np.sort(values), np.zeros(40, int), np.arange(40) // 5, 1)
    assert together.mean == apart.mean and together.high - together.low > 1.5 * (apart.high - apart.low)


@given(VALUES, VALUES)
def test_a_difference_is_that_of_a_regression_on_the_side(
    first: list[tuple[float, int, int]], second: list[tuple[float, int, int]]
) -> None:
    (a, of_a, _), (b, of_b, _) = arrays(first), arrays(second)
    found = mean_difference((a, of_a), (b, of_b))
    assert found.value == pytest.approx(a.mean() - b.mean())
    groups = np.concatenate([of_a, of_b])
    number = len(np.unique(groups))
    if number < 2:
        assert np.isnan(found.low)
        return
    side = np.concatenate([np.ones(len(a)), np.zeros(len(b))])
    if len(side) <= 2:
        return
    fit = sm.OLS(np.concatenate([a, b]), sm.add_constant(side)).fit(cov_type="cluster", cov_kwds={"groups": groups})
    # Here statsmodels' (n - 1) / (n - 2) is taken out again.
    error = float(fit.bse[1]) * np.sqrt((len(side) - 2) / (len(side) - 1))
    if error > 1e-7:
        assert found.high == pytest.approx(min(2, found.value + stats.t.ppf(0.975, number - 1) * error), abs=1e-6)


def test_a_difference_from_nothing_is_no_number() -> None:
    empty = (np.zeros(0), np.zeros(0, int))
    assert np.isnan(mean_difference(empty, (np.ones(3), np.arange(3))).value)
