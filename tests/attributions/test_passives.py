"""A passive clause is held by its agent, toward its subject."""

import pytest

from pipeline.attributions.methods import make_finder
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
        ("Chile stands accused by Peru of lying.", "Chile stands accused by Peru of lying"),
        ("Chile's plan was rejected by Peru on Friday.", "Chile's plan was rejected by Peru"),
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
