"""Whose turn it is, counted in one go or judgement by judgement."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.annotate.desk import SKIPPED, Desk

DOUBLE = [False, True, True, False, True, False]
flags = st.sampled_from([(), (SKIPPED,), ("unsure",)])
judgements = st.dictionaries(
    st.sampled_from(["Ada", "Bo", "Cy"]), st.dictionaries(st.integers(0, len(DOUBLE) - 1), flags), max_size=3
)


@pytest.mark.parametrize("names", [(), ("Ada", "Bo")])
@given(given_judgements=judgements)
def test_judgements_count_alike_together_and_one_by_one(
    names: tuple[str, ...], given_judgements: dict[str, dict[int, tuple[str, ...]]]
) -> None:
    together, one_by_one = Desk(DOUBLE, names), Desk(DOUBLE, names)
    together.begin({annotator: dict(mine) for annotator, mine in given_judgements.items()})
    for annotator, mine in given_judgements.items():
        for number, of_item in mine.items():
            one_by_one.judged(number, annotator, of_item)
    for annotator in ("Ada", "Bo", "Cy", "Dee"):
        assert together.done(annotator) == one_by_one.done(annotator)
        assert together.total(annotator) == one_by_one.total(annotator)
        assert together.next(annotator) == one_by_one.next(annotator)
    assert [together.is_full(number) for number in range(len(DOUBLE))] == [
        one_by_one.is_full(number) for number in range(len(DOUBLE))
    ]
