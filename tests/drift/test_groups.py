"""Two sets of data are compared in about ten groups, which lose and double nothing."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from pipeline.drift.categories import Categories
from pipeline.drift.groups import GROUPS, NEW, of_categories, of_quantities
from pipeline.drift.quantities import Quantities

STEPS = st.dictionaries(st.integers(0, 100), st.integers(1, 50), min_size=1, max_size=40).map(Counter)


@given(STEPS, STEPS)
def test_steps_become_groups_that_hold_all(training: Counter[int], run: Counter[int]) -> None:
    found = of_quantities(Quantities(training), Quantities(run))
    assert found.training.sum() == training.total() and found.run.sum() == run.total()
    assert len(found.names) == len(set(found.names)) <= GROUPS + 2


@given(STEPS)
def test_groups_do_not_depend_on_the_run_where_it_stays_among_the_same_steps(training: Counter[int]) -> None:
    found = of_quantities(Quantities(training), Quantities(training))
    assert (found.training == found.run).all() and (found.training > 0).all()


def test_a_number_evenly_spread_falls_into_tenths() -> None:
    even = Quantities(Counter(dict.fromkeys(range(100), 3)))
    assert of_quantities(even, even).training.tolist() == [30.0] * 10


def test_what_lies_beyond_the_training_data_is_a_group_of_its_own() -> None:
    found = of_quantities(Quantities(Counter({50: 9})), Quantities(Counter({10: 1, 20: 2, 50: 3, 60: 4, 90: 5})))
    assert found.training.tolist() == [0, 9, 0] and found.run.tolist() == [3, 3, 9]


@given(
    st.dictionaries(st.sampled_from("abcdefghijklmnop"), st.integers(1, 9), min_size=1),
    st.dictionaries(st.sampled_from("abcdefghijklmnop"), st.integers(1, 9)),
    st.integers(0, 9),
    st.sets(st.sampled_from("abcdefghijklmnop")),
)
def test_categories_become_groups_that_hold_all(
    training: dict[str, int], run: dict[str, int], new: int, alone: set[str]
) -> None:
    scored = Categories(Counter({name: number for name, number in run.items() if name in training}), new)
    found = of_categories(Categories(Counter(training)), frozenset(alone & set(training)), scored)
    assert found.training.sum() == sum(training.values()) and found.run.sum() == scored.total
    assert NEW in found.names and len(found.names) <= GROUPS
    usual = sum(training[name] for name in alone & set(training)) / sum(training.values())
    more = scored.total > 0 and new / scored.total > usual
    assert found.share(NEW) == ((usual, new / scored.total) if more else (0, 0))
    assert (found.training >= 0).all() and (found.run >= 0).all()
