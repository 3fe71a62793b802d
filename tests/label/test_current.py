from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.label.current import current_labels
from pipeline.records import Label

FIRST = Label(
    "ferry.txt",
    "Kenya thanked Uganda",
    "UGA",
    "favor",
    "positive",
    "ada",
    "2",
    "2026-01-01T10:00",
    0,
    20,
    label_id="first",
)


def later(minute: int, **changes) -> Label:
    return replace(FIRST, time=f"2026-01-01T10:{minute:02}", label_id=str(minute), **changes)


def test_the_last_label_of_an_annotator_counts_and_another_annotators_stands() -> None:
    last, other = later(1, stance="neutral"), later(2, annotator="bo")
    assert current_labels([FIRST, last, other]) == current_labels([last, FIRST, other]) == [last, other]


def test_of_equal_times_the_later_line_counts() -> None:
    second = replace(FIRST, stance="against", label_id="2")
    assert current_labels([FIRST, second]) == [second]


def test_what_was_taken_back_does_not_count_and_the_one_before_does_again() -> None:
    second = later(1, stance="against")
    undo = later(2, stance=None, sentiment=None, withdraws="1")
    assert current_labels([FIRST, second, replace(undo, label_id="u")]) == [FIRST]


def test_a_taking_back_can_be_taken_back() -> None:
    undo = replace(later(2, stance=None, sentiment=None), withdraws="first", label_id="u")
    redo = replace(later(3, stance=None, sentiment=None), withdraws="u", label_id="r")
    assert current_labels([FIRST, undo]) == [] and current_labels([FIRST, undo, redo]) == [FIRST]


def test_practice_never_counts() -> None:
    assert current_labels([FIRST, later(1, role="practice", stance="against")]) == [FIRST]


def test_who_decides_as_adjudicator_keeps_the_own_label_too() -> None:
    decided = later(1, role="adjudicator", stance="neutral")
    assert current_labels([FIRST, decided]) == [FIRST, decided]


def test_other_words_another_target_and_another_holder_are_other_judgements() -> None:
    others = [later(1, start=5), later(2, target="TZA"), later(3, speaker_country="RWA"), later(4, example_id="e1")]
    assert current_labels([FIRST, *others]) == [FIRST, *others]
    mended = later(5, example_id="e1", start=3)
    assert current_labels([*others, mended]) == [*others[:3], mended]


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 3), st.booleans()), max_size=12))
def test_each_annotator_has_one_label_an_example_at_most_and_none_is_made_up(steps) -> None:
    given_ = [
        replace(FIRST, annotator=who, example_id=f"e{n}", label_id=str(i), withdraws=str(i - 1) if undo and i else None)
        for i, (who, n, undo) in enumerate(steps)
    ]
    counted = current_labels(given_)
    keys = [(label.annotator, label.example_id) for label in counted]
    assert len(keys) == len(set(keys)) and all(label in given_ and label.withdraws is None for label in counted)
