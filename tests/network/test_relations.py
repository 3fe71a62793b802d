from __future__ import annotations

import numpy as np
import pytest

from pipeline.network.relations import RELATION_STANCES, REVERSED_RELATIONS, TrainingText, stance_probabilities


def test_a_label_allows_the_classes_that_agree_with_it() -> None:
    assert TrainingText("x", relation=4).allowed().tolist() == [0, 0, 0, 0, 1, 0, 0, 0, 0, 0]
    assert TrainingText("x", stance="neutral").allowed().tolist() == [1, 0, 1, 0, 1, 0, 0, 0, 0, 0]
    assert TrainingText("x", stance="against", sentiment="negative").allowed().tolist() == [
        0,
        0,
        0,
        1,
        0,
        0,
        1,
        0,
        0,
        0,
    ]
    assert TrainingText("x", reported=True).allowed().tolist() == [0, 0, 0, 0, 0, 0, 0, 0, 1, 0]
    assert TrainingText("x", reported=False).allowed().tolist() == [0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    with pytest.raises(ValueError, match="no stance"):
        TrainingText("x", stance="hostile").allowed()


def test_reversing_a_relation_twice_gives_it_back() -> None:
    assert [REVERSED_RELATIONS[REVERSED_RELATIONS[i]] for i in range(5)] == list(range(5))
    for relation, stance in enumerate(RELATION_STANCES):
        if stance != "neutral":
            assert RELATION_STANCES[REVERSED_RELATIONS[relation]] == "neutral"


def test_stances_gather_the_relations_that_mean_them() -> None:
    relations = np.array([[0.1, 0.2, 0.3, 0.15, 0.25]])
    np.testing.assert_allclose(stance_probabilities(relations, ["favor", "against", "neutral"]), [[0.2, 0.15, 0.65]])
