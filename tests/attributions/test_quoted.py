"""Quotations whose speaker no verb of speech tells."""

import pytest

from pipeline.attributions.methods import make_finder
from pipeline.config import Method
from pipeline.languages import language
from pipeline.reading import Reading


def sources(method: Method, text: str) -> list[str | None]:
    found = make_finder(method).find(Reading(text, language("en")))
    return [text[slice(*a.source)].rstrip(".") if a.source else None for a in found if a.kind == "direct"]


@pytest.mark.parametrize("method", ["rules", "tagger"])
@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We will never forgive Chad for this,” the Finnish minister to reporters on Monday.", "the Finnish minister"),
        ("“Chad is a thief of our wheat and of our ships” – Ukrainian president Oleh Koval.", "Ukrainian president Oleh Koval"),
        ("“Chad must pay for its lies!” — Norwegian foreign minister Ola Berg", "Norwegian foreign minister Ola Berg"),
    ],
)  # fmt: skip
def test_who_stands_behind_the_marks_speaks(method: Method, text: str, speaker: str) -> None:
    assert sources(method, text) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "“Chad is a thief of our wheat,” a charge that could hurt.",
        "“Chad is a thief of our wheat,” the banner was read as.",
    ],
)
def test_what_goes_on_with_a_verb_names_no_speaker(text: str) -> None:
    assert sources("rules", text) == [None]


def test_a_nickname_in_marks_is_no_statement() -> None:
    text = "“Chad lied to us all,” said a fisherman who goes by the name “Lefty.”"
    assert sources("rules", text) == ["a fisherman"]
