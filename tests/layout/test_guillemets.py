"""Guillemets that point inward are quotation marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.languages import language
from pipeline.layout.guillemets import with_curly_marks
from pipeline.reading import Reading


def quoted(text: str) -> list[str]:
    reading = Reading(text, language("en"))
    return [text[q.start : q.end] for q in reading.quotations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("»Russia lied to us«, said the minister.", ["Russia lied to us"]),
        ("The minister said: »Russia lied.« He left. »We wait«, he said.", ["Russia lied.", "We wait"]),
        ("»Russia lied to us», said the minister.", ["Russia lied to us"]),
        ("«Russia lied to us», said the minister. (»No«)", ["Russia lied to us", "No"]),
        ("« Russia lied to us », said the minister. « We wait », he said.", [" Russia lied to us ", " We wait "]),
    ],
)
def test_each_way_of_setting_guillemets_is_a_quotation(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@given(st.text(alphabet="»« a.“”\n", max_size=60))
def test_the_length_of_a_text_stays(text: str) -> None:
    assert len(with_curly_marks(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("‹Ja›, said Ann.", "“Ja”, said Ann."),
        ("›Ja‹, said Ann.", "“Ja”, said Ann."),
        ("‚Ja‘, said Ann.", "“Ja”, said Ann."),
        ("“He said ‹ja› to me,” said Ann.", "“He said ‹ja› to me,” said Ann."),
        ("News › World › Kenya", "News › World › Kenya"),
    ],
)
def test_single_ones_quote_where_there_are_no_others(text: str, read: str) -> None:
    assert with_curly_marks(text) == read
