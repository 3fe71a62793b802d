"""An adjective that only tells who ruled the country named behind it."""

import pytest

from pipeline.countries.gazetteer import gazetteer


def codes(text: str) -> list[str]:
    return [mention.country for mention in gazetteer().find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He was born in Danish Greenland.", ["GRL"]),
        ("Settlers left British Mauritius and Italian Somalia.", ["MUS", "SOM"]),
        ("Turkish Cyprus’s leader met Portuguese Angola's.", ["CYP", "AGO"]),
        ("The British Mauritius was poor.", ["GBR", "MUS"]),
    ],
)
def test_the_country_named_behind_it_is_meant(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The German Ukraine envoy left.", ["DEU", "UKR"]),
        ("An Italian Iran-born singer won.", ["ITA"]),
        ("German, Kenyan and Danish traders left Peru.", ["DEU", "KEN", "DNK", "PER"]),
    ],
)
def test_an_adjective_of_somebody_else_stays(text: str, expected: list[str]) -> None:
    assert codes(text) == expected
