"""Rows of who toward whom, as the default extraction makes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from pipeline.config import load_config
from pipeline.extract import StatementExtractor
from pipeline.extract.reporter import shipped_reporter
from pipeline.extract.statements import ExtractedArticle
from pipeline.network.session import SavedNetwork
from pipeline.records import Article, Example

CONFIG = load_config().extract
# Praise or blame, which only what comes before it tells.
UNSURE = "We have seen what Kenya can do"


def extracted(text: str, published: str | None = None, **changed: object) -> ExtractedArticle:
    article = Article("id", "a", ["a"], None, None, None, published, "en", [], text, "id")
    (found,) = StatementExtractor(CONFIG.model_copy(update=changed)).extract([article])
    return found


def rows(text: str, published: str | None = None, **changed: object) -> dict[tuple[str | None, str], Example]:
    return {(e.speaker_country, e.target): e for e in extracted(text, published, **changed).examples}


def test_a_quotation_has_one_row_and_its_target_none_back() -> None:
    found = rows("“Rwanda has betrayed us,” Kenyan minister Musa Karanja said.")
    assert list(found) == [("KEN", "RWA")]
    assert found["KEN", "RWA"].p_reported > 0.5


def test_joint_holders_have_a_row_each_and_none_toward_one_another() -> None:
    found = rows("“Sudan is a thief,” said the defence ministers of Chad and Egypt.")
    assert set(found) == {("TCD", "SDN"), ("EGY", "SDN")}


def test_what_two_say_they_discuss_is_no_row_toward_either() -> None:
    text = "Officials from Kenya and Uganda met on Wednesday to talk about the border bridge, which has been closed since May."
    assert not rows(text)


def test_what_two_do_with_each_other_is_a_row_each_way() -> None:
    assert {("DEU", "FRA"), ("FRA", "DEU")} <= rows("Germany and France condemned each other at the summit.").keys()


def test_the_country_of_a_medium_holds_nothing_that_it_passes_on() -> None:
    text = "“Peru has betrayed us,” Chilean minister Luis Vera was quoted as saying by the Argentine daily La Costa."
    assert set(rows(text)) == {("CHL", "PER")}


def test_an_ambassador_who_is_told_something_is_the_target() -> None:
    found = rows("“They have failed us,” Danish minister Karim Moud told Norway's ambassador.")
    assert found["DNK", "NOR"].p_reported > 0.5


def test_whose_minister_speaks_is_the_country_right_before() -> None:
    assert ("GRC", "TUR") in rows("Turkey angered Greece, whose foreign minister said Turkey was a bully.")


def test_who_protests_or_sits_in_court_in_a_city_is_of_its_country() -> None:
    assert set(rows("Lawmakers in Lima accused Chile of theft.")) == {("PER", "CHL")}
    assert ("GRC", "TUR") in rows("Protesters in Athens called Turkey a bully.")


def test_a_candidate_is_of_where_the_article_is_written() -> None:
    found = rows("NAIROBI, Kenya - Presidential candidate Musa Karanja said Uganda was a thief.")
    assert found["KEN", "UGA"].speaker == "Musa Karanja"


def test_an_act_is_a_statement_of_who_acts() -> None:
    text = "The European Union put sanctions on Belarus on Monday."
    found = rows(text)
    assert ("EUE", "BLR") in found
    (statement,) = [s for s in extracted(text).statements if s.speaker_country == "EUE"]
    assert statement.kind != "direct" and "put sanctions on Belarus" in statement.content


def test_a_body_is_a_target_and_is_called_one() -> None:
    found = rows("“The European Union has betrayed us,” Serbian minister Ana Ilic said.")
    assert found["SRB", "EUE"].organisation


def test_who_leads_a_country_stands_for_it_on_that_day() -> None:
    text = "Norwegian minister Liv Aas called Donald Trump a liar and a danger to everybody."
    assert ("NOR", "USA") in rows(text, "2018-05-05", min_reported=0.1)
    assert ("NOR", "USA") not in rows(text, "2016-05-05", min_reported=0.0)


def test_the_statement_of_one_holder_in_a_sentence_spans_all_that_it_says() -> None:
    text = "Peruvian minister Ana Ruiz said Chile was late, and added that “Chile has betrayed us all.”"
    (statement,) = [s for s in extracted(text).statements if s.speaker_country == "PER"]
    assert "late" in statement.content and "betrayed" in statement.content


@pytest.mark.parametrize("holder", ["Chilean president Luis Vera", "The minister"])
def test_what_a_noun_tells_is_shown_with_its_verb(holder: str) -> None:
    text = f"{holder} has used the march into Peru as a threat to Bolivia."
    found = [s for s in extracted(text, min_reported=0.0).statements if s.speaker and s.speaker in holder]
    assert [text[s.start : s.end] for s in found] == [text]


def test_a_statement_holds_no_words_of_the_sentence_beside_it() -> None:
    text = "“Uganda cannot treat our shore as its yard,” Kenyan minister Ann Lee told fishermen. “Ugandan sailors are brave.”"
    assert [s.content for s in extracted(text).statements] == [
        "Uganda cannot treat our shore as its yard",
        "Ugandan sailors are brave.",
    ]


@pytest.mark.parametrize("text", ["", "Nobody was there.", "Talks in Lima went on.", "\n\n“”\n\n"])
def test_where_nothing_is_held_there_are_no_rows(text: str) -> None:
    assert rows(text) == {}


def test_offsets_hold_what_they_say() -> None:
    text = "Chile thanks Peru\n\nSANTIAGO, Chile - “Peru stood by us,” Chile's minister, Ana Ruiz, said.\n\nPeru thanked Chile."
    found = extracted(text)
    for statement in found.statements:
        assert text[statement.start : statement.end] == statement.content
    for example in found.examples:
        assert text[example.text_start : example.text_start + len(example.text)] == example.text
    assert any(example.headline for example in found.examples)


def test_raising_the_threshold_only_takes_rows_away() -> None:
    text = "Peru thanked Chile and blamed Fiji. “Chile lies,” said Kenyan envoy Ann Lee, and Norway laughed."
    many, few = (extracted(text, min_reported=least).examples for least in (0.05, 0.5))
    assert {e.example_id for e in few} <= {e.example_id for e in many}


def test_of_what_is_not_asked_for_the_network_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        "Kenya's minister Ann Owuor thanked Uganda for its help.\n\n“Kenya has failed its fishermen, and Uganda has not,” Kenya's president "
        "Musa Karanja said on Monday, while Tanzania's envoy praised Kenya."
    )
    every = [example for example in extracted(text).examples if not example.domestic]
    asked: list[str] = []
    reported = SavedNetwork.reported

    def counted(self: SavedNetwork, masked: Sequence[str]) -> Any:
        asked.extend(masked)
        return reported(self, masked)

    monkeypatch.setattr(SavedNetwork, "reported", counted)
    article = Article("id", "a", ["a"], None, None, None, None, "en", [], text, "id")
    extractor = StatementExtractor(CONFIG)
    assert list(extractor.extract([article]))
    all_asked = len(asked)
    asked.clear()
    (some,) = extractor.extract([article], lambda example: not example.domestic)
    assert some.examples == every and 0 < len(asked) < all_asked
    asked.clear()
    (none,) = extractor.extract([article], lambda example: False)
    assert (none.statements, none.examples, asked) == ([], [], [])


@pytest.mark.parametrize("reads", [True, False])
def test_a_row_of_whose_side_the_network_is_not_sure_is_read_behind_what_comes_before(
    monkeypatch: pytest.MonkeyPatch, reads: bool
) -> None:
    monkeypatch.setitem(vars(shipped_reporter().network), "reads_context", reads)
    before = "Kenya closed its border on Monday. "
    unsure, sure = (f"“{said},” Rwandan minister Musa Gatete said." for said in (UNSURE, "Kenya has betrayed us"))
    context = "‹TARGET› closed ‹TARGET› border on Monday." if reads else None
    assert rows(before + unsure)["RWA", "KEN"].masked_context == context
    assert rows(before + sure)["RWA", "KEN"].masked_context is None
    assert rows(unsure)["RWA", "KEN"].masked_context is None
