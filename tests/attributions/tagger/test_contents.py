"""What the tagger's pieces are read as."""

import pytest

from pipeline.attributions.tagger.finder import TaggerFinder
from pipeline.languages import language
from pipeline.reading import Reading


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "South Korean minister Han Ji-won condemned Japan on Monday.",
            "South Korean minister Han Ji-won",
            "condemned Japan",
        ),
        (
            "The Korean envoy Han Ji-won denounced the Japanese raid.",
            "The Korean envoy Han Ji-won",
            "denounced the Japanese raid",
        ),
        ("Han Ji-won said that Japan had lied.", "Han Ji-won", "Japan had lied"),
    ],
)
def test_a_hyphenated_name_is_not_cut(text: str, speaker: str, content: str) -> None:
    (found,) = TaggerFinder().find(Reading(text, language("en")))
    assert found.source is not None
    assert (text[slice(*found.source)], text[slice(*found.content)]) == (speaker, content)
