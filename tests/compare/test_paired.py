"""Statistics against other implementations, closed forms and simulated truth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, bootstrap
from sklearn.metrics import f1_score

from pipeline.compare.paired import draw, group_scores, holm, mcnemar, paired_difference
from pipeline.compare.run import RunGroup
from pipeline.compare.side import Side
from pipeline.evaluate.judgements import Judgements
from pipeline.records import Prediction
from pipeline.tasks import Task
from tests.compare.simulation import prediction, run, two_runs


def difference(one: list[Prediction], two: list[Prediction], metric: str = "accuracy", resamples: int = 500):
    drawn = [
        draw([Judgements.of(said, Task.stance)], resamples=resamples, seed=3, seed_stream=stream)
        for stream, said in ((1, one), (2, two))
    ]
    return paired_difference(*drawn, metric, 0.95)


def test_the_difference_is_scikit_learns() -> None:
    one, two = two_runs(1, accuracies=(0.6, 0.8))
    f1 = [f1_score([p.gold_stance for p in said], [p.stance for p in said], average="macro") for said in (one, two)]
    interval, p = difference(one, two, "macro_f1")
    assert interval.value == pytest.approx(f1[1] - f1[0])
    assert interval.low < interval.value < interval.high and p < 0.05


def test_with_one_example_an_article_the_interval_is_that_of_scipys_bootstrap() -> None:
    one, two = two_runs(2, articles=200, per_article=1, accuracies=(0.6, 0.7))
    right = [np.array([p.stance == p.gold_stance for p in said], dtype=float) for said in (one, two)]
    theirs = bootstrap(
        (right[1] - right[0],), np.mean, n_resamples=4000, method="percentile", rng=np.random.default_rng(0)
    ).confidence_interval
    ours, _ = difference(one, two, resamples=4000)
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=0.012)


@pytest.mark.slow
def test_the_interval_covers_the_true_difference_about_as_often_as_it_says() -> None:
    covered = []
    for seed in range(200):
        interval, _ = difference(*two_runs(seed, articles=50, accuracies=(0.6, 0.7)), resamples=300)
        covered.append(interval.low <= 0.1 <= interval.high)
    assert 0.90 <= np.mean(covered) <= 0.99


@pytest.mark.slow
def test_equal_models_are_seldom_called_different() -> None:
    called = [difference(*two_runs(seed, articles=50), resamples=300)[1] < 0.05 for seed in range(300)]
    assert 0.01 <= np.mean(called) <= 0.10


def test_treating_the_examples_of_an_article_as_independent_would_claim_too_much() -> None:
    generator = np.random.default_rng(4)
    gold = np.zeros(300, dtype=int)
    right = [np.repeat(generator.random(30) < 0.5, 10) for _ in range(2)]

    def said(which: int, article: int) -> list[Prediction]:
        return [prediction(i, f"a{i // article}", int(g), int(not right[which][i])) for i, g in enumerate(gold)]

    by_article, _ = difference(said(0, 10), said(1, 10))
    by_example, _ = difference(said(0, 1), said(1, 1))
    assert by_article.high - by_article.low > 2 * (by_example.high - by_example.low)


def test_the_same_predictions_differ_in_nothing() -> None:
    one, _ = two_runs(5)
    interval, p = difference(one, one)
    assert (interval.value, interval.low, interval.high, p) == (0, 0, 0, 1)


def test_several_seeds_widen_the_interval_and_show_their_spread() -> None:
    members = [two_runs(6, articles=40, accuracies=(0.7, a))[1] for a in (0.55, 0.7, 0.85)]
    group = RunGroup("g", [run(f"r{i}", said, parameters={"train.seed": str(i)}) for i, said in enumerate(members)])
    drawn = draw(Side.of(group).judged[Task.stance], resamples=2000)
    score = group_scores(drawn, 0.95)["accuracy"]
    each = [np.mean([p.stance == p.gold_stance for p in said]) for said in members]
    assert score.seeds.mean == pytest.approx(np.mean(each)) and score.seeds.deviation == pytest.approx(
        np.std(each, ddof=1)
    )
    assert score.seeds.low < score.seeds.mean < score.seeds.high
    assert drawn.by_article_and_seed["accuracy"].std() > 1.3 * drawn.by_article["accuracy"].std()


@pytest.mark.parametrize(("only_first", "only_second"), [(3, 9), (1, 0), (12, 12)])
def test_mcnemar_is_the_exact_binomial_test_where_few_differ(only_first: int, only_second: int) -> None:
    outcomes = [(0, 1)] * only_first + [(1, 0)] * only_second + [(0, 0)] * 20 + [(1, 1)] * 5
    one = [prediction(i, f"a{i}", 0, a) for i, (a, _) in enumerate(outcomes)]
    two = [prediction(i, f"a{i}", 0, b) for i, (_, b) in enumerate(outcomes)]
    result = mcnemar(Judgements.of(one, Task.stance), Judgements.of(two, Task.stance))
    n, k = only_first + only_second, min(only_first, only_second)
    assert (result.only_baseline_right, result.only_other_right) == (only_first, only_second)
    assert result.p_value == pytest.approx(min(1.0, 2 * binom.cdf(k, n, 0.5)))


def test_holm_multiplies_the_smallest_by_their_number() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([]) == []


@settings(max_examples=5)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_holm_is_that_of_statsmodels(p_values: list[float]) -> None:
    from statsmodels.stats.multitest import multipletests

    assert holm(p_values) == pytest.approx(list(multipletests(p_values, method="holm")[1]))
