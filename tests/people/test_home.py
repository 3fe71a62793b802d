"""Where the people of an article are at home."""

from __future__ import annotations

import pytest

from pipeline.languages import language
from pipeline.people.home import home_country
from pipeline.reading import Reading


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Angela Merkel met Olaf Scholz. The Bundestag waited. A baker spoke.", "DEU"),
        ("Angela Merkel met Olaf Scholz. Angela Merkel left.", "DEU"),
        ("Angela Merkel met Olaf Scholz.", None),
        ("Angela Merkel spoke. Angela Merkel left. Angela Merkel came back.", None),
        ("Angela Merkel met Olaf Scholz, Emmanuel Macron, Narendra Modi and Joko Widodo.", None),
        ("Ohio Democrats met in the Senate.", "USA"),
        ("LIMA, Peru - Economists met.", None),
        ("Nobody came.", None),
    ],
)
def test_most_of_several_people_and_institutions_speak_for_it(text: str, country: str | None) -> None:
    assert home_country(Reading(text, language("en"))) == country
