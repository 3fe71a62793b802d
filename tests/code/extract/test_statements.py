"""Who said what about whom, on short articles written for the purpose."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.config import load_config
from pipeline.extract import StatementExtractor
from pipeline.extract.statements import ExtractedArticle
from pipeline.schema import Article, Statement

EXTRACTOR = StatementExtractor(load_config().extract)


def article(text: str, language: str = "en") -> Article:
    return Article("id", "a.txt", ["a.txt"], None, None, None, None, language, [], text, "id")


def extract(text: str) -> ExtractedArticle:
    (extracted,) = EXTRACTOR.extract([article(text)])
    return extracted


def the(text: str, words: str) -> Statement:
    """The statement whose content holds `words`."""
    found = [s for s in extract(text).statements if words in s.content]
    assert found, [s.content for s in extract(text).statements]
    return min(found, key=lambda s: len(s.content))


@pytest.mark.parametrize(
    ("text", "words", "kind", "speaker", "country"),
    [
        (
            "“Norway is our best friend,” Finnish President Aino Lehto said on Monday.",
            "Norway is our",
            "direct",
            "Aino Lehto",
            "FIN",
        ),
        (
            "Finnish President Aino Lehto said: “Norway is our best friend.”",
            "Norway is our",
            "direct",
            "Aino Lehto",
            "FIN",
        ),
        (
            "Finnish President Aino Lehto said that Norway had kept its word.",
            "Norway had kept",
            "indirect",
            "Aino Lehto",
            "FIN",
        ),
        (
            "Norway had kept its word, Finnish President Aino Lehto said.",
            "Norway had kept",
            "indirect",
            "Aino Lehto",
            "FIN",
        ),
        (
            "According to the Finnish government, Norway has broken the treaty.",
            "Norway has broken",
            "indirect",
            "Finnish government",
            "FIN",
        ),
        (
            "Finland condemned the Norwegian blockade of the port.",
            "condemned the Norwegian",
            "indirect",
            "Finland",
            "FIN",
        ),
        (
            "Aino Lehto, Finland's foreign minister, thanked Norway for its help.",
            "thanked Norway",
            "indirect",
            "Aino Lehto",
            "FIN",
        ),
        (
            "The Finnish foreign ministry accused Norway of spying.",
            "accused Norway",
            "indirect",
            "Finnish foreign ministry",
            "FIN",
        ),
        (
            "There is strong opposition to the Norwegian base among Finnish farmers.",
            "opposition to",
            "narration",
            "Finnish farmers",
            "FIN",
        ),
    ],
)
def test_each_shape_of_attribution(text: str, words: str, kind: str, speaker: str, country: str) -> None:
    statement = the(text, words)
    assert (statement.kind, statement.speaker, statement.speaker_country) == (kind, speaker, country)


def test_a_pronoun_and_a_surname_mean_the_person_named_in_full() -> None:
    text = (
        "Chilean Foreign Minister Rosa Fuentes met reporters. “Peru must answer,” Fuentes said.\n\n"
        "“We have nothing against Peru,” she added."
    )
    assert {s.speaker for s in extract(text).statements if s.kind == "direct"} == {"Rosa Fuentes"}
    assert {s.speaker_country for s in extract(text).statements if s.kind == "direct"} == {"CHL"}


def test_a_quotation_over_two_paragraphs_has_one_speaker() -> None:
    text = "“Peru must answer,” said Chilean minister Rosa Fuentes. “Peru has been silent.\n\n“Peru will regret it.”"
    assert the(text, "Peru will regret it").speaker == "Rosa Fuentes"


def test_a_reported_clause_takes_in_its_partial_quotation() -> None:
    statement = the("Kenyan President Musa Karanja said Uganda's tariffs were “an insult to every trader.”", "tariffs")
    assert statement.kind == "mixed"
    assert "insult" in statement.content


def test_each_country_of_the_content_is_a_target_and_the_speakers_own_is_domestic() -> None:
    extracted = extract("Kenyan President Musa Karanja said Kenya stands with Uganda against Rwanda.")
    targets = {e.target: e.domestic for e in extracted.examples}
    assert targets == {"KEN": True, "UGA": False, "RWA": False}


def test_a_country_only_in_the_speakers_description_is_no_target() -> None:
    extracted = extract("There is strong opposition to the Norwegian base among Finnish farmers.")
    assert {e.target for e in extracted.examples if not e.domestic} == {"NOR"}


def test_a_scare_quote_is_no_statement() -> None:
    assert [s for s in extract("The “wise” cat of Oslo slept all day.").statements if s.kind == "direct"] == []


def test_an_article_without_a_country_has_no_statement() -> None:
    assert extract("“The match was lovely,” the coach said.").statements == []


def test_an_article_in_another_language_is_passed_over() -> None:
    (extracted,) = EXTRACTOR.extract([article("„Norwegen ist unser Freund“, sagte er. Norway.", "de")])
    assert extracted.statements == []


_PIECES = st.sampled_from(
    [
        "“",
        "”",
        '"',
        "Kenya ",
        "he said ",
        "Uganda",
        ", ",
        ". ",
        "\n\n",
        "‘",
        "’s ",
        "Dr. ",
        "NAIROBI, Kenya - ",
        "\u200b",
        "שלום ",
        "said",
        " that ",
        "é",
        "🙂 ",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_PIECES, max_size=40).map("".join) | st.text(max_size=200))
def test_offsets_always_give_the_statement(text: str) -> None:
    extracted = extract("Kenya thanked Uganda. " + text)
    for statement in extracted.statements:
        assert extracted.article.text[statement.start : statement.end] == statement.content
        if statement.speaker_start is not None:
            assert 0 <= statement.speaker_start <= (statement.speaker_end or 0) <= len(extracted.article.text)
    for example in extracted.examples:
        text_of = extracted.article.text
        assert text_of[example.text_start : example.text_start + len(example.text)] == example.text
        assert any(m.role == "target" for m in example.mentions)
        for mention in example.mentions:
            assert example.text_start <= mention.start < mention.end <= example.text_start + len(example.text)
