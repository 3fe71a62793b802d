"""Comparisons of runs whose differences are known."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from pipeline.compare.commits import commits_between
from pipeline.compare.comparison import CompareOptions, compare
from pipeline.compare.data_difference import data_difference
from pipeline.compare.grouping import group_runs
from pipeline.compare.report import FORMATS, render
from pipeline.errors import PipelineError
from pipeline.records import GoldExample
from tests.compare.simulation import prediction, run, two_runs

FAST = CompareOptions(examples=0, resamples=300)


def gold(number: int, stance: str = "favor") -> GoldExample:
    return GoldExample(
        f"e{number:05}", "s", f"a{number}", f"a{number}", "USA", False, "direct", None, None, None, f"text {number}",
        "‹TARGET›", stance, "neutral", "author-1", 1.0,
    )  # fmt: skip


def test_a_better_run_is_called_better_and_its_gains_are_listed() -> None:
    one, two = two_runs(1, articles=80, accuracies=(0.5, 0.9))
    (contrast,) = compare([run("old", one), run("new", two)], FAST).contrasts
    assert (
        contrast.metrics["stance"]["macro_f1"].significant and contrast.metrics["stance"]["macro_f1"].difference.low > 0
    )
    kinds = [flip.kind for flip in contrast.flips["stance"]]
    lost = [flip for flip in contrast.flips["stance"] if flip.kind == "lost"]
    assert kinds == sorted(kinds, key=["lost", "gained", "changed"].index)
    assert all(f.before == f.gold != f.after for f in lost) and kinds.count("gained") > kinds.count("lost")
    assert kinds.count("gained") - kinds.count("lost") == sum(
        (b.stance == b.gold_stance) - (a.stance == a.gold_stance) for a, b in zip(one, two, strict=True)
    )


def test_the_slice_that_lost_stands_first() -> None:
    one, two = two_runs(2, articles=60, accuracies=(0.9, 0.9))
    two = [
        replace(b, target="CHL", stance="neutral", p_favor=0.1, p_against=0.1, p_neutral=0.8) if i % 2 else b
        for i, b in enumerate(two)
    ]
    one = [replace(a, target=b.target) for a, b in zip(one, two, strict=True)]
    (contrast,) = compare([run("old", one), run("new", two)], replace(FAST, resamples=2000)).contrasts
    targets = [d for d in contrast.slices["stance"] if d.dimension == "target"]
    assert (targets[0].value, targets[0].examples) == ("CHL", 150)
    assert targets[0].p_adjusted is not None and targets[0].p_adjusted < 0.05 and targets[0].difference.high < 0


def test_a_slice_of_few_examples_is_not_tested_and_one_article_has_no_interval() -> None:
    one, two = two_runs(3, articles=40, accuracies=(0.6, 0.9))
    one, two = ([replace(p, outlet="Tiny" if i < 5 else "Big") for i, p in enumerate(said)] for said in (one, two))
    (contrast,) = compare([run("old", one), run("new", two)], FAST).contrasts
    (tiny,) = [d for d in contrast.slices["stance"] if d.value == "Tiny"]
    assert tiny.few and tiny.p_value is None and str(tiny.difference.low) == "nan"


def test_runs_that_differ_only_in_the_seed_are_one_group() -> None:
    one, two = two_runs(4)
    runs = [
        run("a1", one, parameters={"train.seed": "1", "train.linear.window": "6"}),
        run("b1", two, parameters={"train.seed": "1", "train.linear.window": "3"}),
        run("a2", two, parameters={"train.seed": "2", "train.linear.window": "6"}),
    ]
    groups = group_runs(runs)
    assert [[r.name for r in g.runs] for g in groups] == [["a1", "a2"], ["b1"]]
    assert [g.name for g in group_runs(runs, ["train.linear.window"])] == ["window=6", "window=3"]
    again = [run("c", one), run("d", one)]
    assert len(group_runs(again)) == 2  # the same seed twice is no second seed
    with pytest.raises(PipelineError, match=r"Did you mean 'train\.linear\.window'"):
        group_runs(runs, ["train.linear.windw"])
    with pytest.raises(PipelineError, match="one group"):
        compare([runs[0], runs[2]], FAST)


def test_p_values_are_corrected_for_the_number_of_runs() -> None:
    one, two = two_runs(5, accuracies=(0.6, 0.75))
    names = [run(f"r{i}", said, parameters={"x": str(i)}) for i, said in enumerate((one, two, two, two))]
    contrasts = compare(names, FAST).contrasts
    for contrast in contrasts:
        found = contrast.metrics["stance"]["accuracy"]
        assert found.p_adjusted == pytest.approx(min(1.0, 3 * found.p_value))


def test_different_test_examples_are_refused_with_what_to_do() -> None:
    one, two = two_runs(6)
    with pytest.raises(
        PipelineError, match=r"295 are in both, 5 only in the first, 0 only in the second.*--on intersection"
    ):
        compare([run("old", one), run("new", two[5:])], FAST)
    other = [replace(two[0], gold_stance="neutral" if two[0].gold_stance != "neutral" else "favor"), *two[1:]]
    with pytest.raises(PipelineError, match="1 of them with different gold labels"):
        compare([run("old", one), run("new", other)], FAST)
    with pytest.raises(PipelineError, match="at least two"):
        compare([run("old", one)], FAST)
    with pytest.raises(PipelineError, match="without its gold examples"):
        compare([run("old", one), run("new", two[5:])], replace(FAST, on="intersection"))


def test_one_class_in_the_test_part_can_be_compared() -> None:
    one = [prediction(i, f"a{i}", 0, i % 2) for i in range(40)]
    two = [prediction(i, f"a{i}", 0, 0) for i in range(40)]
    (contrast,) = compare([run("old", one), run("new", two)], FAST).contrasts
    assert contrast.metrics["stance"]["accuracy"].difference.value == 0.5


def test_what_changed_in_the_data_is_told() -> None:
    before = {"train": [gold(1), gold(2), gold(3)], "test": [gold(4)]}
    after = {"train": [gold(1), gold(2, "against"), gold(5)], "test": [gold(4), gold(3)]}
    one, two = two_runs(7)
    found = data_difference(run("old", one, gold=before), run("new", two, gold=after))
    assert found is not None and found.changed
    assert [e.example_id for e in found.added] == ["e00005"] and not found.removed
    assert [(e.before, e.after) for e in found.relabelled] == [("favor, neutral", "against, neutral")]
    assert [(e.example_id, e.before, e.after) for e in found.moved] == [("e00003", "train", "test")]
    assert data_difference(run("old", one), run("new", two, gold=after)) is None


def test_a_metric_that_one_run_lacks_is_a_dash() -> None:
    one, two = two_runs(8)
    comparison = compare([run("old", one, metrics={"behaviour.all": 0.5}), run("new", two)], FAST)
    (setting,) = [s for s in comparison.settings if s.sort == "metric"]
    assert (setting.name, setting.values) == ("behaviour.all", ("0.5000", "–"))


def test_commits_that_git_does_not_know_are_none() -> None:
    assert commits_between("0" * 40, "1" * 40) == [] and commits_between(None, "abc") == []


HOSTILE = "<script>alert(1)</script> | [x](javascript:1) \x1b[31m `$\\input{x}$` & 100 % _b_"


@pytest.fixture(scope="module")
def hostile():
    one, two = two_runs(9, articles=10)
    one, two = ([replace(p, text=HOSTILE, outlet=HOSTILE) for p in said] for said in (one, two))
    before, after = {"train": [gold(1)]}, {"train": [replace(gold(2), text=HOSTILE)]}
    return compare([run(HOSTILE, one, gold=before), run("new_run", two, gold=after)], FAST)


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_format_names_the_runs_and_the_same_bytes_come_twice(hostile, form: str) -> None:
    text = render(hostile, form)
    assert "new_run" in text.replace("\\_", "_") and text == render(hostile, form)
    assert "\x1b" not in text.replace("\\u001b", "")


def test_nothing_of_an_article_is_a_command_anywhere(hostile) -> None:
    page = render(hostile, "html")
    assert "<script" not in page and "&lt;script&gt;" in page
    assert "<script" not in render(hostile, "markdown") and "[x](" not in render(hostile, "markdown")
    paper = render(hostile, "latex")
    assert r"\input{" not in paper and r"\textbackslash{}input\{x\}" in paper and r"100 \%" in paper


def test_the_json_has_no_number_that_json_does_not_have(hostile) -> None:
    value = json.loads(render(hostile, "json"), parse_constant=lambda name: pytest.fail(name))
    assert value["contrasts"][0]["metrics"]["stance"]["macro_f1"]["p_value"] <= 1


def test_the_page_shows_both_figures(hostile) -> None:
    assert render(hostile, "html").count("<svg") == 2
