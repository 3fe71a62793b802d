"""Where paragraphs begin, and where the dateline that may open one ends."""

from __future__ import annotations

import pytest

from pipeline.layout.paragraphs import paragraphs

PLACES = frozenset({"NOVI SAD", "ISLAMABAD"})


def bodies(text: str) -> list[str]:
    return [text[paragraph.body : paragraph.end] for paragraph in paragraphs(text, PLACES)]


@pytest.mark.parametrize(
    "dateline",
    [
        "LIMA, Peru - ",
        "LIMA (Reuters) — ",
        "PORT-AU-PRINCE, Haiti, May 3 (AP) — ",
        "Lima, Peru (AP) — ",
        "SAN JOSE — ",
        "ISLAMABAD: ",
        "NOVI SAD (Reuters): ",
        "ISLAMABAD, May 3: ",
    ],
)
def test_a_dateline_stands_before_the_body(dateline: str) -> None:
    assert bodies(f"{dateline}The minister spoke.") == ["The minister spoke."]


@pytest.mark.parametrize(
    "text", ["KOVAL: The minister spoke.", "Islamabad: The minister spoke.", "LIMA spoke - briefly."]
)
def test_other_words_before_a_mark_are_the_body(text: str) -> None:
    assert bodies(text) == [text]


@pytest.mark.parametrize(
    "hour", ["09:14 ", "09:14 GMT ", "[9:14 CET] ", "11:05 a.m. – ", "8:50pm: ", "17:05 LIMA, Peru - "]
)
def test_the_hour_of_an_entry_stands_before_the_body(hour: str) -> None:
    assert bodies(f"{hour}The minister spoke.") == ["The minister spoke."]


def test_an_hour_with_a_dot_is_one_of_several() -> None:
    assert bodies("14.20 The minister spoke.\n\n14.35 She left.") == ["The minister spoke.", "She left."]


@pytest.mark.parametrize(
    "text", ["14.20 The minister spoke.", "14:20 to 14:35 was the hour.", "2:1 Peru won.", "10:75 The minister spoke."]
)
def test_other_numbers_are_the_body(text: str) -> None:
    assert bodies(text) == [text]


def test_a_place_that_labels_two_lines_is_a_speaker() -> None:
    text = "ISLAMABAD: I am here.\n\nISLAMABAD: I am still here."
    assert bodies(text) == text.split("\n\n")


@pytest.mark.parametrize("line", ["ANNEX {}", "ANNEX{}", "A{}", "NOVI SAD {} (", "Annex) {}"])
@pytest.mark.parametrize("filling", ["-", " ", "- ", " -", "A-", "A "])
def test_a_ruler_is_looked_through_once(line: str, filling: str) -> None:
    """The same line with "-" as a sign of words and between them took the fourth power of its length: it never ended."""
    text = line.format(filling * 2000) + "."
    assert "".join(text[paragraph.start : paragraph.end] for paragraph in paragraphs(text, PLACES)) == text
