"""A passive clause is held by its agent, toward its subject."""

import pytest

from pipeline.attributions.methods import make_finder
from pipeline.attributions.rules.judgements import judgements
from pipeline.attributions.rules.words import ParagraphWords
from pipeline.config import Method, load_config
from pipeline.extract import StatementExtractor
from pipeline.languages import language
from pipeline.people.speakers import SpeakerResolver
from pipeline.reading import Reading
from pipeline.records import Article


@pytest.mark.parametrize("method", ["rules", "tagger"])
@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Chile was accused by Peru of moving the border stones.", "Chile was accused by Peru of moving the border stones"),
        ("Chile was condemned by Peru on Friday.", "Chile was condemned by Peru"),
        ("Chile's plan, rejected by Peru - the larger of the two - is to be read in May.", "Chile's plan, rejected by Peru"),
        ("Chile was accused by Peru of lying, but was praised by nobody.", "Chile was accused by Peru of lying"),
        ("Chile stands accused by Peru of lying.", "Chile stands accused by Peru of lying"),
        ("Chile's plan was rejected by Peru on Friday.", "Chile's plan was rejected by Peru"),
        ("Chile's plan, condemned by Peru for closing a port, is to be read in May.", "Chile's plan, condemned by Peru for closing a port, is to be read in May"),
    ],
)  # fmt: skip
def test_the_agent_holds_what_is_judged(method: Method, text: str, content: str) -> None:
    reading = Reading(text, language("en"))
    (found,) = make_finder(method).find(reading)
    assert SpeakerResolver(reading).resolve(found.source, found.content).country == "PER"
    assert text[found.content.start : found.content.end] == content


def test_who_is_told_is_not_the_speaker() -> None:
    text = "Chile's ambassador was told by Peru's foreign minister, Ana Soto, that Santiago had moved the stones."
    article = Article("id", "a", ["a"], None, None, None, None, "en", [], text, "id")
    (found,) = StatementExtractor(load_config().extract).extract([article])
    likeliest = max(found.examples, key=lambda example: example.p_reported or 0)
    assert (likeliest.speaker, likeliest.speaker_country, likeliest.target) == ("Ana Soto", "PER", "CHL")


def held(text: str) -> set[tuple[str | None, str]]:
    """Country of the holder and target of each statement of a text."""
    article = Article("id", "a", ["a"], None, None, None, None, "en", [], text, "id")
    (found,) = StatementExtractor(load_config().extract).extract([article])
    return {(example.speaker_country, example.target) for example in found.examples}


def test_an_inserted_participle_is_held_by_its_joint_agents() -> None:
    text = "Chile, criticised by Peru and Bolivia for closing its ports, said it would open them by Monday."
    assert held(text) == {("PER", "CHL"), ("BOL", "CHL")}


def test_officials_in_a_country_are_an_agent() -> None:
    assert held("Chile is seen by officials in Peru as an obstacle to the new line.") == {("PER", "CHL")}


def test_where_an_agent_with_a_country_was_is_none_of_it() -> None:
    assert held("Chile was condemned by Peru in Bolivia.") == {("PER", "CHL")}


def test_agents_that_each_have_their_preposition_are_joint() -> None:
    assert held("Chile was thanked for its planes by Peru and by Bolivia.") == {("PER", "CHL"), ("BOL", "CHL")}


def test_the_agent_of_a_judgement_stands_in_its_own_sentence() -> None:
    text = (
        "The decision to close the embassy in Tripoli was condemned by Algeria's president, Hocine Larbi, as an affront. "
        "Libya's conduct was described by Tunisia as “unworthy of a neighbour”."
    )
    reading = Reading(text, language("en"))
    found = make_finder("tagger").find(reading)
    agents = {text[slice(*a.source)] for a in found if a.source and a.content.start > text.index("Libya's")}
    assert agents == {"Tunisia"}


def test_two_agents_judge_one_subject() -> None:
    text = "Chile was thanked by Peru for its help, but was rebuked by Bolivia over a port."
    reading = Reading(text, language("en"))
    found = judgements(ParagraphWords.of(reading, reading.paragraphs[0]))
    assert [(text[slice(*a.source)], text[slice(*a.content)]) for a in found if a.source] == [
        ("Peru", "Chile was thanked by Peru for its help"),
        ("Bolivia", "was rebuked by Bolivia"),
    ]
