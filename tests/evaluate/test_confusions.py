from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score

from pipeline.evaluate.confusions import Confusions, accuracy, class_codes, class_f1, macro_f1, matrices

GENERATOR = np.random.default_rng(0)
GOLD, SAID = GENERATOR.integers(0, 3, (2, 60))
ARTICLES = np.repeat(np.arange(12), 5)
COUNTED = Confusions.of(GOLD, SAID, ARTICLES, 12, 3)


def test_each_article_has_the_matrix_that_scikit_learn_counts() -> None:
    for article in range(12):
        chosen = article == ARTICLES
        np.testing.assert_array_equal(
            COUNTED.counts[article], confusion_matrix(GOLD[chosen], SAID[chosen], labels=range(3))
        )
    np.testing.assert_array_equal(matrices(COUNTED.table, 3), COUNTED.counts)


def test_scores_of_all_articles_are_scikit_learns() -> None:
    total = COUNTED.total()
    np.testing.assert_allclose(class_f1(total), f1_score(GOLD, SAID, average=None))
    assert macro_f1(total) == pytest.approx(f1_score(GOLD, SAID, average="macro"))
    assert accuracy(total) == pytest.approx(accuracy_score(GOLD, SAID))


def test_a_resample_counts_whole_articles() -> None:
    drawn = COUNTED.resampled(50, seed=1)
    assert drawn.shape == (50, 3, 3) and set(drawn.sum(axis=(1, 2))) == {60.0}


def test_examples_may_count_in_part() -> None:
    half = Confusions.of(GOLD, SAID, ARTICLES, 12, 3, np.full(60, 0.5))
    np.testing.assert_allclose(half.counts, COUNTED.counts / 2)


def test_nothing_counted_has_no_accuracy() -> None:
    nothing = np.array([], dtype=int)
    assert np.isnan(accuracy(Confusions.of(nothing, nothing, nothing, 0, 3).total()))


def test_labels_are_numbered_in_the_order_of_the_task() -> None:
    assert class_codes(["b", "a", "b"], ("a", "b")).tolist() == [1, 0, 1]
