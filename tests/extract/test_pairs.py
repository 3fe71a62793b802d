"""Which ordered pairs of holder and target a sentence brings together."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.attributions.methods import make_finder
from pipeline.countries.gazetteer import known_codes, organisation_codes
from pipeline.extract.pair import Pair
from pipeline.extract.pairs import Pairs, frame_of
from pipeline.languages import language
from pipeline.masking import MARKERS
from pipeline.people.home import HOME
from pipeline.people.speakers import SpeakerResolver
from pipeline.reading import Reading

CODES = known_codes() | organisation_codes()


def pairs_of(text: str, day: str | None = None) -> tuple[Pairs, list[Pair]]:
    reading = Reading(text, language("en"), day)
    pairs = Pairs(reading, make_finder("rules").find(reading), SpeakerResolver(reading), CODES)
    return pairs, list(pairs)


def told(text: str, day: str | None = None) -> set[tuple[str | None, str]]:
    return {(pair.holder.speaker.country, pair.target) for pair in pairs_of(text, day)[1]}


def test_both_directions_of_two_countries_in_a_sentence() -> None:
    assert {("PER", "CHL"), ("CHL", "PER")} <= told("Peru recalled its envoy from Chile.")


def test_bodies_are_holders_and_targets() -> None:
    assert {("EUE", "BLR"), ("BLR", "EUE")} <= told("The European Union put sanctions on Belarus.")


def test_the_sentence_before_names_the_target_of_a_quotation() -> None:
    text = "Norway closed its port to the boats. “They have failed us,” Peru's minister said."
    _, found = pairs_of(text)
    pair = next(p for p in found if p.target == "NOR" and p.holder.speaker.country == "PER")
    assert text[pair.sentence.start :].startswith("“They") and pair.passage.start == 0


def test_who_leads_a_country_stands_for_it_and_a_candidate_does_not() -> None:
    text = "Peru called Donald Trump a liar."
    assert ("PER", "USA") in told(text, "2018-05-05")
    assert ("PER", "USA") not in told(text, "2016-05-05")


def test_a_speaker_without_a_country_is_at_home_where_most_people_of_the_article_are() -> None:
    text = "Angela Merkel met Olaf Scholz. The Bundestag waited. “Peru lies,” said Jan Lubitz, a baker."
    holders = {p.holder.speaker.name: p.holder.speaker for p in pairs_of(text)[1] if p.target == "PER"}
    assert (holders["Jan Lubitz"].country, holders["Jan Lubitz"].country_source) == ("DEU", HOME)


def test_holder_target_and_others_are_marked_and_a_holder_named_before_opens_the_sentence() -> None:
    text = "Peru's minister, Ana Ruiz, spoke. “Chile and Fiji are friends,” she said."
    pairs, found = pairs_of(text)
    pair = next(p for p in found if p.target == "CHL" and p.holder.speaker.country == "PER")
    roles = [(text[start:end], role) for start, end, _, role in pairs.roles(pair)]
    assert ("Chile", "target") in roles and ("Fiji", "other") in roles
    assert any(role == "speaker" for _, role in roles)
    assert set(MARKERS) >= {role for _, role in roles}


@pytest.mark.parametrize(
    ("told", "marked"),
    [
        ("Chile's ambassador", "Chile's ambassador"),
        ("the Chilean delegation in Lima", "the Chilean delegation"),
        ("the foreign minister of Chile on Monday", "the foreign minister of Chile"),
        ("Chilean president Luis Vera", "Chilean"),
        ("Chile's farmers", "Chile"),
    ],
)
def test_to_whom_a_quotation_is_spoken_for_a_country_is_the_target(told: str, marked: str) -> None:
    text = f"“You have failed us,” Peruvian minister Ana Ruiz told {told}."
    pairs, found = pairs_of(text)
    pair = next(p for p in found if (p.holder.speaker.country, p.target) == ("PER", "CHL"))
    assert marked in [text[start:end] for start, end, _, role in pairs.roles(pair) if role == "target"]


def test_headlines_and_alleged_acts_are_told() -> None:
    text = "Peru thanks Chile\n\nPeru's minister said Chile had attacked Fiji."
    pairs, found = pairs_of(text)
    assert {pairs.is_headline(p.sentence) for p in found if p.sentence.start == 0} == {True}
    assert any(pairs.is_alleged(p) for p in found if p.holder.speaker.country == "CHL" and p.target == "FJI")


@given(
    st.lists(
        st.sampled_from(
            ["Peru ", "Chile's ", "“", "” ", "he said ", "\n\n", "the EU ", ". ", "Putin ", "both countries "]
        ),
        max_size=14,
    )
)
def test_mentions_of_any_text_are_in_order_and_lie_in_the_passage(parts: list[str]) -> None:
    text = "".join(parts)
    pairs, found = pairs_of(text)
    for pair in found:
        roles = pairs.roles(pair)
        assert roles == sorted(roles)
        assert all(pair.passage.start <= start <= end <= pair.passage.end for start, end, _, _ in roles)
        assert all(one[1] <= other[0] for one, other in pairwise(roles))
        assert any(role == "target" for _, _, _, role in roles)


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Norway condemned attacks by Russia on Ukrainian television towers.", ("NOR", "RUS")),
        ("Norway condemned the sanctions imposed by China on several newspapers.", ("NOR", "CHN")),
        ("France denounced the ban imposed by Russia on independent media.", ("FRA", "RUS")),
        ("Norway said it rejected the crackdown in Iran on independent media.", ("NOR", "IRN")),
    ],
)
def test_who_does_something_to_media_is_a_target(text: str, pair: tuple[str, str]) -> None:
    assert pair in told(text)


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Iran and Saudi Arabia said they would restore diplomatic relations.", ("IRN", "SAU")),
        ("Turkey and Israel vowed to deepen their ties.", ("TUR", "ISR")),
        ("Japan and South Korea announced the end of their trade dispute.", ("JPN", "KOR")),
        ("Norway and Sweden praised their mutual friendship.", ("NOR", "SWE")),
        ("Serbia and Kosovo condemned the other side's provocations.", ("SRB", "XKX")),
    ],
)
def test_what_two_say_together_of_nobody_else_may_be_of_one_another(text: str, pair: tuple[str, str]) -> None:
    assert {pair, pair[::-1]} <= told(text)


def test_what_two_say_together_of_a_third_is_not_of_one_another() -> None:
    assert told("Iran and Saudi Arabia said that Qatar had lied.") & {("IRN", "SAU"), ("SAU", "IRN")} == set()


def test_what_two_do_together_to_a_third_they_do_not_do_to_one_another() -> None:
    pairs = told("Fiji and Nauru closed their ports to Palau.")
    assert {("FJI", "PLW"), ("NRU", "PLW")} <= pairs
    assert not {("FJI", "NRU"), ("NRU", "FJI")} & pairs


def test_a_colon_is_no_word_of_a_statement() -> None:
    text = "Fijian minister: “Nauru is a friend.”"
    reading = Reading(text, language("en"))
    (attribution,) = make_finder("tagger").find(reading)
    frame = frame_of(attribution, text)
    assert text[frame.start : frame.end] == "Nauru is a friend."
