"""What the linear judge sees of a pair."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.pair_features import N_FEATURES, features_of

MARKED = st.lists(st.sampled_from(["‹TARGET›", "‹SPEAKER›", "‹OTHER›", "praised", "the", "“"]), max_size=30).map(
    " ".join
)


@given(MARKED, st.lists(st.text(max_size=5), max_size=4))
def test_any_text_has_features_and_the_same_whatever_stands_beside_it(masked: str, circumstances: list[str]) -> None:
    alone = features_of([(masked, circumstances)])
    beside = features_of([("‹SPEAKER› met ‹TARGET›", ["foreign"]), (masked, circumstances)])[1]
    assert alone.shape == (1, N_FEATURES)
    assert np.array_equal(alone.toarray(), beside.toarray())


def distance(one: str, other: str) -> float:
    first, second = features_of([(one, ["foreign"]), (other, ["foreign"])]).toarray()
    return float(np.abs(first - second).sum())


def test_who_does_it_to_whom_makes_a_difference() -> None:
    assert distance("‹SPEAKER› blamed ‹TARGET›", "‹TARGET› blamed ‹SPEAKER›") > 0


def test_the_words_between_the_nearest_two_count() -> None:
    near = "‹SPEAKER› met them, and later ‹SPEAKER› thanked ‹TARGET› for it"
    far = "‹SPEAKER› thanked them, and later ‹SPEAKER› met ‹TARGET› for it"
    assert distance(near, far) > 0


def test_circumstances_count_one_by_one() -> None:
    one, two = features_of([("‹TARGET›", ["own"]), ("‹TARGET›", ["own", "headline:True"])])
    assert np.abs(two - one).sum() == 1
