"""Where an article comes from, for speakers of whom nothing else is said."""

from __future__ import annotations

import pytest

from tests.people.told import statements


@pytest.mark.parametrize(
    ("text", "country", "content"),
    [
        ("ISLAMABAD: India has lied, a foreign ministry spokesman said.", "PAK", "India has lied"),
        ("DUBAI: Iran must pay, officials said.", "ARE", "Iran must pay"),
        ("ISTANBUL (Reuters) - Police said Russia was bluffing.", "TUR", "Russia was bluffing"),
        ("EXCLUSIVE - Guns fell silent.\n\nLIMA - Police said Chile was bluffing.", "PER", "Chile was bluffing"),
        ("PORT-AU-PRINCE (AP) — Police said Chile was bluffing.", "HTI", "Chile was bluffing"),
    ],
)
def test_officials_are_of_the_place_of_the_dateline(text: str, country: str, content: str) -> None:
    last = statements(text, "https://news.example.co.uk/1")[-1]
    assert (last.speaker_country, last.speaker_country_source) == (country, "dateline")
    assert text[last.start : last.end].strip(" ,.") == content


def test_the_place_of_a_dateline_speaks_for_nobody() -> None:
    assert not [s for s in statements("LONDON: Iran has condemned Israel, a baker said.") if s.speaker_country == "GBR"]


def test_a_dateline_of_the_united_nations_tells_no_country() -> None:
    text = "UNITED NATIONS (AP) — Police said Chile was bluffing.\n\nLIMA - It rained."
    assert statements(text)[-1].speaker_country is None


def test_who_is_called_like_a_city_still_speaks_in_a_transcript() -> None:
    text = "PARIS: I say that Uganda is a thief.\n\nKIPTOO: Why?\n\nPARIS: Uganda has robbed us."
    assert {s.speaker for s in statements(text)} == {"PARIS"}
