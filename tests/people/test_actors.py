"""Who acts for a country in a text."""

from __future__ import annotations

import pytest

from pipeline.languages import language
from pipeline.people.actors import CHANNEL, LEADER, PERSON, Actors
from pipeline.reading import Reading


def actors(text: str, day: str | None = None) -> list[tuple[str, str, str]]:
    found = Reading(text, language("en"), day).once(Actors).all
    return [(text[actor.start : actor.end], actor.country, actor.sort) for actor in found]


def test_countries_and_people_come_in_the_order_of_the_text() -> None:
    assert actors("Peru praised Angela Merkel, and Chile did not.", "2015-01-01") == [
        ("Peru", "PER", "name"),
        ("Angela Merkel", "DEU", LEADER),
        ("Chile", "CHL", "name"),
    ]


def test_who_no_longer_leads_is_a_person_of_the_country() -> None:
    assert actors("Angela Merkel wrote to Peru.", "2024-01-01")[0] == ("Angela Merkel", "DEU", PERSON)


@pytest.mark.parametrize("pronoun, sort", [("He", LEADER), ("She", None)])
def test_a_pronoun_means_the_person_named_before_if_the_gender_allows(pronoun: str, sort: str | None) -> None:
    text = f"Mr. Vladimir Putin met Peru's envoy. {pronoun} left."
    assert [(w, c) for w, c, s in actors(text, "2020-01-01") if w == pronoun] == ([(pronoun, "RUS")] if sort else [])


def test_a_pronoun_looks_back_no_more_than_two_sentences() -> None:
    text = "Vladimir Putin met Peru's envoy. It rained. It snowed. It froze. He left."
    assert "He" not in [word for word, _, _ in actors(text, "2020-01-01")]


@pytest.mark.parametrize(
    "text",
    [
        "The minister was quoted as saying so by the Argentine daily La Costa.",
        "The minister told the Peruvian weekly that it was over.",
        "According to Turkish state television, the ships have left.",
        "In an interview with Qatar's Al Jazeera she spoke of peace.",
    ],
)
def test_whose_medium_passes_on_the_words_only_says_so(text: str) -> None:
    (found,) = actors(text)
    assert found[2] == CHANNEL


def test_a_medium_that_is_spoken_of_is_no_channel() -> None:
    assert actors("She accused Peruvian media of lying.") == [("Peruvian", "PER", "adjective")]


@pytest.mark.parametrize(
    "text",
    [
        "In an interview with the Peruvian opposition weekly La Costa she spoke of peace.",
        "The speech was broadcast by Iranian state-run television.",
        "She told Peruvian reporters that it was over.",
        "The minister said in comments to the Kenyan daily that it was over.",
        "According to Iran's semi-official Fars news agency, it was over.",
        "She told Germany's Rheinische Post newspaper that it was over.",
        "She told Israel's Channel 12 that it was over.",
        "She told France's BFM television that it was over.",
        "She told Germany's Saarbrücker Zeitung that it was over.",
        "She told the Kenyan Lakeside Observer that it was over.",
        "She was quoted by the Finnish agency STT as saying that it was over.",
    ],
)
def test_words_of_a_medium_may_stand_between(text: str) -> None:
    assert actors(text)[0][2] == CHANNEL


@pytest.mark.parametrize(
    "text",
    [
        "An official in Iran told Reuters that it was over.",
        "Officials in Russia told reporters from the newspaper that it was over.",
        "It was an ultimatum to Iran state media reported on Monday.",
        "The attack was condemned by China and state media.",
        "He said to Israel that media lied.",
        "The attacks by Russia on television towers went on.",
        "The sanctions imposed by China on several newspapers went on.",
        "The ban imposed by Russia on independent media went on.",
        "The crackdown in Iran on independent media went on.",
        "The ban on Russian media went on.",
        "He told Iran reporters had lied.",
        "He told German Chancellor Anna Kell newspapers had lied.",
        "He told Germany's Foreign Minister Anna Kell newspapers had lied.",
        "He told Israel's Ann Lee that it was over.",
        "He told Israel that Channel 12 had lied.",
    ],
)
def test_a_country_near_a_medium_still_acts(text: str) -> None:
    assert CHANNEL not in [sort for _, _, sort in actors(text)]
