from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from pipeline.evaluate.bootstrap import bootstrap_sums
from pipeline.evaluate.counts import task_metrics
from pipeline.evaluate.judgements import Judgements
from pipeline.evaluate.slices import DIMENSIONS, slice_metrics, slices
from pipeline.records import STANCES
from pipeline.tasks import Task
from tests.compare.simulation import prediction, two_runs


def test_every_example_is_in_one_slice_of_each_dimension() -> None:
    said, _ = two_runs(1)
    said = [replace(p, outlet=None, published=None) if i % 7 == 0 else p for i, p in enumerate(said)]
    found = slices(said, Task.stance)
    for dimension in DIMENSIONS:
        rows = np.concatenate([part.rows for part in found if part.dimension == dimension])
        assert sorted(rows) == list(range(len(said)))
    assert {part.value for part in found if part.dimension == "year"} == {"2021", "unknown"}


def test_a_slice_has_the_metrics_of_its_examples_and_warns_where_it_is_small() -> None:
    said, _ = two_runs(2, articles=40)
    said = [replace(p, kind="direct" if i < 20 else "indirect") for i, p in enumerate(said)]
    direct = [p for p in said if p.kind == "direct"]
    alone = task_metrics(
        [p.gold_stance for p in direct],
        Judgements.of(direct, Task.stance).probabilities,
        STANCES,
        [p.duplicate_group for p in direct],
    )
    parts = {(p.task, p.dimension, p.value): p for p in slice_metrics(said)}
    part = parts["stance", "kind", "direct"]
    assert part.metrics["macro_f1"] == alone.metrics["macro_f1"]
    assert (part.examples, part.articles, part.few) == (20, 4, True)
    assert not parts["stance", "kind", "indirect"].few


def test_statements_about_several_targets_are_told_apart_by_whether_their_labels_differ() -> None:
    said = [
        prediction(0, "a", 0, 0, statement_id="s1", target="USA"),
        prediction(1, "a", 1, 0, statement_id="s1", target="CHL"),
        prediction(2, "a", 0, 0, statement_id="s2", target="USA"),
        prediction(3, "a", 0, 0, statement_id="s2", target="CHL"),
        prediction(4, "a", 0, 0, statement_id="s3", target="USA"),
    ]
    values = {
        (part.dimension, part.value): part.rows.tolist()
        for part in slices(said, Task.stance)
        if part.dimension.endswith("in_statement")
    }
    assert values["targets_in_statement", "several"] == [0, 1, 2, 3]
    assert values["labels_in_statement", "different"] == [0, 1]
    assert values["labels_in_statement", "same"] == [2, 3]
    assert values["labels_in_statement", "one target"] == [4]


def test_one_article_has_no_interval_and_its_row_leaves_it_empty() -> None:
    (part, *_) = slice_metrics([prediction(i, "a", 0, i % 2) for i in range(4)], resamples=50)
    assert math.isnan(part.metrics["accuracy"].low) and part.as_row()["accuracy_low"] == ""


def test_equal_tables_are_drawn_alike_whatever_their_width() -> None:
    table = np.arange(40.0).reshape(20, 2)
    both = bootstrap_sums(np.hstack([table, table * 2]), 100, seed=5)
    np.testing.assert_array_equal(both[:, :2], bootstrap_sums(table, 100, seed=5))
    np.testing.assert_array_equal(both[:, 2:], 2 * both[:, :2])
    assert bootstrap_sums(np.zeros((0, 3)), 10, 0).shape == (10, 3)


def test_a_table_of_ones_is_drawn_as_often_as_it_is_long() -> None:
    assert set(bootstrap_sums(np.ones((37, 1)), 60, seed=1)[:, 0]) == {37.0}


@pytest.mark.parametrize("rows", [[], [3]])
def test_a_part_of_few_or_no_examples_can_be_counted(rows: list[int]) -> None:
    said, _ = two_runs(3, articles=4)
    counts = Judgements.of(said, Task.stance).part(np.array(rows, dtype=int)).counts()
    assert counts.total()[:9].sum() == len(rows)
