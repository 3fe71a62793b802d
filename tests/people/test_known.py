"""People whose country every reader knows, by the day."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from pipeline.countries.gazetteer import known_codes, organisation_codes
from pipeline.languages import language
from pipeline.languages.lexicon import read_rows
from pipeline.people.known import KNOWN, KnownPeople, known_people, normalised
from pipeline.people.people import People
from pipeline.reading import Reading


def row(name: str, country: str, since: str = "", until: str = "", leader: str = "", short: str = "") -> dict[str, str]:
    return {"name": name, "country": country, "since": since, "until": until, "leader": leader, "short": short}


PEOPLE = KnownPeople(
    [
        row("Ines Valdo", "PER", "2010-01-01", "2014-12-31", "yes"),
        row("Ines Valdo", "EUE", "2016-01-01"),
        row("Ole Brand", "NOR", "2001-01-01", "2009-12-31", "yes", "Brand"),
    ]
)


@pytest.mark.parametrize(
    "day, country",
    [("2012-05-05", "PER"), ("2015-06-01", "PER"), ("2020-01-01", "EUE"), (None, None), ("2001-01-01", None)],
)
def test_the_office_of_the_day_counts_and_then_the_last_before(day: str | None, country: str | None) -> None:
    assert PEOPLE.country("Inés Valdo", day) == country


def test_a_former_leader_keeps_the_country_and_leads_it_no_more() -> None:
    assert PEOPLE.country("Ole K. Brand", "2024-01-01") == "NOR"
    assert PEOPLE.leads("Ole Brand", "2005-01-01") == "NOR"
    assert PEOPLE.leads("Ole Brand", "2024-01-01") is None
    assert PEOPLE.full_name("Brand") == "Ole Brand" and PEOPLE.full_name("Valdo") is None


@pytest.mark.parametrize("written", ["Aleksandar Vučić", "ALEKSANDAR VUCIC", "Aleksandar B. Vucic"])
def test_accents_capitals_and_initials_make_no_other_name(written: str) -> None:
    assert normalised(written) == "aleksandar vucic"


def test_the_table_has_codes_and_days_that_exist() -> None:
    rows = read_rows(files("pipeline.people").joinpath("known.csv"))
    codes = known_codes() | organisation_codes()
    assert len(rows) > 10_000
    for entry in rows:
        assert entry["country"] in codes, entry
        assert all(re.fullmatch(r"(\d{4}-\d\d-\d\d)?", entry[column]) for column in ("since", "until")), entry


def country_of(text: str, name: str, day: str | None = None) -> tuple[str | None, str | None]:
    people = Reading(text, language("en"), day).once(People).people
    return next((p.country, p.country_source) for p in people if p.name == name)


def test_the_table_is_asked_only_where_the_article_says_nothing() -> None:
    assert country_of("Vladimir Putin spoke.", "Vladimir Putin") == ("RUS", KNOWN)
    assert country_of("The Chilean poet Vladimir Putin spoke.", "Vladimir Putin") == ("CHL", "title")


@pytest.mark.parametrize(
    "text",
    [
        "While Mrs. Merkel spoke, it rained.",
        "That Merkel won is plain.",
        "Envoys Hold Talks With Merkel In Berlin",
        "Then came Merkel again.",
    ],
)
def test_words_with_a_capital_beside_a_name_are_not_part_of_it(text: str) -> None:
    assert country_of(text, "Angela Merkel") == ("DEU", KNOWN)


def test_the_best_known_bearer_of_a_name_has_the_surname_alone() -> None:
    text = "Benjamin Netanyahu and Sara Netanyahu came to the opening of the hall. Netanyahu spoke."
    people = Reading(text, language("en")).once(People).people
    assert {person.name: len(person.mentions) for person in people} == {"Benjamin Netanyahu": 2, "Sara Netanyahu": 1}


def test_the_table_of_the_package_tells_who_leads_by_the_day() -> None:
    assert known_people().country("Jens Stoltenberg") == "NAT"
    assert known_people().leads("Donald Trump", "2018-01-01") == "USA"
    assert known_people().leads("Donald Trump", "2016-05-01") is None
