"""Institutions: those of one country, and those of which many have one of the name."""

from __future__ import annotations

import pytest

from pipeline.config import load_config
from pipeline.countries.gazetteer import known_codes
from pipeline.extract import StatementExtractor
from pipeline.languages import language
from pipeline.people.home import home_country
from pipeline.people.institutions import institutions_within
from pipeline.reading import Reading
from pipeline.records import Article

EXTRACTOR = StatementExtractor(load_config().extract.model_copy(update={"pairs": "named"}))


def country(text: str, url: str | None = None) -> tuple[str | None, str | None]:
    article = Article("id", "a", ["a"], url, None, None, None, "en", [], text, "id")
    (extracted,) = EXTRACTOR.extract([article])
    last = extracted.statements[-1]
    return last.speaker_country, last.speaker_country_source


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("NEW DELHI, May 3 (PTI) -- Congress leader Anil Rao said China had lied.", ("IND", "dateline")),
        ("ISLAMABAD - A Supreme Court judge said Iran had lied.", ("PAK", "dateline")),
        (
            "Narendra Modi met Rahul Gandhi. Mr. Modi left. A senator in Congress said Iran had lied.",
            ("IND", "article"),
        ),
        # Who has none of the name does not get one by where the article was written.
        ("NAIROBI - Republicans said Iran had lied.", ("USA", "known")),
        ("Republican senator Adam Steen said Iran had lied.", ("USA", "known")),
        ("Two Democrats said Iran had lied.", ("USA", "known")),
        ("WASHINGTON - Supreme Court judges said Iran had lied.", ("USA", "known")),
        ("KINSHASA - Fidesz said Iran had lied.", ("HUN", "known")),
    ],
)
def test_a_shared_name_is_that_of_the_articles_country(text: str, told: tuple[str, str]) -> None:
    assert country(text) == told


def test_the_outlet_tells_whose_a_shared_institution_is() -> None:
    text = "A Supreme Court judge said Iran had lied."
    assert country(text, "https://news.example.pl/1") == ("POL", "outlet")
    assert country(text) == ("USA", "known")


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Top Democrats and many Republicans met.", ["Democrats", "Republicans"]),
        ("Angered Republicans left. Ohio Republicans stayed.", ["Republicans", "Ohio", "Republicans"]),
        ("He saw Democratic Senator Ann Steen.", ["Democratic"]),
        ("Georgia and Alabama met. Georgia voted.", ["Georgia", "Alabama", "Georgia"]),
        ("Tbilisi voted. Georgia voted.", []),
        ("Georgia Clarke, a nurse, voted. Clarke left.", []),
        ("The Social Democrats met the Kurdistan Democratic Party.", []),
        ("The Republican Unity Movement met a Republican Guard officer.", []),
        ("The Syrian Democratic Forces left the Democratic Republic of Congo.", []),
    ],
)
def test_a_longer_name_is_another(text: str, forms: list[str]) -> None:
    reading = Reading(text, language("en"))
    assert [each.form for each in institutions_within(reading, 0, len(text))] == forms


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("Congress met. The Supreme Court waited. Congress left.", None),
        ("Congress met in Ohio. The Senate waited.", "USA"),
        # Either may be meant.
        ("Congress met in Ohio. The Senate waited. Narendra Modi spoke.", None),
        ("NEW DELHI - Congress met in Ohio. The Supreme Court waited.", None),
    ],
)
def test_a_shared_name_speaks_for_no_home_by_itself(text: str, home: str | None) -> None:
    assert home_country(Reading(text, language("en"))) == home


def test_the_table_has_codes_that_exist() -> None:
    rows = language("en").institutions
    codes = {code for row in rows for code in [row["country"], *row["shared"].split(";")]}
    assert codes - {"", "*"} <= known_codes()
    assert len({row["form"] for row in rows}) == len(rows)
