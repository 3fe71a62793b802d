"""Where sentences begin, and which dots end none."""

from __future__ import annotations

import pytest

from pipeline.languages import language
from pipeline.layout.sentences import sentence_starts


def sentences(text: str) -> list[str]:
    starts = sentence_starts(text, 0, len(text), language("en").grammar)
    return [text[start:end].strip() for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


@pytest.mark.parametrize(
    "text",
    [
        "They met at 3 a.m. Monday.",
        "They met at 11 p.m. Friday in Lima.",
        "They met Sens. Ann Steen and Dan Cole.",
        "They met U.S. Under Secretary Ann Steen.",
        "They met the U.S. Senate.",
        "They met U.S. First Lady Ann Steen.",
    ],
)
def test_the_dot_of_an_abbreviation_ends_none(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("He flew to the U.S.", "But Peru waits."),
        ("He flew to the U.S.", "In Lima they wait."),
        ("He flew to the U.S.", "The minister waits."),
        ("He flew to the U.S.", "When he left, Peru waited."),
        ("They met at 3 a.m.", "Then Peru left."),
        ("They met at 3 a.m.", "The minister left."),
        ("They met at 3 a.m.", "Peru left."),
    ],
)
def test_a_word_that_opens_a_sentence_ends_the_one_before(first: str, second: str) -> None:
    assert sentences(f"{first} {second}") == [first, second]
