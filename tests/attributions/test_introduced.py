"""Quotations that only the sentence before them, or a colon, gives to somebody."""

import pytest

from pipeline.attributions.attribution import Attribution
from pipeline.attributions.introduced import with_introduced
from pipeline.attributions.methods import make_finder
from pipeline.config import Method
from pipeline.languages import language
from pipeline.layout.spans import Span
from pipeline.reading import Reading


def sources(method: Method, text: str) -> list[str | None]:
    """The sources of the quotations of a text."""
    found = make_finder(method).find(Reading(text, language("en")))
    return [text[slice(*a.source)] if a.source else None for a in found if a.kind == "direct"]


@pytest.mark.parametrize("method", ["rules", "tagger"])
@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Mali's foreign minister, Paul Dosso, rose to loud applause. “Niger is a lamp in our night.”", "Mali's foreign minister, Paul Dosso"),
        ("For Mali's water minister, Awa Keita, the matter is simple. “Niger signed and must pay.”", "Mali's water minister, Awa Keita"),
        ("Mali's minister of trade, Awa Keita, was blunt. “Niger signed and must pay.”", "Mali's minister of trade, Awa Keita"),
        ("The Malian prime minister's voice shook. “Niger has taken our well. It will pay.”", "Malian prime minister"),
        ("The Malian prime minister was unmoved.\n\n“Niger has taken our well. It will not take our goats.”", "Malian prime minister"),
    ],
)  # fmt: skip
def test_who_opens_the_sentence_before_a_whole_quotation_speaks(method: Method, text: str, speaker: str) -> None:
    assert sources(method, text) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "The crowd cheered the Malian premier. “Niger will never bully us again!”",
        "Malian tourists walked past the old house. “Welcome to Niger, friend of Mali.”",
        "Mali's premier met Niger's premier, Ali Bako, and Ada Ba. “Welcome, friends of the river.”",
        "Mali's water minister, after the long speeches of all of the others who came to the old hall by the river, sat down.\n\n“Niger signed and must pay.”",
        "Mali's water minister left. “Niger must go” stood on a wall.",
    ],
)  # fmt: skip
def test_whom_a_sentence_only_mentions_is_not_the_speaker(text: str) -> None:
    assert set(sources("rules", text)) <= {None}


def test_before_a_colon_speaks_who_opens_the_sentence_not_what_stands_last() -> None:
    text = "Mali's canal chief had only scorn for the neighbour: “Niger could not run a bathtub.”"
    assert sources("tagger", text) == ["Mali's canal chief"]


def test_who_is_named_right_before_a_colon_speaks() -> None:
    text = "Mali's envoy gave way to Niger's premier: “We will not run a bathtub.”"
    reading = Reading(text, language("en"))
    content, cue, source = (
        Span(text.index(part), text.index(part) + len(part)) for part in ("We will", ":", "Niger's premier")
    )
    named = Attribution(content, "direct", cue, source)
    assert with_introduced(reading, reading.paragraphs[0], [named]) == [named]


def test_who_opens_the_sentence_before_speaks_not_who_was_named_before_that() -> None:
    text = "Mali's premier left. The Nigerien premier stayed. “We will not run a bathtub.”"
    reading = Reading(text, language("en"))
    content, source = (
        Span(text.index(part), text.index(part) + len(part))
        for part in ("We will not run a bathtub.", "Mali's premier")
    )
    (told,) = with_introduced(reading, reading.paragraphs[0], [Attribution(content, "direct", None, source)])
    assert told.source is not None and text[slice(*told.source)] == "Nigerien premier"


@pytest.mark.parametrize("source", [None, "Niger"])
def test_behind_a_topic_and_a_colon_whoever_spoke_before_speaks_on(source: str | None) -> None:
    text = "Mali's premier left. On Niger: “They could not run a bathtub.”"
    reading = Reading(text, language("en"))
    content = Span(text.index("They"), text.index("”"))
    named = Span(text.index("Niger"), text.index(":")) if source else None
    (told,) = with_introduced(reading, reading.paragraphs[0], [Attribution(content, "direct", None, named)])
    assert told == Attribution(content, "direct", continues=True)
