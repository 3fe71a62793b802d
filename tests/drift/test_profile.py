"""A profile is gathered while data stream by, and the parts of a run add up in any order."""

from __future__ import annotations

import json
import random
from collections import Counter
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.drift import Profile
from pipeline.drift.aspects import LENGTH
from pipeline.drift.categories import KEPT, Categories
from pipeline.drift.vocabulary import packed, unpacked, words_of
from tests.drift.made import article, example, seen, sure, trained_on

KNOWN = trained_on([article(0), article(1, "The Ridge")])
ROWS = st.tuples(
    st.sampled_from(["The Lake", "The Dune", None]), st.integers(0, 2000), st.integers(1, 3), st.floats(0.34, 1)
)


def _part(rows: list[tuple[str | None, int, int, float]], first: int) -> Profile:
    profile = Profile()
    for number, (outlet, words, statements, p) in enumerate(rows, start=first):
        of = article(number, outlet, words=words)
        examples = [(of, example(of, number=each)) for each in range(statements)]
        profile.see(examples, ["‹TARGET› rained"] * statements, sure(*[round(p, 6)] * statements), KNOWN)
    return profile


@given(st.lists(st.lists(ROWS, max_size=4), max_size=5), st.randoms())
def test_the_parts_of_a_run_add_up_in_any_order(parts: list[list], shuffled: random.Random) -> None:
    whole = _part([row for rows in parts for row in rows], 0)
    found = [_part(rows, sum(map(len, parts[:place]))) for place, rows in enumerate(parts)]
    shuffled.shuffle(found)
    assert reduce(Profile.merged, found, Profile()) == whole
    cut = shuffled.randint(0, len(found))
    halves = [reduce(Profile.merged, half, Profile()) for half in (found[:cut], found[cut:])]
    assert json.dumps(halves[0].merged(halves[1]).as_dict()) == json.dumps(whole.as_dict())


@given(st.lists(ROWS, max_size=4))
def test_a_profile_that_was_written_is_read_as_it_was(rows: list) -> None:
    profile = _part(rows, 0)
    assert Profile.from_dict(json.loads(json.dumps(profile.as_dict()))) == profile


@given(st.lists(st.integers(0, 5 * KEPT), max_size=6 * KEPT), st.integers(1, 7))
def test_of_many_new_outlets_a_few_are_kept_with_exact_counts(numbers: list[int], parts: int) -> None:
    names = [f"outlet {number}" for number in numbers]
    found = [Categories() for _ in range(parts)]
    for place, name in enumerate(names):
        found[place % parts].add(name, is_known=False)
    whole = reduce(Categories.merged, reversed(found))
    true = Counter(names)
    assert whole.others == len(names) and len(whole.named) == min(len(true), KEPT)
    assert all(true[name] == number for name, number in whole.named.items())


def test_memory_is_bounded() -> None:
    counts = Categories()
    for number in range(20 * KEPT):
        counts.add(f"outlet {number}", is_known=False)
        assert len(counts.named) <= 2 * KEPT
    assert len(counts.as_dict()["named"]) == KEPT


def test_rows_of_an_article_count_it_once() -> None:
    of = article(7, words=40)
    profile = Profile()
    profile.see([(of, example(of, number=n)) for n in range(3)], ["x"] * 3, sure(0.5, 0.6, 0.7), KNOWN)
    assert (profile.articles, profile.statements, profile.statements_squared) == (1, 3, 9)
    assert profile.quantities[LENGTH.name].mean == 40


def test_what_the_training_data_do_not_hold_is_told_apart() -> None:
    profile = seen(KNOWN, [article(2, "The Ridge"), article(3, "The Dune"), article(4, None)], "‹TARGET› drizzled snow")
    outlets = profile.categories["outlet"]
    assert outlets.known == {"The Ridge": 1, "": 1} and outlets.named == {"The Dune": 1}
    assert profile.quantities["unknown_words"].mean == pytest.approx(2 / 3)


@given(st.lists(st.text(max_size=20), max_size=50))
def test_a_vocabulary_is_read_as_it_was_written(texts: list[str]) -> None:
    words = frozenset(word for text in texts for word in words_of(text))
    assert unpacked(packed(words)) == words


def test_capitals_make_no_new_word() -> None:
    assert words_of("Rain at NOON") == words_of("rain at noon")
