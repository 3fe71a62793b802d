"""What an interval promises, tried out on news whose true shares are known."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

from pipeline.estimate.confidence import correct_shares
from tests.estimate.newsroom import CLASSES, news

REPETITIONS = 600


@dataclass(frozen=True)
class Design:
    articles: int
    labels: int
    whole_articles: bool
    skill: float


@dataclass(frozen=True)
class Trial:
    """Shares of intervals that hold the truth, a class each, and mean widths."""

    corrected: np.ndarray
    labels_only: np.ndarray
    naive: np.ndarray
    corrected_width: float
    labels_width: float
    bias: np.ndarray


@cache
def true_shares() -> np.ndarray:
    return np.bincount(news(0, 300_000, 0).truth, minlength=CLASSES) / len(news(0, 300_000, 0).truth)


@cache
def trial(design: Design) -> Trial:
    truth = true_shares()
    held, widths, errors = [], [], []
    for seed in range(1, REPETITIONS + 1):
        drawn = news(seed, design.articles, design.labels, whole_articles=design.whole_articles, skill=design.skill)
        result = correct_shares(drawn.sums(), 0.95)
        counts = np.bincount(drawn.predicted.argmax(axis=1), minlength=CLASSES)
        low, high = proportion_confint(counts, counts.sum(), method="wilson")
        intervals = [
            (result.corrected.low, result.corrected.high),
            (result.labels_only.low, result.labels_only.high),
            (low, high),
        ]
        held.append([(low <= truth) & (truth <= high) for low, high in intervals])
        widths.append([(high - low).mean() for low, high in intervals])
        errors.append(result.corrected.share - truth)
    coverage, width = np.mean(held, axis=0), np.mean(widths, axis=0)
    return Trial(*coverage, width[0], width[1], np.mean(errors, axis=0))


GOOD_ROWS = Design(articles=300, labels=100, whole_articles=False, skill=2.0)
DESIGNS = [
    pytest.param(GOOD_ROWS, id="a good classifier, 100 rows"),
    pytest.param(Design(300, 40, True, 2.0), id="a good classifier, 40 whole articles"),
    pytest.param(Design(300, 100, False, 0.5), id="a bad classifier, 100 rows"),
]


@pytest.mark.parametrize("design", DESIGNS)
def test_corrected_intervals_hold_the_truth_as_often_as_they_say(design: Design) -> None:
    result = trial(design)
    assert ((result.corrected > 0.92) & (result.corrected < 0.98)).all(), result.corrected
    assert (abs(result.bias) < 0.01).all(), result.bias


@pytest.mark.parametrize("design", DESIGNS)
def test_naive_intervals_hardly_ever_do(design: Design) -> None:
    result = trial(design)
    assert result.naive.mean() < 0.3 and result.naive[1] < 0.05, result.naive


def test_good_predictions_make_the_interval_narrower_and_bad_ones_hardly_wider() -> None:
    good, bad = trial(GOOD_ROWS), trial(Design(300, 100, False, 0.5))
    assert good.corrected_width < 0.75 * good.labels_width
    assert bad.corrected_width < 1.01 * bad.labels_width


def test_few_labelled_articles_still_hold() -> None:
    result = trial(Design(200, 15, False, 2.0))
    assert (result.corrected > 0.92).all(), result.corrected


@pytest.mark.slow
def test_taking_rows_of_one_article_for_independent_would_not_do() -> None:
    """The same estimate, with every row as an article of its own: too narrow where whole articles are labelled."""
    truth, held = true_shares(), []
    for seed in range(1, REPETITIONS + 1):
        drawn = news(seed, 300, 20, whole_articles=True, rows_an_article=12)
        alone = type(drawn)(np.arange(len(drawn.truth)), drawn.truth, drawn.predicted, drawn.labelled)
        result = correct_shares(alone.sums(), 0.95).labels_only
        held.append((result.low <= truth) & (truth <= result.high))
    assert np.mean(held) < 0.9
