"""The estimator against the authors' package, against statsmodels, and against closed forms."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ppi_py import ppi_mean_ci, ppi_mean_pointestimate
from scipy import stats
from statsmodels.regression.linear_model import OLS

from pipeline.estimate.confidence import ClusterSums, correct_shares
from tests.estimate.newsroom import News, news


def single_rows(seed: int, rows: int = 600, labels: int = 80) -> News:
    drawn = news(seed, rows, labels, rows_an_article=1)
    return News(np.arange(len(drawn.truth)), drawn.truth, drawn.predicted, drawn.labelled)


@pytest.mark.parametrize("power", [0.0, 0.4, 1.0])
def test_with_one_row_an_article_it_is_the_estimator_of_the_authors(power: float) -> None:
    drawn = single_rows(1)
    gold, seen = np.eye(3)[drawn.truth[drawn.labelled]], drawn.predicted[drawn.labelled]
    unseen = drawn.predicted[~drawn.labelled]
    ours = correct_shares(drawn.sums(), 0.95, power).corrected
    theirs = ppi_mean_pointestimate(gold, seen, unseen, lam=power)
    np.testing.assert_allclose(ours.share, theirs, rtol=0, atol=1e-12)

    def variance(rest: np.ndarray) -> np.ndarray:
        low, high = ppi_mean_ci(gold, seen, rest, alpha=0.05, lam=power)
        return ((high - low) / 2 / stats.norm.ppf(0.975)) ** 2

    # Theirs divides by n, ours by n - 1, in each of the two parts; a constant in place of the predictions leaves one part.
    of_error = variance(np.ones_like(unseen))
    n, others = len(gold), len(unseen)
    expected = of_error * n / (n - 1) + (variance(unseen) - of_error) * others / (others - 1)
    np.testing.assert_allclose(ours.standard_error**2, expected, rtol=1e-9)
    reach = stats.t.ppf(0.975, n - 1) * np.sqrt(expected)
    np.testing.assert_allclose(np.stack([ours.low, ours.high]), np.stack([theirs - reach, theirs + reach]), atol=1e-9)


def test_with_one_row_an_article_lambda_is_nearly_that_of_the_authors() -> None:
    drawn = single_rows(2, 4000, 500)
    gold, seen = np.eye(3)[drawn.truth[drawn.labelled]], drawn.predicted[drawn.labelled]
    weak = 0.3 * seen + 0.7 * np.random.default_rng(0).permuted(drawn.predicted, axis=0)[: len(seen)]
    mixed = drawn.predicted.copy()
    mixed[drawn.labelled] = weak
    mixed[~drawn.labelled] = 0.3 * mixed[~drawn.labelled] + 0.7 * np.random.default_rng(1).permuted(
        mixed[~drawn.labelled], axis=0
    )
    noisy = News(drawn.article, drawn.truth, mixed, drawn.labelled)
    ours = correct_shares(noisy.sums(), 0.95)
    theirs = ppi_mean_ci(gold, weak, mixed[~drawn.labelled], alpha=0.05)
    assert 0.1 < ours.power < 0.95
    np.testing.assert_allclose(np.stack([ours.corrected.low, ours.corrected.high]), np.stack(theirs), atol=0.004)


def test_the_labels_alone_have_the_interval_of_statsmodels() -> None:
    drawn = news(3, 120, 150)
    ours = correct_shares(drawn.sums(), 0.9).labels_only
    for index in range(3):
        fit = OLS((drawn.truth[drawn.labelled] == index).astype(float), np.ones(150)).fit(
            cov_type="cluster", cov_kwds={"groups": drawn.article[drawn.labelled]}, use_t=True
        )
        assert ours.share[index] == pytest.approx(fit.params[0], abs=1e-12)
        assert ours.standard_error[index] == pytest.approx(fit.bse[0], rel=1e-9)
        np.testing.assert_allclose([ours.low[index], ours.high[index]], fit.conf_int(0.1)[0], rtol=1e-9)


def test_articles_with_labelled_and_other_rows_have_the_variance_of_statsmodels() -> None:
    drawn = news(4, 60, 60, rows_an_article=8)
    # One row of every article is labelled, the others are not: every article is on both sides.
    labelled = np.concatenate([[True], np.diff(drawn.article) > 0])
    drawn = News(drawn.article, drawn.truth, drawn.predicted, labelled)
    alone = set(drawn.article[labelled]) - set(drawn.article[~labelled])
    keep = ~np.isin(drawn.article, list(alone))
    renumbered = np.unique(drawn.article[keep], return_inverse=True)[1]
    drawn = News(renumbered, drawn.truth[keep], drawn.predicted[keep], labelled[keep])
    articles, power = renumbered.max() + 1, 0.7
    ours = correct_shares(drawn.sums(), 0.95, power).corrected
    sides = np.stack([drawn.labelled, ~drawn.labelled], axis=1).astype(float)
    for index in range(3):
        error = (drawn.truth == index) - power * drawn.predicted[:, index]
        outcome = np.where(drawn.labelled, error, power * drawn.predicted[:, index])
        fit = OLS(outcome, sides).fit(cov_type="cluster", cov_kwds={"groups": drawn.article, "use_correction": False})
        variance = fit.cov_params().sum() * articles / (articles - 1)
        assert ours.share[index] == pytest.approx(fit.params.sum(), abs=1e-12)
        assert ours.standard_error[index] == pytest.approx(np.sqrt(variance), rel=1e-9)


def test_the_lambda_chosen_makes_the_variances_smallest() -> None:
    sums = news(5, 150, 90, skill=0.7).sums()

    def total_variance(power: float | None) -> float:
        return float((correct_shares(sums, 0.95, power).corrected.standard_error ** 2).sum())

    chosen = correct_shares(sums, 0.95).power
    assert 0.05 < chosen < 0.95
    assert total_variance(None) <= min(total_variance(power) for power in np.linspace(0, 1, 101)) + 1e-15


def test_perfect_predictions_are_as_good_as_labels_on_every_row() -> None:
    drawn = single_rows(6)
    perfect = News(drawn.article, drawn.truth, np.eye(3)[drawn.truth], drawn.labelled)
    result = correct_shares(perfect.sums(), 0.95, 1.0)
    rest = perfect.predicted[~drawn.labelled]
    np.testing.assert_allclose(result.corrected.share, rest.mean(axis=0), atol=1e-12)
    np.testing.assert_allclose(result.corrected.standard_error, rest.std(axis=0, ddof=1) / np.sqrt(len(rest)))
    assert (result.corrected.standard_error < result.labels_only.standard_error).all()


def test_predictions_that_say_nothing_leave_the_labels_alone() -> None:
    drawn = single_rows(7)
    same = News(drawn.article, drawn.truth, np.full_like(drawn.predicted, 1 / 3), drawn.labelled)
    result = correct_shares(same.sums(), 0.95)
    np.testing.assert_array_equal(result.corrected.share, result.labels_only.share)
    np.testing.assert_array_equal(result.corrected.low, result.labels_only.low)


def test_labels_of_one_class_have_the_exact_interval_not_an_empty_one() -> None:
    drawn = single_rows(8, 400, 40)
    one = News(drawn.article, np.ones_like(drawn.truth), drawn.predicted, drawn.labelled)
    result = correct_shares(one.sums(), 0.95)
    assert result.power == 0 and result.rare.all()
    np.testing.assert_array_equal(result.corrected.share, [0, 1, 0])
    np.testing.assert_allclose(result.corrected.low, [0, 0.025 ** (1 / 40), 0], atol=1e-12)
    np.testing.assert_allclose(result.corrected.high, [1 - 0.025 ** (1 / 40), 1, 1 - 0.025 ** (1 / 40)], atol=1e-12)


def test_the_check_of_the_sample_is_a_t_test_where_there_are_two_classes() -> None:
    drawn = single_rows(9)
    p = drawn.predicted[:, 0]
    two = np.stack([p, 1 - p], axis=1)
    gold = np.stack([drawn.truth == 0, drawn.truth != 0], axis=1).astype(float)
    seen, rest = drawn.labelled.astype(float), 1.0 - drawn.labelled
    sums = ClusterSums(rest, two * rest[:, None], seen, two * seen[:, None], gold * seen[:, None])
    a, b = p[drawn.labelled], p[~drawn.labelled]
    t = (a.mean() - b.mean()) / np.sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b))
    assert correct_shares(sums, 0.95).sample_p == pytest.approx(2 * stats.t.sf(abs(t), len(a) - 1), rel=1e-9)


def test_a_sample_of_what_the_classifier_found_hostile_is_no_random_sample() -> None:
    drawn = single_rows(10, 2000, 100)
    hostile = News(drawn.article, drawn.truth, drawn.predicted, np.argsort(np.argsort(-drawn.predicted[:, 1])) < 100)
    p = correct_shares(hostile.sums(), 0.95).sample_p
    honest = correct_shares(drawn.sums(), 0.95).sample_p
    assert p is not None and p < 1e-6
    assert honest is not None and honest > 0.001


@settings(max_examples=60)
@given(
    seed=st.integers(0, 10_000),
    articles=st.integers(12, 60),
    labels=st.integers(2, 12),
    whole=st.booleans(),
    skill=st.floats(0, 4),
    bias=st.floats(-3, 3),
    confidence=st.floats(0.5, 0.999),
)
def test_shares_are_shares(
    seed: int, articles: int, labels: int, whole: bool, skill: float, bias: float, confidence: float
) -> None:
    drawn = news(seed, articles, labels, whole_articles=whole, skill=skill, bias=bias)
    if len(set(drawn.article[drawn.labelled])) < 2:
        return
    result = correct_shares(drawn.sums(), confidence)
    assert 0 <= result.power <= 1
    for shares in (result.corrected, result.labels_only):
        assert shares.share.sum() == pytest.approx(1, abs=1e-12)
        assert (shares.low >= 0).all() and (shares.high <= 1).all()
        assert (shares.low <= shares.share).all() and (shares.share <= shares.high).all()
    order = np.random.default_rng(seed).permutation(len(drawn.truth))
    again = News(drawn.article[order], drawn.truth[order], drawn.predicted[order], drawn.labelled[order])
    shuffled = correct_shares(again.sums(), confidence)
    np.testing.assert_allclose(shuffled.corrected.share, result.corrected.share, atol=1e-9)
    np.testing.assert_allclose(shuffled.corrected.high, result.corrected.high, atol=1e-9)
