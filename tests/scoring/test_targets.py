"""The targets that a user asks for by code or by name."""

import pytest

from pipeline.errors import PipelineError
from pipeline.scoring.targets import read_targets


@pytest.mark.parametrize(("given", "code"), [("eu", "EUE"), ("nato", "NAT"), ("Usa", "USA"), ("peru", "PER")])
def test_codes_and_names_may_be_in_small_letters(given: str, code: str) -> None:
    assert read_targets(given) == {code}


@pytest.mark.parametrize(("given", "meant"), [("irm", "IR"), ("iram", "Ira"), ("germny", "Germany"), ("eux", "EUE")])
def test_what_was_mistyped_is_compared_with_codes_and_names(given: str, meant: str) -> None:
    with pytest.raises(PipelineError, match=f"Did you mean '{meant}"):
        read_targets(given)
