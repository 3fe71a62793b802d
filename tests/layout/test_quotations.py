import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.layout.quotations import find_quotations


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(text)]


def test_curly_straight_and_angular_marks() -> None:
    assert quoted('He said “one” and "two" and «three» and „four“.') == ["one", "two", "three", "four"]


def test_a_nested_quotation_belongs_to_the_one_around_it() -> None:
    assert quoted("“He told me ‘never’ and “always” again,” she said.")[0].startswith("He told me")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('“We will go," she said. “So will you," he said.', ["We will go,", "So will you,"]),
        ('"We will go,” she said.', ["We will go,"]),
        ('“We will "go" on', ['We will "go" on']),
        ('“We will go” and "stay" on', ["We will go", "stay"]),
    ],
)
def test_a_mark_of_another_kind_closes_only_what_has_no_partner(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_a_mark_without_a_partner_closes_with_the_paragraph() -> None:
    (quotation,) = find_quotations("“We will go on")
    assert not quotation.closed and quotation.opens_paragraph


@given(st.text(alphabet='“”"«»„ab .\n', max_size=200))
def test_quotations_are_ordered_and_lie_in_the_text(text: str) -> None:
    reached = 0
    for quotation in find_quotations(text):
        assert reached <= quotation.start < quotation.end <= len(text)
        reached = quotation.end
