from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.ceiling import label_ceiling, perfect_accuracy, votes_of
from pipeline.label.gold import Conflict
from pipeline.records import STANCES, GoldExample
from pipeline.tasks import Task


def gold(number: int, stance: str, source: str) -> GoldExample:
    return GoldExample(
        f"e{number}", "s", "a", f"a{number // 3}", "USA", False, "direct", None, None, None, "t", "m", stance, "neutral", source, 1.0
    )  # fmt: skip


@given(st.floats(0.34, 1.0), st.integers(2, 6))
def test_the_formula_undoes_what_the_model_of_annotators_says(p: float, classes: int) -> None:
    if p > 1 / classes:
        agreement = p**2 + (1 - p) ** 2 / (classes - 1)
        assert perfect_accuracy(agreement, classes) == pytest.approx(p, abs=1e-6)


def test_simulated_annotators_agree_as_the_ceiling_assumes() -> None:
    generator = np.random.default_rng(0)
    truth = generator.integers(0, 3, 3000)
    said = [
        np.where(generator.random(3000) < 0.85, truth, (truth + generator.integers(1, 3, 3000)) % 3) for _ in range(2)
    ]
    votes = [
        (gold(i, STANCES[truth[i]], "x+y"), {"x": STANCES[said[0][i]], "y": STANCES[said[1][i]]}) for i in range(3000)
    ]
    ceiling = label_ceiling(votes, Task.stance, resamples=200)
    assert ceiling is not None and ceiling.examples == 3000
    assert ceiling.perfect_accuracy == pytest.approx(0.85, abs=0.02)
    assert ceiling.accuracy.value == pytest.approx(np.mean(said[0] == said[1]))
    assert ceiling.accuracy.low < ceiling.accuracy.value < ceiling.accuracy.high


def test_votes_come_from_the_conflicts_and_from_agreement_where_there_is_none() -> None:
    examples = [gold(0, "favor", "x+y"), gold(1, "neutral", "x+y"), gold(2, "against", "x")]
    votes = {"x": {"stance": "favor"}, "y": {"stance": "against"}}
    conflict = Conflict("e1", "USA", "t", votes, "neutral", "neutral")
    found = votes_of(examples, [conflict], Task.stance)
    assert [votes for _, votes in found] == [{"x": "favor", "y": "favor"}, {"x": "favor", "y": "against"}]


def test_labels_of_one_annotator_have_no_ceiling() -> None:
    assert label_ceiling(votes_of([gold(0, "favor", "x")], [], Task.stance), Task.stance) is None
