"""What the rest of a text tells about a name: shared names, surnames, the state of Georgia."""

import pytest

from pipeline.countries.gazetteer import gazetteer


def named(text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.country) for m in gazetteer().find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Republic of Congo blamed Rwanda. The Congolese army waits.", "COG"),
        ("BRAZZAVILLE (Agency) - Congolese ministers met.", "COG"),
        ("KINSHASA - Congolese ministers met, Congo-Brazzaville and Brazzaville said.", "COD"),
        ("The DRC and the D.R.C.'s friends met. Congolese traders left.", "COD"),
        ("Congolese traders left.", "COD"),
        ("North Korea closed the road. Korean soldiers left.", "PRK"),
        ("SEOUL - Korean soldiers left.", "KOR"),
        ("Dominica held a vote. Dominican voters queued in Roseau.", "DMA"),
        ("Dominican voters queued.", "DOM"),
        ("BISSAU - Guinean soldiers left.", "GNB"),
        ("CONAKRY - Guinean soldiers left.", "GIN"),
        ("Guinean soldiers left.", "GIN"),
    ],
)
def test_a_shared_adjective_means_the_country_of_the_article(text: str, expected: str) -> None:
    assert [code for form, code in named(text) if form in ("Congolese", "Korean", "Dominican", "Guinean")] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Congressman Jim Jordan spoke. Jordan told the House that he was tired. They thanked Jordan.",
        "Michael B. Jordan sang. Jordan said it was a jewel.",
        "They met Vernon Jordan. Jordan said no.",
        "Gov. Jordan left. Jordan said no.",
        "Dmitri Georgia sang. Georgia said it was a jewel.",
        "Luís Montenegro won. Montenegro thanked voters.",
        "Chad Smith drummed. Smith said so.",
    ],
)
def test_a_surname_of_somebody_introduced_is_no_country(text: str) -> None:
    assert named(text) == []


def test_the_country_is_meant_where_the_text_has_named_it_since() -> None:
    text = "Jim Jordan flew to the Jordanian capital Amman. Jordan said that Israel was wrong."
    assert named(text)[-2:] == [("Jordan", "JOR"), ("Israel", "ISR")]
    assert named("Jim Jordan left. He lives in Jordan.") == [("Jordan", "JOR")]


@pytest.mark.parametrize("opener", ["Yesterday", "Tiny", "Help", "Sadly", "Visiting", "Why", "War-torn"])
def test_a_capital_that_opens_a_sentence_is_no_first_name(opener: str) -> None:
    assert named(f"{opener} Chad wept.") == [("Chad", "TCD")]


def test_a_state_of_georgia_is_one_in_the_whole_text() -> None:
    assert named("Voters in Atlanta, Georgia, waited. Turnout across Georgia was high. Georgia counts by hand.") == []
    text = "Georgia's premier left Tbilisi. He landed in Savannah, Georgia, on Monday. Georgia thanked its hosts."
    assert [code for _, code in named(text)] == ["GEO", "GEO", "GEO"]
    assert named("The governor of Georgia met the president of Georgia.") == [("Georgia", "GEO")]


def test_a_dateline_in_capitals_tells_the_state_from_the_country() -> None:
    text = "ATLANTA - Georgia sued the railway. Georgia officials said China had copied the bridges of Georgia."
    assert {mention.country for mention in gazetteer().find(text)} == {"CHN"}


def test_a_town_of_a_countrys_name_is_one_from_the_next_sentence_on() -> None:
    assert named("Lebanon, Ohio, has a mayor. Lebanon voted on Tuesday.") == []
    assert named("Cairo, Illinois, has bands; Cairo has debts.") == [("Cairo", "EGY")]
    text = "They live in Paris, Texas. The French capital is far. Paris is lovely."
    assert [code for _, code in named(text)] == ["FRA", "FRA"]


def test_a_family_of_that_name_is_no_country_later_on() -> None:
    assert named("The Holland family sued. Holland is a builder.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Voters in Georgia and Arizona queued. Georgia counts by hand.", []),
        ("They sued in Florida or Georgia.", []),
        ("Georgia and Armenia met Florida’s governor.", ["GEO", "ARM"]),
    ],
)
def test_beside_a_state_of_the_union_georgia_is_one(text: str, expected: list[str]) -> None:
    assert [code for _, code in named(text)] == expected
