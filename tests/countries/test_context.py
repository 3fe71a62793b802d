"""What the words beside the name of a country say about it."""

import pytest

from pipeline.countries.gazetteer import gazetteer


def named(text: str) -> list[tuple[str, str]]:
    """Each form of a country in a text, and the country."""
    return [(text[m.start : m.end], m.country) for m in gazetteer().find(text)]


def codes(text: str) -> list[str]:
    return [code for _, code in named(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NATO invited Ukraine, Georgia and Moldova.", ["NAT", "UKR", "GEO", "MDA"]),
        ("Armenia, Georgia and Azerbaijan met Russia.", ["ARM", "GEO", "AZE", "RUS"]),
        ("They live in Peru, Indiana.", []),
        ("They live in Athens, Georgia.", []),
    ],
)
def test_a_country_before_a_comma_and_georgia_is_one_of_a_list(text: str, expected: list[str]) -> None:
    assert codes(text) == expected
