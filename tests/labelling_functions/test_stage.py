"""Rules over a study: the table of what they are worth, and the file of their labels."""

from __future__ import annotations

import json
from pathlib import Path

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import load_config
from pipeline.errors import PipelineError
from pipeline.io import write_records
from pipeline.label.annotations import read_labels
from pipeline.labelling_functions import Rule, Vote, default_rules
from pipeline.labelling_functions.proportion import clustered_proportion
from pipeline.labelling_functions.quality import rules_quality
from pipeline.labelling_functions.quality_table import rows
from pipeline.labelling_functions.stage import RulesReport, run
from pipeline.labelling_functions.voting import votes_of_rules
from pipeline.records import Example, Label
from pipeline.records.annotator import annotator_sort
from pipeline.tasks import Task
from tests.invented import invented_example

TEXTS = (
    "Kenya condemned Uganda.",
    "Kenya thanked Uganda.",
    "Kenya accused Uganda of theft.",
    "Kenya counts the boats of Uganda.",
)
LABELS = Path("data/labels/rules.jsonl")


def ask(
    people: dict[str, dict[Task, str]] | None = None, *, write: bool = False, out: Path | None = None
) -> RulesReport:
    return run(load_config(), default_rules("en"), lambda read: people or {}, write=write, out=out)


@pytest.fixture
def examples(elsewhere: Path) -> list[Example]:
    made = [invented_example(number, text) for number, text in enumerate(TEXTS)]
    write_records(load_config().paths.examples, Example, made)
    return made


def says(name: str, *votes: Vote) -> Rule:
    """A rule that has a vote for each example by its number."""
    return Rule(name, "", "", lambda seen: votes[int(seen.whole.example_id[1:])])


def test_coverage_overlaps_conflicts_and_accuracy_are_counted_by_hand() -> None:
    against, favor, nothing = Vote("against"), Vote("favor", "positive"), Vote()
    rules = [says("a", against, against, nothing, against), says("b", nothing, favor, favor, against)]
    people = {"e000": {Task.stance: "against"}, "e001": {Task.stance: "favor", Task.sentiment: "negative"}}
    examples = [invented_example(number, text) for number, text in enumerate(TEXTS)]
    quality = rules_quality(rules, votes_of_rules(rules, examples), people)
    a, b, _, mood = quality.rules
    assert (a.labels, a.overlaps, a.conflicts) == ({"against": 3}, 2, 1)
    assert (b.labels, b.overlaps, b.conflicts) == ({"favor": 2, "against": 1}, 2, 1)
    assert a.accuracy is not None and (a.accuracy.hits, a.accuracy.n) == (1, 2)
    assert b.accuracy is not None and (b.accuracy.hits, b.accuracy.n) == (1, 1)
    assert mood.accuracy is not None and mood.accuracy.hits == 0
    assert quality.covered == {Task.stance: 4, Task.sentiment: 2} and quality.conflicts[Task.stance] == 1
    assert rows(quality)[0][:5] == ["a", "stance", "against 3", "3", "75.0%"]


def test_a_rule_and_an_example_give_one_line_that_the_label_stage_can_read(examples: list[Example]) -> None:
    report = ask(write=True)
    labels = list(read_labels(LABELS.parent))
    assert report.written == len(labels) == 3
    assert all(isinstance(label, Label) for label in labels)
    told = [(x.annotator, x.example_id, x.stance, x.sentiment, x.text) for x in labels if isinstance(x, Label)]
    assert told[0] == ("rule:condemnation", "e000", "against", "negative", TEXTS[0])
    assert [example_id for _, example_id, *_ in told] == ["e000", "e001", "e002"]
    assert all(line.startswith('{"annotator": "rule:') for line in LABELS.read_text().splitlines())
    before = LABELS.read_bytes()
    ask(write=True)
    assert LABELS.read_bytes() == before


def test_nothing_is_written_unasked(examples: list[Example]) -> None:
    assert ask().out is None and not LABELS.exists()
    with pytest.raises(PipelineError, match="nothing is written without --write"):
        ask(out=Path("other.jsonl"))


def test_the_labels_of_rules_that_are_not_asked_stay(examples: list[Example]) -> None:
    whole = ask(write=True)
    before = LABELS.read_text(encoding="utf-8").splitlines()
    asked = [rule for rule in default_rules("en") if rule.name == "condemnation"]
    for _ in range(2):
        report = run(load_config(), asked, lambda read: {}, write=True)
        assert LABELS.read_text(encoding="utf-8").splitlines() == before
    assert (report.written, sum(report.kept.values())) == (1, whole.written - 1) and whole.kept == {}
    assert "2 labels kept of rules that were not asked: " in str(report) and "condemnation" not in report.kept


@pytest.mark.parametrize("line", ['{"annotator": "Ana"}', "not JSON", "[1]", '{"annotator": null}'])
def test_a_file_of_others_is_not_replaced(examples: list[Example], line: str) -> None:
    LABELS.parent.mkdir(parents=True)
    LABELS.write_text('{"annotator": "rule:thanks"}\n' + line + "\n")
    with pytest.raises(PipelineError, match=r"rules\.jsonl line 2: is no label of 'rule:…'"):
        ask(write=True)
    assert line in LABELS.read_text()


def test_accuracy_is_said_only_where_people_have_judged(examples: list[Example]) -> None:
    assert "No example has a label of a person" in str(ask())
    assert "labels of people on 1 example" in str(ask({"e000": {Task.stance: "against"}}))


def test_an_empty_table_is_a_sentence(elsewhere: Path) -> None:
    write_records(load_config().paths.examples, Example, [])
    with pytest.raises(PipelineError, match="holds no examples"):
        ask()


def test_rules_and_models_are_told_from_people() -> None:
    assert [annotator_sort(name) for name in ("rule:a", "model:b", "ruler", "rule", "Model: c")] == [
        "rule",
        "model",
        "person",
        "person",
        "person",
    ]


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.booleans()), min_size=1, max_size=60))
@hypothesis.example([(article, False) for article in "abcde"])
def test_an_interval_holds_its_share_and_lies_between_nought_and_one(outcomes: list[tuple[str, bool]]) -> None:
    found = clustered_proportion(outcomes)
    assert found is not None and 0 <= found.low <= found.share <= found.high <= 1


def test_an_interval_is_wider_where_the_examples_of_an_article_are_alike() -> None:
    alike = clustered_proportion([(f"a{n // 10}", n // 10 % 2 == 0) for n in range(100)])
    apart = clustered_proportion([(f"a{n}", n % 2 == 0) for n in range(100)])
    assert alike is not None and apart is not None
    assert alike.high - alike.low > 2 * (apart.high - apart.low)


def test_wilsons_interval_is_that_of_statsmodels_where_nothing_is_alike() -> None:
    from statsmodels.stats.proportion import proportion_confint

    found = clustered_proportion([(str(n), n < 37) for n in range(50)])
    assert found is not None
    # The variance between articles of one example each is n / (n - 1) of that of a proportion.
    low, high = proportion_confint(37 * 49 / 50, 49, method="wilson")
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-9)


def test_the_command_prints_the_table(examples: list[Example], capsys: pytest.CaptureFixture[str]) -> None:
    from pipeline.cli.rules import rules

    rules(only="thanks,condemnation")
    captured = capsys.readouterr()
    assert "condemnation" in captured.out and "against 1" in captured.out and "25.0%" in captured.out
    assert "2 examples of 4" in captured.err
    rules(listing=True)
    assert "labelling_rules.yaml" in capsys.readouterr().out


def test_the_lines_are_json_without_what_is_absent(examples: list[Example]) -> None:
    ask(write=True)
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        assert None not in json.loads(line).values() and "" not in json.loads(line).values()
