"""Headlines that name their speaker last and without a verb."""

import pytest

from pipeline.attributions.methods import make_finder
from pipeline.config import Method
from pipeline.languages import language
from pipeline.people.speakers import SpeakerResolver
from pipeline.reading import Reading

BODY = "\n\nPeru's president, Ana Soto, and her guests spoke on Monday in a hall by the harbour."


def spoken(headline: str, method: Method) -> list[tuple[str, str, str | None]]:
    reading = Reading(headline + BODY, language("en"))
    speakers = SpeakerResolver(reading)
    return [
        (a.kind, reading.text[slice(*a.content)], speakers.resolve(a.source, a.content).country)
        for a in make_finder(method).find(reading)
        if a.content.end <= len(headline) and a.kind != "narration"
    ]


@pytest.mark.parametrize("method", ["rules", "tagger"])
@pytest.mark.parametrize(
    ("headline", "kind", "content"),
    [
        ("Chile ‘betrayed’ its friends – president Soto", "mixed", "Chile ‘betrayed’ its friends"),
        ("‘Chile is a thief’: Peruvian minister", "direct", "Chile is a thief"),
        ("Chile has robbed us for a century – Peru's Soto", "indirect", "Chile has robbed us for a century"),
        ("Chile must leave our waters: Peru", "indirect", "Chile must leave our waters"),
    ],
)
def test_who_is_named_last_says_what_stands_before(method: Method, headline: str, kind: str, content: str) -> None:
    assert spoken(headline, method) == [(kind, content, "PER")]


@pytest.mark.parametrize(
    "headline",
    [
        "Chile will open its market to eggs – Lima Post",
        "Chile will open its market: what farmers expect",
        "Final of the cup: Peru",
        "Chile must leave our waters: Peru.",
    ],
)
def test_a_paper_a_topic_and_a_sentence_are_no_speakers(headline: str) -> None:
    assert spoken(headline, "rules") == []


def test_a_line_further_down_is_no_headline() -> None:
    reading = Reading(f"The talks\n\nChile must leave our waters: Peru{BODY}", language("en"))
    assert not [
        a for a in make_finder("rules").find(reading) if reading.text[slice(*a.content)].startswith("Chile must")
    ]


@pytest.mark.parametrize("method", ["rules", "tagger"])
@pytest.mark.parametrize(
    "headline",
    [
        "Two tourists have died in hotel fire – Turkey",
        "Ten places that you must see this summer - Croatia",
        "Harbours we should all visit once - Croatia",
        "World Cup is coming to Qatar: Argentina – France",
        "World Cup ‘must’ go to Qatar: Argentina – France",
        "Inflation is rising faster than expected: United States",
    ],
)
def test_a_section_and_a_fixture_at_the_end_are_no_speakers(method: Method, headline: str) -> None:
    assert not [kind for kind, *_ in spoken(headline, method)]


def test_we_who_begin_a_headline_speak() -> None:
    assert spoken("We will not yield to Chile: Peru", "rules") == [("indirect", "We will not yield to Chile", "PER")]
