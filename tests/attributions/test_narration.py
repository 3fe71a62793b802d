"""Acts and attitudes that an article narrates without a verb of speech."""

import pytest

from pipeline.attributions.rules.finder import RulesFinder
from pipeline.languages import language
from pipeline.reading import Reading


def narrated(text: str) -> list[tuple[str | None, str]]:
    """Source and content of what a text narrates."""
    found = [a for a in RulesFinder().find(Reading(text, language("en"))) if a.kind == "narration"]
    return [(text[slice(*a.source)] if a.source else None, text[slice(*a.content)]) for a in found]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Chad left its pact with Niger on Monday.", "Chad", "Chad left its pact with Niger on Monday"),
        ("Chad throws out Nigerien envoy", "Chad", "Chad throws out Nigerien envoy"),
        ("Chadian troops crossed into Niger.", "Chadian troops", "Chadian troops crossed into Niger"),
        ("Chad pulled its envoy out of Niger.", "Chad", "Chad pulled its envoy out of Niger"),
        ("Chad cut off gas to Niger.", "Chad", "Chad cut off gas to Niger"),
        ("Chad closed its border with Niger, and the king sent a letter.", "Chad", "Chad closed its border with Niger"),
        ("Chad has dropped its ban on Malian nurses.", "Chad", "dropped its ban on Malian nurses"),
        ("Chad ended its boycott of Malian maize.", "Chad", "ended its boycott of Malian maize"),
        ("Mali will go on despite criticism by Chad's envoy, who left.", "Chad's envoy", "criticism by Chad's envoy"),
        ("Thanks from Chad's premier greeted the Malian pilots.", "Chad's premier", "Thanks from Chad's premier"),
        (
            "Chad's renewed opposition to Malian fees is old.",
            "Chad's renewed",
            "Chad's renewed opposition to Malian fees",
        ),
    ],
)
def test_who_acts_or_feels(text: str, source: str, content: str) -> None:
    assert narrated(text) == [(source, content)]


@pytest.mark.parametrize(
    "text",
    [
        "The Chadian team left for Mali on Monday.",
        "Chad must leave Mali.",
        "Chadian boats crossed from Mali.",
        "Criticism by the crowd was loud in Mali.",
        "The crowd ended its boycott of the shop.",
        "The pay cut to Mali was told to Chad.",
    ],
)
def test_who_goes_or_is_told_to_does_not_act_on_a_country(text: str) -> None:
    assert narrated(text) == []
