"""Two people behind two countries."""

import pytest

from pipeline.languages import language
from pipeline.people.people import People
from pipeline.reading import Reading


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The presidents of Peru and Chile, Ana Soto and Luis Vera, met.", ["PER", "CHL"]),
        ("The Peruvian and Chilean foreign ministers, Ana Soto and Luis Vera, met.", ["PER", "CHL"]),
        ("Ana Soto slept. The Peruvian and Chilean ministers Ana Soto and Luis Vera met.", ["PER", "CHL"]),
        ("In Peru and Chile, Ana Soto and Luis Vera met.", [None, None]),
        ("The ships of Peru and Chile, Ana Soto and Luis Vera, met.", [None, None]),
        ("The presidents of Peru and Chile met Ana Soto and Luis Vera.", [None, None]),
    ],
)
def test_each_is_of_the_country_in_its_place(text: str, expected: list[str | None]) -> None:
    assert [person.country for person in Reading(text, language("en")).once(People).people] == expected
