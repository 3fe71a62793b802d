"""Agreements and meetings that are called by a city."""

import pytest

from pipeline.countries.gazetteer import gazetteer


def codes(text: str) -> list[str]:
    return [mention.country for mention in gazetteer().find(text)]


@pytest.mark.parametrize(
    "event",
    [
        "the Paris agreement",
        "the 1993 Oslo accords",
        "the Algiers peace agreement",
        "the Treaty of Asunción",
        "the Rome statute",
        "the Beijing Winter Games",
        "the Havana film festival",
        "the Bucharest summit",
        "the Minsk II agreement",
    ],
)
def test_a_city_that_an_event_is_called_by_is_no_country(event: str) -> None:
    assert codes(f"They praised {event} in Kenya.") == ["KEN"]


@pytest.mark.parametrize(
    "text",
    [
        "The minister told Paris agreement was far off.",
        "Paris talks to nobody.",
        "The Paris government signed the agreement.",
        "He flew to Paris. Agreement was far off.",
    ],
)
def test_a_city_beside_the_word_for_an_event_still_means_the_country(text: str) -> None:
    assert codes(text) == ["FRA"]


def test_an_office_calls_no_event_by_its_name() -> None:
    assert codes("The Kremlin declaration was short.") == ["RUS"]
