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


def test_a_place_that_labels_two_lines_is_a_speaker() -> None:
    text = "ISLAMABAD: I am here.\n\nISLAMABAD: I am still here."
    assert bodies(text) == text.split("\n\n")


@pytest.mark.parametrize("line", ["ANNEX {}", "ANNEX{}", "A{}", "NOVI SAD {} (", "Annex) {}"])
@pytest.mark.parametrize("filling", ["-", " ", "- ", " -", "A-", "A "])
def test_a_ruler_is_looked_through_once(line: str, filling: str) -> None:
    """The same line with "-" as a sign of words and between them took the fourth power of its length: it never ended."""
    text = line.format(filling * 2000) + "."
    assert "".join(text[paragraph.start : paragraph.end] for paragraph in paragraphs(text, PLACES)) == text
