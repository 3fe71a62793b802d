"""Texts in numbered pieces."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from pipeline.annotate.pieces import Mark, piece_numbers, pieces, span
from pipeline.errors import PipelineError

ASTRONAUT = "👩\u200d🚀"
ACCENTED = "e\u0301tat"
ODD = st.text(
    st.sampled_from(
        [
            "a",
            "é",
            "e",
            "\u0301",
            "\u200d",
            "👩",
            "🚀",
            "🇫",
            "🇯",
            "\r",
            "\n",
            " ",
            "’",
            ".",
            "م",
            "ر",
            "ـ",
            "日",
            "ก",
            "ำ",
            "\u202e",
        ]
    )
)


def test_words_spaces_and_signs_are_pieces_and_apostrophes_stay_in_words() -> None:
    assert [piece.text for piece in pieces("We don’t, US-led ‘so’.")] == [
        "We", " ", "don’t", ",", " ", "US", "-", "led", " ", "‘", "so", "’", ".",
    ]  # fmt: skip


def test_what_a_reader_sees_as_one_character_is_never_split() -> None:
    text = f"{ASTRONAUT}{ACCENTED}\r\nمَرْحَبًا"
    assert [piece.text for piece in pieces(text)] == [ASTRONAUT, ACCENTED, "\r\n", "مَرْحَبًا"]


def test_scripts_without_spaces_can_be_selected_character_by_character() -> None:
    assert [piece.text for piece in pieces("日本は")] == ["日", "本", "は"]


@given(st.one_of(st.text(), ODD))
def test_the_pieces_joined_are_the_text_and_no_cluster_is_split(text: str) -> None:
    cut = pieces(text)
    assert "".join(piece.text for piece in cut) == text
    assert [piece.number for piece in cut] == list(range(len(cut)))
    borders = {0, *(match.end() for match in regex.finditer(r"\X", text))}
    assert all(piece.start in borders and piece.end in borders for piece in cut)


@given(ODD, st.data())
def test_a_span_is_the_words_between_two_pieces_in_either_order(text: str, data: st.DataObject) -> None:
    cut = pieces(text)
    if not any(not piece.text.isspace() for piece in cut):
        return
    words = [piece.number for piece in cut if not piece.text.isspace()]
    first, last = data.draw(st.sampled_from(words)), data.draw(st.sampled_from(words))
    start, end = span(cut, first, last)
    assert (start, end) == span(cut, last, first)
    assert text[start:end] == "".join(piece.text for piece in cut[min(first, last) : max(first, last) + 1])
    assert piece_numbers(cut, start, end) == (min(first, last), max(first, last))


def test_marks_change_no_number_and_may_overlap() -> None:
    text = "Fiji helped us"
    marked = pieces(text, [Mark(0, 14, "statement"), Mark(0, 4, "target")])
    assert [(piece.number, piece.text) for piece in marked] == [(piece.number, piece.text) for piece in pieces(text)]
    assert [piece.kinds for piece in marked] == [("statement", "target"), *[("statement",)] * 4]


def test_space_around_a_selection_is_left_out_and_space_alone_refused() -> None:
    cut = pieces("We  agree ")
    assert span(cut, 1, 3) == (4, 9)
    with pytest.raises(PipelineError, match="Only space"):
        span(cut, 1, 1)
    with pytest.raises(PipelineError, match="ends with 3"):
        span(cut, 0, 9)
