"""The country of the place in a dateline."""

from __future__ import annotations

import pytest

from pipeline.countries.datelines import dateline_country, dateline_places
from pipeline.countries.gazetteer import known_codes
from pipeline.languages import language


@pytest.mark.parametrize(
    ("dateline", "told", "country"),
    [
        ("LIMA, Peru - ", True, "PER"),
        ("PORT-AU-PRINCE (AP) — ", True, "HTI"),
        ("ISTANBUL (Reuters) - ", True, "TUR"),
        ("SYDNEY, May 3 (AP) — ", True, "AUS"),
        ("ISTANBUL/LONDON (Reuters) - ", True, "TUR"),
        ("MUMBAI: ", True, "IND"),
        # A city of that name elsewhere is not that of the list.
        ("SYDNEY, Nova Scotia (AP) — ", False, None),
        # Who meets there is of no country.
        ("UNITED NATIONS (AP) — ", True, None),
        ("EXCLUSIVE - ", False, None),
    ],
)
def test_a_dateline_tells_where_it_was_written(dateline: str, told: bool, country: str | None) -> None:
    assert dateline_country(dateline, language("en")) == (told, country)


def test_offices_are_no_places() -> None:
    places = dateline_places(language("en"))
    assert {"ISLAMABAD", "LONDON", "KARACHI"} <= places
    assert places.isdisjoint({"KREMLIN", "WHITE HOUSE", "JORDAN"})


def test_the_cities_are_of_countries_and_no_seats() -> None:
    english = language("en")
    forms = [row["form"] for row in english.cities]
    assert len(forms) == len(set(forms))
    assert {row["country"] for row in english.cities} <= known_codes(english)
    assert {row["form"] for row in english.gazetteer if row["sort"] == "seat"}.isdisjoint(forms)
