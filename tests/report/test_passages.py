"""Where a statement has its speaker and its cue, and how a browser counts to there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.passages import Offsets, named_countries, passage

TEXT = "Talks\n\nKari Dahl spoke. Later Dahl said that Chile had helped. Ana Rojas said no."


def test_the_nearest_cue_and_the_name_are_found() -> None:
    start = TEXT.index("Chile had helped")
    found = passage(TEXT, start, start + 16, "said", "Kari Dahl")
    assert found.cue is not None and TEXT[slice(*found.cue)] == "said" and found.cue[1] < start
    assert found.speaker is not None and TEXT[slice(*found.speaker)] == "Kari Dahl"


def test_of_a_name_the_last_word_will_do() -> None:
    start = TEXT.index("Chile")
    found = passage(TEXT, start, start + 5, "", "Minister Dahl")
    assert found.speaker == (TEXT.index("Dahl said"), TEXT.index("Dahl said") + 4) and found.cue is None
    assert passage(TEXT, start, start + 5, "denied", "Nobody Known").speaker is None


def test_places_that_name_a_country_have_its_code() -> None:
    assert [(TEXT[start:end], code) for start, end, code in named_countries(TEXT)] == [("Chile", "CHL")]


@given(st.text(st.characters(codec="utf-8")), st.data())
def test_places_are_counted_as_javascript_counts(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = Offsets(text).of((start, end))
    assert text.encode("utf-16-le")[2 * found[0] : 2 * found[1]].decode("utf-16-le") == text[start:end]
