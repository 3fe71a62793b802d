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
        ("They live in Cairo, Georgia.", []),
        ("They live in Tbilisi, Georgia.", ["GEO", "GEO"]),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He met the Iranian Oil Minister on Monday.", ["IRN"]),
        ("He met the Iranian Deputy Oil Minister on Monday.", ["IRN"]),
        ("He met the Peruvian Mining Minister on Monday.", ["PER"]),
        ("The Ukrainian Air Force said so.", ["UKR"]),
        ("The Royal Saudi Air Force said so.", ["SAU"]),
        ("They met the Israeli War Cabinet.", ["ISR"]),
        ("The American Lamp Company said so.", []),
        ("The Peruvian Mining Company said so.", []),
        ("The Iranian Oil Company said so.", []),
        ("The Austrian Airlines Group said so.", []),
        ("The Chinese Oil Chief said so.", []),
    ],
)
def test_an_office_or_body_of_the_state_is_no_firm(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("New US tariffs punish Brazil.", ["USA", "BRA"]),
        ("They met New French Prime Minister Ann Roth.", ["FRA"]),
        ("New Britain is an island.", []),
        ("He flew to New Chad by sea.", []),
        ("They say Air Peru is late.", []),
        ("The River Niger is low.", []),
    ],
)
def test_new_before_a_country_is_an_attribute(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They lost confidence in Israeli Prime Minister Dan Levi.", ["ISR"]),
        ("They trust in French President Ann Roth.", ["FRA"]),
        ("It was written in French.", []),
        ("She speaks German Tuesdays.", []),
    ],
)
def test_a_nationality_before_a_title_is_no_language(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [("Russia Strikes Ukraine Capital", ["RUS", "UKR"]), ("Seoul Dynamics Fires Hundred Workers", [])],
)
def test_a_headline_writes_common_words_of_firms_with_a_capital(line: str, expected: list[str]) -> None:
    assert codes(f"{line}\n\nIt rained.") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Niger rose near Mopti.", []),
        ("They fished in the Niger and bathed in the Jordan.", []),
        ("The Niger junta left.", ["NER"]),
        ("Niger rose against the Jordan government.", ["NER", "JOR"]),
        ("At Thanksgiving Turkey is eaten.", []),
        ("Turkey dinners are dear.", []),
    ],
)
def test_rivers_and_birds_are_no_countries(text: str, expected: list[str]) -> None:
    assert codes(text) == expected
