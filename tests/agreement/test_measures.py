"""Pairs, drift, probable mistakes and planning."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from pipeline.agreement import Alpha, alpha_with_interval, dawid_skene
from pipeline.agreement.drift import alpha_by_week, drifting, stretches
from pipeline.agreement.pairs import pairs_of
from pipeline.agreement.power import annotators_needed, reliability_of, simulated_accuracy, units_needed
from pipeline.agreement.suspects import suspects
from pipeline.errors import PipelineError
from tests.agreement.simulated import LABELS, confusion, simulated

THREE = {"a": confusion(0.9), "b": confusion(0.8), "c": confusion(0.7)}


def test_kappa_of_each_pair_is_that_of_scikit_learn() -> None:
    votes = simulated(200, THREE, seed=1, judged=0.7).votes
    pairs = pairs_of(votes)
    assert {(p.first, p.second) for p in pairs} == {("a", "b"), ("a", "c"), ("b", "c")}
    for pair in pairs:
        both = [cast for cast in votes.values() if pair.first in cast and pair.second in cast]
        first, second = ([cast[name] for cast in both] for name in (pair.first, pair.second))
        assert pair.units == len(both) and pair.share == pytest.approx(np.mean(np.equal(first, second)))
        assert pair.kappa == pytest.approx(cohen_kappa_score(first, second))
        assert pair.low < pair.kappa < pair.high


def test_an_annotator_who_tires_is_seen() -> None:
    made = simulated(300, {"steady": confusion(0.95), "third": confusion(0.95)}, seed=2).votes
    rng = np.random.default_rng(102)
    for i, cast in enumerate(made.values()):
        cast["tired"] = cast["steady"] if i < 150 else LABELS[rng.integers(3)]
    times = {unit: dict.fromkeys(cast, f"2026-11-{1 + i // 15:02}") for i, (unit, cast) in enumerate(made.items())}
    rows = stretches(made, times)
    assert "tired" in drifting(rows)
    tired = [row.share for row in rows if row.annotator == "tired"]
    assert len(tired) == 3 and tired[0] > 0.8 > 0.5 > tired[2]
    weeks = alpha_by_week(made, times)
    assert list(weeks) == sorted(weeks) and weeks["2026-W44"].value > weeks["2026-W47"].value


def test_who_stays_the_same_does_not_drift() -> None:
    made = simulated(300, THREE, seed=3).votes
    times = {unit: dict.fromkeys(cast, f"{i:05}") for i, (unit, cast) in enumerate(made.items())}
    assert drifting(stretches(made, times)) == [] and alpha_by_week(made, times) == {}


def test_swapped_labels_are_the_first_suspects() -> None:
    made = simulated(400, {name: confusion(0.97) for name in "abc"}, seed=4)
    swapped = [f"u{i:05}" for i in range(0, 400, 40)]
    for unit in swapped:
        made.votes[unit] = {"a": "favor" if made.truth[unit] != "favor" else "against"} | dict.fromkeys(
            "bc", made.truth[unit]
        )
    found = suspects(dawid_skene(made.votes, LABELS), annotators={"a"})
    assert set(swapped) <= {suspect.unit for suspect in found[:25]}
    first = next(s for s in found if s.unit == swapped[0])
    assert first.likely == made.truth[swapped[0]] and first.own < 0.05 < 0.9 < first.probability


def test_where_nobody_else_judged_nothing_raises_doubt() -> None:
    votes = simulated(200, {"a": confusion(0.95), "b": confusion(0.95)}, seed=5).votes | {"alone": {"a": "favor"}}
    found = dawid_skene(votes, LABELS)
    assert "alone" not in {s.unit for s in suspects(found)}


def test_spearman_and_brown_are_turned_round() -> None:
    assert annotators_needed(0.6, 0.8) == 3 and annotators_needed(0.9, 0.8) == 1 and annotators_needed(1.0, 0.99) == 1
    for alpha in (0.2, 0.5, 0.7):
        needed = annotators_needed(alpha, 0.85)
        assert reliability_of(needed, alpha) >= 0.85 - 1e-9 > reliability_of(needed - 1, alpha) - 1e-9
    with pytest.raises(PipelineError, match="Mend the codebook"):
        annotators_needed(0.0, 0.8)
    with pytest.raises(PipelineError, match="between 0 and 1"):
        annotators_needed(0.5, 1.0)


def test_four_times_the_units_halve_the_interval() -> None:
    assert units_needed(Alpha(0.7, 0.6, 0.8, 100, 50), 0.1) == pytest.approx(400, abs=1)
    assert units_needed(Alpha(0.7, None, None, 100, 1), 0.1) is None
    pair = {"a": confusion(0.85), "b": confusion(0.8)}
    few = alpha_with_interval(simulated(150, pair, seed=6).votes)
    wanted = (few.high - few.low) / 2
    many = alpha_with_interval(simulated(units_needed(few, wanted), pair, seed=7).votes)
    assert many.high - many.low == pytest.approx(wanted, rel=0.35)


def test_more_annotators_give_more_right_labels_as_many_as_they_really_do() -> None:
    made = simulated(4000, dict.fromkeys("abc", confusion(0.75)), seed=8)
    found = dawid_skene(made.votes, LABELS)
    shares = simulated_accuracy(found, 5)
    assert shares[0] < shares[2] < shares[4]
    really = np.mean([found.label(unit) == made.truth[unit] for unit in found])
    assert shares[2] == pytest.approx(really, abs=0.03)


def test_units_that_one_judged_alone_do_not_teach_how_that_one_errs() -> None:
    made = simulated(200, {"a": confusion(0.95), "b": confusion(0.95)}, seed=9).votes
    rng = np.random.default_rng(109)
    alone = {f"alone {i}": {"c": LABELS[rng.choice(3, p=[0.1, 0.7, 0.2])]} for i in range(2000)}
    found = dawid_skene(made | alone, LABELS)
    assert found.votes("c") == 2000 and found.compared("c") == 0
    assert all(found.label(unit) == cast["c"] for unit, cast in alone.items())
    assert found.confusion("c") == pytest.approx(confusion(0.76), abs=1e-6)
