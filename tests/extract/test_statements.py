"""Who said what about whom, on short articles written for the purpose."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.config import load_config
from pipeline.extract import StatementExtractor
from pipeline.extract.statements import ExtractedArticle
from pipeline.records import Article, Statement

CONFIG = load_config().extract.model_copy(update={"pairs": "named"})
EXTRACTORS = {m: StatementExtractor(CONFIG.model_copy(update={"method": m})) for m in ("rules", "tagger")}
Extract = Callable[[str], ExtractedArticle]


def article(text: str, language: str = "en") -> Article:
    return Article("id", "a.txt", ["a.txt"], None, None, None, None, language, [], text, "id")


@pytest.fixture(params=EXTRACTORS)
def extract(request: pytest.FixtureRequest) -> Extract:
    """Extraction of one text, by each method."""

    def run(text: str) -> ExtractedArticle:
        (extracted,) = EXTRACTORS[request.param].extract([article(text)])
        return extracted

    return run


def the(extracted: ExtractedArticle, words: str) -> Statement:
    """The statement whose content holds `words`."""
    found = [s for s in extracted.statements if words in s.content]
    assert found, [s.content for s in extracted.statements]
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
def test_each_shape_of_attribution(
    extract: Extract, text: str, words: str, kind: str, speaker: str, country: str
) -> None:
    statement = the(extract(text), words)
    assert (statement.kind, statement.speaker, statement.speaker_country) == (kind, speaker, country)


@pytest.mark.parametrize(
    ("text", "words", "speaker", "targets"),
    [
        ("Norway is our brother, says Finland's president", "our brother", "Finland's president", {"NOR"}),
        ("The State Department said in a statement that Norway had lied.", "had lied", "State Department", {"NOR"}),
        ("A senior Finnish official said Norway was bluffing.", "bluffing", "senior Finnish official", {"NOR"}),
        ("Finland urged Norway to open the border.", "to open", "Finland", {"NOR"}),
        ("Norway rejected the Finnish demand.", "rejected", "Norway", {"FIN"}),
        ("Finnish troops seized a Norwegian trawler.", "seized", "Finnish troops", {"NOR"}),
        ("A Norwegian ship had crossed the line, according to Finland's army.", "crossed", "Finland's army", {"NOR"}),
        ("According to Finland's army, a Norwegian ship had crossed the line.", "crossed", "Finland's army", {"NOR"}),
        ("“My father said ‘never trust Norway’,” said Finn Aino Lehto.", "never trust", "Aino Lehto", {"NOR"}),
        ("“Norway lied.” ― Aino Lehto\n“Norway did not.” ― Ola Moe", "did not", "Ola Moe", {"NOR"}),
        ("HOST: Did Norway lie?\n\nLEHTO: Norway certainly lied.", "certainly", "LEHTO", {"NOR"}),
    ],
)
def test_further_shapes(extract: Extract, text: str, words: str, speaker: str, targets: set[str]) -> None:
    extracted = extract(text)
    statement = the(extracted, words)
    assert statement.speaker == speaker
    assert {
        e.target for e in extracted.examples if e.statement_id == statement.statement_id and not e.domestic
    } == targets


def test_several_quotations_in_a_row_have_the_same_speaker(extract: Extract) -> None:
    text = (
        "“Norway is late,” Finnish President Aino Lehto said. “Norway knows it,” she added. "
        "She went on: “Sweden is early.”"
    )
    found = [s for s in extract(text).statements if s.kind == "direct"]
    assert [s.speaker for s in found] == ["Aino Lehto"] * 3


def test_what_refers_to_a_country_makes_it_a_target(extract: Extract) -> None:
    extracted = extract(
        "Chile and Peru closed the pass. Argentina's envoy said the two neighbours had lost their patience."
    )
    statement = the(extracted, "lost their patience")
    own = [e for e in extracted.examples if e.statement_id == statement.statement_id]
    assert {e.target for e in own} == {"CHL", "PER"}
    for example in own:
        (mention,) = example.mentions
        assert mention.country == example.target and mention.role == "target"


def test_only_bodies_are_no_reason_to_read_an_article(extract: Extract) -> None:
    assert extract("NATO said that the European Union was late.").statements == []


def test_a_pronoun_and_a_surname_mean_the_person_named_in_full(extract: Extract) -> None:
    text = (
        "Chilean Foreign Minister Rosa Fuentes met reporters. “Peru must answer,” Fuentes said.\n\n"
        "“We have nothing against Peru,” she added."
    )
    assert {s.speaker for s in extract(text).statements if s.kind == "direct"} == {"Rosa Fuentes"}
    assert {s.speaker_country for s in extract(text).statements if s.kind == "direct"} == {"CHL"}


def test_a_quotation_over_two_paragraphs_has_one_speaker(extract: Extract) -> None:
    text = "“Peru must answer,” said Chilean minister Rosa Fuentes. “Peru has been silent.\n\n“Peru will regret it.”"
    assert the(extract(text), "Peru will regret it").speaker == "Rosa Fuentes"


def test_a_reported_clause_takes_in_its_partial_quotation(extract: Extract) -> None:
    text = "Kenyan President Musa Karanja said Uganda's tariffs were “an insult to every trader.”"
    statement = the(extract(text), "tariffs")
    assert statement.kind == "mixed"
    assert "insult" in statement.content


def test_each_country_of_the_content_is_a_target_and_the_speakers_own_is_domestic(extract: Extract) -> None:
    extracted = extract("Kenyan President Musa Karanja said Kenya stands with Uganda against Rwanda.")
    targets = {e.target: e.domestic for e in extracted.examples}
    assert targets == {"KEN": True, "UGA": False, "RWA": False}


def test_a_country_only_in_the_speakers_description_is_no_target(extract: Extract) -> None:
    extracted = extract("There is strong opposition to the Norwegian base among Finnish farmers.")
    assert {e.target for e in extracted.examples if not e.domestic} == {"NOR"}


def test_a_scare_quote_is_no_statement(extract: Extract) -> None:
    assert [s for s in extract("The “wise” cat of Oslo slept all day.").statements if s.kind == "direct"] == []


def test_an_article_without_a_country_has_no_statement(extract: Extract) -> None:
    assert extract("“The match was lovely,” the coach said.").statements == []


def test_an_article_in_another_language_is_passed_over() -> None:
    (extracted,) = EXTRACTORS["rules"].extract([article("„Norwegen ist unser Freund“, sagte er. Norway.", "de")])
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


@pytest.mark.parametrize("method", EXTRACTORS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.lists(_PIECES, max_size=40).map("".join) | st.text(max_size=200))
def test_offsets_always_give_the_statement(method: str, text: str) -> None:
    (extracted,) = EXTRACTORS[method].extract([article("Kenya thanked Uganda. " + text)])
    check_offsets(extracted)


@pytest.mark.parametrize("method", EXTRACTORS)
@pytest.mark.parametrize(
    "shape",
    [
        "“”\"'«",
        "“Kenya ",
        "he said Kenya said they told ",
        "Kenyasaid",
        "KENYA SAID UGANDA: ",
        "\u200b\u200fקניה Kenya ",
        "''``\"",
    ],
)
def test_texts_that_are_no_news_pass(method: str, shape: str) -> None:
    (extracted,) = EXTRACTORS[method].extract([article("Kenya. " + shape * 500)])
    check_offsets(extracted)


def check_offsets(extracted: ExtractedArticle) -> None:
    text = extracted.article.text
    for statement in extracted.statements:
        assert text[statement.start : statement.end] == statement.content
        if statement.speaker_start is not None:
            assert 0 <= statement.speaker_start <= (statement.speaker_end or 0) <= len(text)
    for example in extracted.examples:
        assert text[example.text_start : example.text_start + len(example.text)] == example.text
        assert any(m.role == "target" for m in example.mentions)
        for mention in example.mentions:
            assert example.text_start <= mention.start < mention.end <= example.text_start + len(example.text)


@pytest.mark.parametrize("marks", ["‘’", "''"])
def test_single_marks_quote_where_the_article_has_no_others(extract: Extract, marks: str) -> None:
    text = (
        "‘Peru will never accept the tariffs that Chile has put on our grain,’ said Ana Rojas, the Peruvian trade minister. "
        "‘The ministers’ meeting in Chile was “a bad day” for all of us.’"
    )
    found = extract(text.translate(str.maketrans("‘’", marks)))
    assert [s.kind for s in found.statements] == ["direct", "direct"]
    assert [(s.speaker, s.speaker_country) for s in found.statements] == [("Ana Rojas", "PER")] * 2
    assert found.statements[0].content.startswith("Peru will never") and found.statements[0].content[-5:] == "grain"
    assert "“a bad day”" in found.statements[1].content


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Colombia does not want war with Venezuela.", "does not want war with Venezuela"),
        ("Fiji ruled out cooperation with China.", "ruled out cooperation with China"),
        ("Spain has slapped tariffs on Italy.", "has slapped tariffs on Italy"),
        ("Spain said tariffs on Italy were wrong.", "tariffs on Italy were wrong"),
    ],
)
def test_what_tells_the_side_belongs_to_the_content(text: str, content: str) -> None:
    (extracted,) = EXTRACTORS["tagger"].extract([article(text)])
    assert [s.content for s in extracted.statements] == [content]


def test_a_denial_is_judged_together_with_its_cue() -> None:
    text = (
        "Greek minister Nikos Vassilou denied that Athens had threatened Turkey.\n\nHe did not say that Chad had lied."
    )
    (extracted,) = EXTRACTORS["tagger"].extract([article(text)])
    judged = {e.target: (e.text, extracted.article.text[e.text_start :].startswith(e.text)) for e in extracted.examples}
    assert judged["TUR"] == ("denied that Athens had threatened Turkey", True)
    assert judged["TCD"] == ("did not say that Chad had lied", True)
    assert {s.content for s in extracted.statements} == {"Athens had threatened Turkey", "Chad had lied"}


def test_nobody_says_the_heading() -> None:
    text = (
        "Egypt and Ethiopia quarrel\n\nCAIRO, Egypt - “Ethiopia lies,” Egyptian Irrigation Minister Samir Fathi said."
    )
    (extracted,) = EXTRACTORS["tagger"].extract([article(text)])
    assert [(s.speaker, s.speaker_role) for s in extracted.statements] == [("Samir Fathi", "Irrigation Minister")]
