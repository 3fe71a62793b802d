"""Paragraphs that a country speaks by the label before them."""

import pytest

from pipeline.attributions.country_turns import country_turns
from pipeline.languages import language
from pipeline.reading import Reading


def speaking(text: str) -> list[str]:
    return [text[slice(*voice.source)] for voice in country_turns(Reading(text, language("en")))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fiji: We expect Nauru to act\n\nIt rained.", ["Fiji"]),
        ("Who is to blame?\n\nFiji: Nauru left. We stayed.\n\nNauru: Fiji hates us.", ["Fiji", "Nauru"]),
        ("Fiji: Nauru is lying\n\nIt rained.", ["Fiji"]),
        ("Suva: Nauru must leave\n\nIt rained.", ["Suva"]),
        ("Fiji: “We” is a word.\n\nIt rained.", []),
        ("Fiji: Nauru bombs a port\n\nIt rained.", []),
        ("Fiji: What we know of the flood\n\nIt rained.", []),
        ("Fiji: Nauru hates us.\n\nIt rained.", []),
        ("Fiji: Fiji must leave\n\nIt rained.", []),
        ("Fiji 2:1 Nauru is over\n\nIt rained.", []),
        ("The Fijian view: We must go.", []),
    ],
)
def test_a_country_speaks_of_us_or_judges_another(text: str, expected: list[str]) -> None:
    assert speaking(text) == expected
