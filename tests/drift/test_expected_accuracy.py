"""The accuracy to be expected, with an interval that takes an article as one draw."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats

from pipeline.drift.expected_accuracy import ConfidenceSums


def _sums(articles: list[np.ndarray]) -> ConfidenceSums:
    sums = ConfidenceSums()
    for values in articles:
        sums.add([round(value * 1_000_000) for value in values])
    return sums


def test_the_interval_is_that_of_a_mean_with_clustered_errors() -> None:
    generator = np.random.default_rng(0)
    articles = [generator.uniform(0.4, 1, size=generator.integers(1, 9)).round(6) for _ in range(40)]
    rows, groups = np.concatenate(articles), np.repeat(range(40), [len(values) for values in articles])
    fitted = sm.OLS(rows, np.ones_like(rows)).fit(
        cov_type="cluster", cov_kwds={"groups": groups, "use_correction": False}
    )
    reach = stats.t.ppf(0.975, 39) * fitted.bse[0] * np.sqrt(40 / 39)
    found = _sums(articles).expected_accuracy()
    assert found is not None and found.value == pytest.approx(rows.mean())
    assert [found.low, found.high] == pytest.approx([rows.mean() - reach, rows.mean() + reach])


def test_where_all_are_equally_sure_there_is_no_doubt() -> None:
    found = _sums([np.array([0.7] * 3), np.array([0.7])]).expected_accuracy()
    assert found is not None and (found.value, found.low, found.high) == (0.7, 0.7, 0.7)


def test_one_article_has_no_interval_and_none_no_expectation() -> None:
    found = _sums([np.array([0.6, 0.8])]).expected_accuracy()
    assert found is not None and found.low is None and str(found) == "0.70"
    assert ConfidenceSums().expected_accuracy() is None


def test_it_is_the_accuracy_where_probabilities_are_calibrated() -> None:
    generator = np.random.default_rng(1)
    held = 0
    for _ in range(200):
        articles = [generator.uniform(0.4, 1, size=5) for _ in range(60)]
        right = np.mean([generator.random(5) < values for values in articles])
        found = _sums(articles).expected_accuracy()
        assert found is not None
        held += abs(found.value - right) < 3 * np.sqrt(right * (1 - right) / 300)
    assert held >= 198
