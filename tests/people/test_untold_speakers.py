"""Phrases that name a title or a country and yet mean somebody else."""

import pytest

from tests.people.told import last_of_iran


def last_speaker(text: str) -> tuple[str | None, str | None]:
    """Who says "… said Iran had lied." at the end of a text, and their country."""
    found = last_of_iran(text)
    return found.speaker, found.speaker_country


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("A police spokesman", "police spokesman"),
        ("Another spokesman", "Another spokesman"),
        ("Two spokesmen", "Two spokesmen"),
        ("The spokesman", "Omar Haddad"),
        ("That spokesman", "Omar Haddad"),
        ("Their spokesman", "Their spokesman"),
    ],
)
def test_a_spokesman_is_nobody_who_was_named_before(phrase: str, name: str) -> None:
    assert last_speaker(f"Kenyan spokesman Omar Haddad slept. {phrase} said Iran had lied.")[0] == name


@pytest.mark.parametrize(
    ("phrase", "country"),
    [
        ("Ukraine's allies", None),
        ("U.S. allies", None),
        ("Some of China's closest neighbours", None),
        ("Israel's critics", None),
        ("The U.S. ally Poland", "POL"),
        ("Peru and its allies", "PER"),
        ("Peru's experts", "PER"),
        ("Peru's students", "PER"),
        ("Peruvian critics", "PER"),
        ("NATO allies", "NAT"),
        ("Peru's minister for allies", "PER"),
    ],
)
def test_allies_of_a_country_are_others(phrase: str, country: str | None) -> None:
    assert last_speaker(f"{phrase} said Iran had lied.")[1] == country
