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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Monday Israel accused Iran.", ["ISR", "IRN"]),
        ("In January India banned the boats.", ["IND"]),
        ("The deal of April Turkey would not sign.", ["TUR"]),
        ("They held talks in Turkey Monday.", ["TUR"]),
        ("They say that June Jordan wrote it.", []),
        ("They say that April Israel wrote it.", []),
    ],
)
def test_days_and_months_beside_a_country_make_no_name_of_it(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Israel Strikes Iran Nuclear Sites", ["ISR", "IRN"]),
        ("India Slams China Over Border Clash", ["IND", "CHN"]),
        ("Trump Warns Turkey Over Syria", ["TUR", "SYR"]),
        ("Rebels Attack Chad", ["TCD"]),
        ("Chad Smith Drums For Charity Band", []),
        ("Critics Praise Chad Smith For Drums", []),
        ("Michael Jordan Says He Was Tired", []),
        ("Georgia Bans Guns After Atlanta Vote", []),
    ],
)
def test_a_country_in_a_headline_stands_between_words_in_capitals(line: str, expected: list[str]) -> None:
    assert codes(f"{line}\n\nIt rained.") == expected
    assert codes(f"It rained.\n{line}\n") == expected
