from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.agreement import Bootstrap, alpha_with_interval, krippendorff_alpha
from pipeline.agreement.krippendorff import one_against_rest
from tests.agreement.simulated import LABELS, confusion, simulated


def test_alpha_is_that_of_the_textbook() -> None:
    # Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, example B: nominal data, two observers, 0.692.
    first = ["a", "a", "b", "b", "d", "c", "c", "c", "e", "d", "d", "a"]
    second = ["b", "a", "b", "b", "b", "c", "c", "c", "e", "d", "d", "d"]
    units = {str(i): {"x": x, "y": y} for i, (x, y) in enumerate(zip(first, second, strict=True))}
    assert krippendorff_alpha(units) == pytest.approx(0.692, abs=0.001)


def test_alpha_is_not_measured_without_double_coding() -> None:
    assert krippendorff_alpha({"1": {"x": "favor"}}) is None


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=3),
        st.dictionaries(st.sampled_from("abcd"), st.sampled_from(LABELS), max_size=4),
        max_size=15,
    )
)
def test_alpha_is_that_of_nltk(judgements) -> None:
    from nltk.metrics.agreement import AnnotationTask

    triples = [(a, u, label) for u, cast in judgements.items() if len(cast) > 1 for a, label in cast.items()]
    found = krippendorff_alpha(judgements)
    if not triples:
        assert found is None
    elif len({label for _, _, label in triples}) == 1:
        assert found == 1
    else:
        assert found == pytest.approx(AnnotationTask(data=triples).alpha())


def test_the_interval_holds_the_right_alpha_as_often_as_it_says() -> None:
    pair = {"a": confusion(0.85), "b": confusion(0.8)}
    right = krippendorff_alpha(simulated(50_000, pair, seed=99).votes)
    held = 0
    for seed in range(60):
        measured = alpha_with_interval(simulated(120, pair, seed=seed).votes, bootstrap=Bootstrap(0.95, 300, seed))
        held += measured.low <= right <= measured.high
    assert held >= 53


def test_statements_of_one_article_are_drawn_together() -> None:
    votes = {f"{i}-{j}": {"a": LABELS[i % 2], "b": LABELS[i % 4 // 2 * 2]} for i in range(12) for j in range(10)}
    alone = alpha_with_interval(votes)
    together = alpha_with_interval(votes, {unit: unit.split("-")[0] for unit in votes})
    assert alone.value == together.value and (alone.clusters, together.clusters) == (120, 12)
    assert together.high - together.low > 2 * (alone.high - alone.low)


def test_one_article_gives_no_interval() -> None:
    measured = alpha_with_interval({"1": {"a": "x", "b": "y"}, "2": {"a": "x", "b": "x"}}, {"1": "A", "2": "A"})
    assert (measured.low, measured.high, measured.clusters) == (None, None, 1)
    assert str(measured) == f"{measured.value:.2f}" and str(alpha_with_interval({})) == "not measured"


def test_a_class_is_measured_against_the_rest() -> None:
    votes = {"1": {"a": "favor", "b": "favor"}, "2": {"a": "against", "b": "neutral"}}
    assert krippendorff_alpha(one_against_rest(votes, "favor")) == 1.0
    assert krippendorff_alpha(one_against_rest(votes, "against")) < 1.0


def test_many_units_take_no_time() -> None:
    votes = simulated(100_000, {"a": confusion(0.9), "b": confusion(0.9)}, seed=1).votes
    assert np.isfinite(krippendorff_alpha(votes))
