from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.agreement import Prior, dawid_skene
from pipeline.errors import PipelineError
from tests.agreement.simulated import LABELS, confusion, simulated

PLAIN = Prior(votes=0, classes=0)
FIVE = {name: confusion(accuracy) for name, accuracy in zip("abcde", (0.9, 0.8, 0.7, 0.6, 0.5), strict=True)}


def test_without_a_prior_it_finds_what_crowd_kit_finds() -> None:
    from crowdkit.aggregation import DawidSkene

    four = {name: confusion(accuracy) for name, accuracy in zip("abcd", (0.95, 0.9, 0.85, 0.8), strict=True)}
    made = simulated(80, four, seed=3, judged=0.8)
    made = {unit: cast for unit, cast in made.votes.items() if len(cast) > 1}
    rows = [(unit, worker, label) for unit, cast in made.items() for worker, label in cast.items()]
    theirs = DawidSkene(n_iter=200, tol=1e-11)
    theirs.fit(pd.DataFrame(rows, columns=["task", "worker", "label"]))
    ours = dawid_skene(made, LABELS, PLAIN)
    for unit in ours:
        for label, probability in ours.posterior(unit).items():
            assert probability == pytest.approx(theirs.probas_.loc[unit, label], abs=1e-4)
    for worker in four:
        for i, true in enumerate(LABELS):
            told = [theirs.errors_.loc[(worker, given), true] for given in LABELS]
            assert ours.confusion(worker)[i] == pytest.approx(told, abs=1e-4)
    assert ours.prevalence == pytest.approx(dict(theirs.priors_), abs=1e-4)


def test_it_finds_how_good_each_annotator_is() -> None:
    found = dawid_skene(simulated(3000, FIVE, seed=1, judged=0.8).votes, LABELS)
    for name, matrix in FIVE.items():
        assert found.confusion(name) == pytest.approx(matrix, abs=0.06)
        low, high = found.accuracy_interval(name)
        assert low <= found.accuracy(name) <= high and high - low < 0.1


def test_a_good_annotator_outweighs_three_poor_ones() -> None:
    made = simulated(2000, {"good": confusion(0.95), **{f"poor {i}": confusion(0.5) for i in range(4)}}, seed=2)
    outvoted = [
        u for u, cast in made.votes.items() if max(map(list(cast.values()).count, set(LABELS) - {cast["good"]})) > 2
    ]
    found = dawid_skene(made.votes, LABELS)
    assert len(outvoted) > 100
    assert np.mean([found.label(unit) == made.truth[unit] for unit in outvoted]) > 0.75


@pytest.mark.slow
@pytest.mark.parametrize("units", [100, 400])
def test_the_intervals_hold_the_right_probability_as_often_as_they_say(units: int) -> None:
    inside = total = 0
    for seed in range(12):
        made = simulated(units, FIVE, seed=seed, judged=0.7)
        found = dawid_skene(made.votes, LABELS, seed=seed)
        for unit in found:
            low, high = found.interval(unit)
            right = made.right_posterior(unit)[LABELS.index(found.label(unit))]
            inside += low <= right <= high
            total += 1
    assert 0.90 < inside / total < 0.99


def test_probabilities_come_true_as_often_as_they_say() -> None:
    made = simulated(12_000, FIVE, seed=5, judged=0.5)
    found = dawid_skene(made.votes, LABELS)
    for low in (0.5, 0.7, 0.9):
        group = [unit for unit in found if low <= found.confidence(unit) < low + 0.1]
        right = np.mean([found.label(unit) == made.truth[unit] for unit in group])
        said = np.mean([found.confidence(unit) for unit in group])
        assert len(group) > 100 and right == pytest.approx(said, abs=0.06)


def test_more_votes_make_an_interval_narrower() -> None:
    widths = []
    for units in (50, 2000):
        votes = {**simulated(units, FIVE, seed=8).votes, "asked": {"a": "favor", "b": "favor", "c": "against"}}
        low, high = dawid_skene(votes, LABELS).interval("asked")
        widths.append(high - low)
    assert widths[1] < widths[0] / 2


def test_equal_input_gives_equal_output_in_whatever_order_it_comes() -> None:
    votes = simulated(200, FIVE, seed=4, judged=0.6).votes
    turned = {unit: dict(reversed(list(cast.items()))) for unit, cast in reversed(list(votes.items()))}
    first, second = dawid_skene(votes, LABELS), dawid_skene(turned, LABELS)
    assert [(first.label(u), first.interval(u)) for u in first] == [
        (second.label(u), second.interval(u)) for u in second
    ]
    assert first.units == second.units == tuple(sorted(votes))


def test_a_known_label_stands_and_teaches_how_good_the_annotators_are() -> None:
    votes = {f"u{i}": {"wrong": "favor", "right": "against"} for i in range(30)}
    known = {f"u{i}": "against" for i in range(10)}
    found = dawid_skene(votes, LABELS, known=known)
    assert found.posterior("u0") == {"favor": 0.0, "against": 1.0, "neutral": 0.0}
    assert found.label("u29") == "against" and found.confidence("u29") > 0.9
    assert found.accuracy("right") > 0.8 > 0.3 > found.accuracy("wrong")


def test_the_silence_of_a_rule_tells_something_only_where_it_is_said_to() -> None:
    made = simulated(2000, {name: confusion(0.8) for name in "abc"}, seed=6, prevalence=(0.1, 0.3, 0.6))
    rng = np.random.default_rng(106)
    votes = {
        unit: {**cast, "rule:against": "against"}
        if (made.truth[unit] == "against" and rng.random() < 0.5) or rng.random() < 0.02
        else cast
        for unit, cast in made.votes.items()
    }
    asked = next(u for u, c in votes.items() if sorted(c.values()) == ["against", "against", "neutral", "neutral"])
    deaf = dawid_skene(votes, LABELS).posterior(asked)["against"]
    found = dawid_skene(votes, LABELS, silent={"rule:against"})
    # By Bayes' rule from how the votes were made: 0.3 · 0.8 · 0.1² · 0.51 against 0.6 · 0.8² · 0.1 · 0.02.
    assert deaf < 0.2 and found.posterior(asked)["against"] == pytest.approx(0.61, abs=0.15)


def test_who_disagree_for_no_reason_leave_the_last_label() -> None:
    found = dawid_skene({"1": {"a": "favor", "b": "neutral"}, "2": {"a": "neutral", "b": "favor"}}, LABELS)
    assert {found.label("1"), found.label("2")} == {"neutral"}


def test_a_unit_without_votes_gets_the_shares_of_the_labels() -> None:
    votes = {**simulated(300, FIVE, seed=9).votes, "none": {}}
    found = dawid_skene(votes, LABELS)
    assert found.posterior("none") == pytest.approx(found.prevalence, abs=1e-6)
    assert found.votes("a") == 300


@given(
    votes=st.dictionaries(
        st.text(min_size=1, max_size=4),
        st.dictionaries(st.sampled_from("abc"), st.sampled_from(LABELS), max_size=3),
        min_size=1,
        max_size=12,
    ),
    strength=st.sampled_from([0.0, 1.0, 5.0]),
)
@settings(max_examples=25)
def test_whatever_the_votes_probabilities_add_up_and_lie_in_their_intervals(votes, strength) -> None:
    if not any(votes.values()):
        with pytest.raises(PipelineError, match="no votes"):
            dawid_skene(votes, LABELS)
        return
    found = dawid_skene(votes, LABELS, Prior(votes=strength, classes=strength))
    assert sum(found.prevalence.values()) == pytest.approx(1)
    for unit in found:
        low, high = found.interval(unit)
        assert sum(found.posterior(unit).values()) == pytest.approx(1)
        assert 0 <= low <= found.confidence(unit) <= high <= 1
    for annotator in found.annotators:
        assert found.confusion(annotator).sum(axis=1) == pytest.approx(np.ones(3))


def test_a_vote_for_no_label_is_named() -> None:
    with pytest.raises(PipelineError, match=r"'7' has the label 'favour'.*Did you mean 'favor'"):
        dawid_skene({"7": {"a": "favour"}}, LABELS)


@pytest.mark.slow
def test_a_hundred_thousand_units_of_five_annotators_take_seconds() -> None:
    votes = simulated(100_000, FIVE, seed=0, judged=0.8).votes
    begun = time.process_time()
    found = dawid_skene(votes, LABELS)
    found.interval("u00000")
    assert time.process_time() - begun < 10
