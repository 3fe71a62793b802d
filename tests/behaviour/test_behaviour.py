"""The behavioural cases, and what the shipped models make of them."""

from __future__ import annotations

from collections import Counter

import pytest

from pipeline.countries.gazetteer import known_codes
from pipeline.evaluate.behaviour import behaviour_cases, judge_cases, masked_case, pass_rates
from pipeline.model.folder import load_model
from pipeline.model.packaged import packaged_model
from pipeline.model.trained import TrainedModel
from pipeline.records import STANCES

PARTS = ("behaviour", "behaviour-blind")


@pytest.fixture(scope="module")
def encoder() -> TrainedModel:
    return load_model(packaged_model("encoder"))


@pytest.mark.parametrize("part", PARTS)
def test_the_cases_are_well_formed(part: str) -> None:
    cases = behaviour_cases(part)
    counts = Counter(case.capability for case in cases)
    assert len(counts) == 15 and min(counts.values()) >= 15
    assert {case.stance for case in cases} == set(STANCES)
    assert {case.target for case in cases} <= known_codes()
    assert len({(case.text, case.target) for case in cases}) == len(cases)


@pytest.mark.parametrize("part", PARTS)
def test_nearly_every_target_is_found(part: str) -> None:
    # A country that stands in a name alone is rightly none.
    cases = [case for case in behaviour_cases(part) if case.capability != "country_in_name"]
    assert sum(masked_case(case) is not None for case in cases) / len(cases) >= 0.97


@pytest.mark.slow
def test_the_shipped_encoder_does_better_than_the_linear_model(encoder: TrainedModel) -> None:
    cases = behaviour_cases()
    rates = pass_rates(cases, lambda cases: judge_cases(encoder, cases))
    linear = load_model(packaged_model("linear"))
    assert rates["all"].value > 0.65 > pass_rates(cases, lambda cases: judge_cases(linear, cases))["all"].value
    assert set(rates) == {"all", *(case.capability for case in cases)}
