"""Which lines are headlines by their capitals."""

import pytest

from pipeline.layout.title_case import in_title_case


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Warsaw Sends Ships to Oslo", True),
        ("Warsaw sends ships to Oslo", False),
        ("WARSAW SENDS SHIPS TO OSLO", False),
        ("Warsaw Sends", False),
        ("Warsaw Sends Ships " * 12, False),
    ],
)
def test_a_headline_is_short_and_writes_most_words_with_a_capital(line: str, expected: bool) -> None:
    for text in (line, f"It rained all day.\n{line}\nIt rained all day."):
        assert in_title_case(text, text.index(line)) is expected
