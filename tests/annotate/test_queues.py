"""Queues draw what they say, as probably as they say."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.annotate.draws import even, proportional, systematic
from pipeline.annotate.queues import QUEUES, Pool, draw, entropy
from pipeline.arrays import FloatArray
from pipeline.errors import PipelineError

SIZE = 60


def pool() -> Pool:
    generator = np.random.default_rng(0)
    judged = generator.dirichlet([0.4, 0.4, 0.4], SIZE)
    words = ["reef", "tariff", "envoy", "harbour", "visa"]
    return Pool(
        SIZE,
        [f"T{min(number // 4, 9)}" for number in range(SIZE)],
        lambda: [f"{words[number % 5]} {words[number % 3]} number{number}" for number in range(SIZE)],
        lambda: judged,
        lambda: np.linspace(0, 1, SIZE),
    )


# `diverse` draws as `balanced` does, from groups that take long to find.
@pytest.mark.parametrize("queue", [queue for queue in QUEUES if queue != "diverse"])
def test_the_probabilities_told_are_those_of_many_draws(queue: str) -> None:
    drawn = [draw(queue, pool(), 12, seed) for seed in range(2000)]
    counts, told = np.zeros(SIZE), np.zeros(SIZE)
    for one in drawn:
        assert len(set(one.places.tolist())) == 12
        counts[one.places] += 1
        told[one.places] = one.probabilities
    met = counts > 0
    expected = told[met] * len(drawn)
    error = np.sqrt(expected * (1 - told[met]) + 1e-9)
    assert (np.abs(counts[met] - expected) < 4.5 * error + 1e-6).all()


@pytest.mark.parametrize("queue", QUEUES)
def test_a_draw_follows_from_its_seed(queue: str) -> None:
    first, again = draw(queue, pool(), 10, 3), draw(queue, pool(), 10, 3)
    assert first.places.tolist() == again.places.tolist()


@pytest.mark.parametrize("queue", QUEUES)
def test_where_fewer_are_there_than_asked_for_all_are_drawn(queue: str) -> None:
    drawn = draw(queue, pool(), 1000, 0)
    assert sorted(drawn.places.tolist()) == list(range(SIZE))
    assert drawn.probabilities == pytest.approx(1)


def test_the_unsure_are_drawn_more_often_but_none_never() -> None:
    sizes = entropy(pool().probabilities())
    found = proportional(0.9 * sizes / sizes.mean() + 0.1, 12)
    assert found.sum() == pytest.approx(12)
    assert found[np.argmax(sizes)] > 3 * found[np.argmin(sizes)] > 0


def test_small_strata_are_taken_whole_and_large_ones_alike() -> None:
    strata = np.array([0] * 2 + [1] * 20 + [2] * 40)
    found = even(strata, 22)
    of_strata = [found[strata == number].sum() for number in range(3)]
    assert of_strata == pytest.approx([2, 10, 10])


def test_each_stratum_gives_its_expected_number_or_one_beside() -> None:
    strata = np.arange(60) // 10
    probabilities: FloatArray = even(strata, 15)
    for seed in range(50):
        drawn = systematic(probabilities, np.random.default_rng(seed), strata)
        assert set(np.bincount(strata[drawn.places], minlength=6).tolist()) <= {2, 3}


def test_an_unknown_queue_is_told_with_those_that_there_are() -> None:
    with pytest.raises(PipelineError, match="Did you mean 'uncertain'"):
        draw("uncertian", pool(), 3, 0)
