"""Whose labels decide: people by the majority, an adjudicator alone, and everybody weighed where that is asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.evaluate.ceiling import votes_of
from pipeline.label import aggregate_labels
from pipeline.label.gold import GoldResult
from pipeline.label.split import in_test
from pipeline.records import Article, Example, Label, Mention
from pipeline.tasks import Task

TEXT = "Kenya thanked Uganda for the loan."


def article(name: str) -> Article:
    return Article(name, f"raw/{name}.txt", [f"raw/{name}.txt"], None, None, None, None, "en", [], TEXT, name)


def example(name: str) -> Example:
    mention = Mention(14, 20, "UGA", "target")
    return Example(
        f"e-{name}", f"s-{name}", name, "UGA", False, TEXT[6:33], 6, [mention], "indirect", None, None, "KEN", None, None, name
    )  # fmt: skip


def label(name: str, annotator: str, stance: str | None, **more: object) -> Label:
    given = Label(name, TEXT[6:33], "UGA", stance, "positive", annotator, "2", "2026-01-01", example_id=f"e-{name}")
    return replace(given, **more)  # type: ignore[arg-type]


def gold(*labels: Label, names: tuple[str, ...] = ("a",), **options: object) -> GoldResult:
    return aggregate_labels(labels, map(article, names), map(example, names), 0.5, **options)  # type: ignore[arg-type]


def test_an_adjudicator_decides_against_any_majority() -> None:
    given = [label("a", name, "favor") for name in ("ann", "ben", "eva")]
    result = gold(*given, label("a", "cleo", "against", role="adjudicator"))
    (decided,) = result.gold
    assert (decided.stance, decided.label_source, decided.label_confidence) == ("against", "cleo", 1.0)
    assert result.alpha[Task.stance] == 1.0 and result.judged_twice == 1


def test_what_is_flagged_as_no_statement_gets_no_gold() -> None:
    none = label("a", "ann", None, sentiment=None, flags=("no_statement",))
    assert gold(none).gold == [] and len(gold(none).left_out) == 1
    assert gold(none, label("a", "ben", "favor")).gold == []
    (kept,) = gold(none, label("a", "ben", "favor"), label("a", "eva", "favor")).gold
    assert (kept.stance, kept.label_source) == ("favor", "ben+eva")


def test_an_annotator_who_gave_no_sentiment_has_a_vote_on_the_stance_alone() -> None:
    (both,) = gold(label("a", "ann", "favor", sentiment=None), label("a", "ben", "favor")).gold
    assert (both.stance, both.sentiment) == ("favor", "positive")
    alone = gold(label("a", "ann", "favor", sentiment=None))
    assert alone.gold == [] and "sentiment" in alone.left_out[0].reason


def test_what_was_taken_back_or_was_practice_does_not_count() -> None:
    first = label("a", "ann", "against", label_id="1")
    back = label("a", "ann", None, sentiment=None, label_id="2", withdraws="1")
    assert gold(first, back).gold == [] and gold(first, back).unlabelled == 1
    assert gold(label("a", "ann", "against", role="practice")).gold == []


def test_by_the_majority_rules_and_models_do_not_count() -> None:
    result = gold(
        label("a", "rule:thanks", "favor"),
        label("b", "ann", "neutral"),
        label("b", "model:x", "favor"),
        names=("a", "b"),
    )
    assert [(g.example_id, g.stance, g.label_source) for g in result.gold] == [("e-b", "neutral", "ann")]
    assert result.machine_only == 1


def test_dawid_and_skene_weigh_everybody_in_training_and_people_alone_in_the_test_part() -> None:
    names = tuple(f"n{number}" for number in range(60))
    tested = {name for name in names if in_test(name, 0.3)}
    given: list[Label] = []
    for number, name in enumerate(names):
        truth = ("favor", "against", "neutral")[number % 3]
        wrong = "neutral" if truth == "favor" else "favor"
        given += [label(name, f"model:{letter}", truth) for letter in "xy"]
        # A careless person, who is wrong on every other example and judged two in three.
        if number % 3:
            given.append(label(name, "ann", truth if number % 2 else wrong))
            given.append(label(name, "ben", truth))
    result = gold(*given, names=names, aggregation="dawid_skene", test_share=0.3)
    found = {g.article_id: g for g in result.gold}
    truths = {name: ("favor", "against", "neutral")[number % 3] for number, name in enumerate(names)}
    training = [name for name in names if name not in tested]
    assert all(found[name].stance == truths[name] for name in training)
    assert all(0.3 < found[name].label_confidence <= 1 for name in training)
    assert {found[name].label_source for name in found if name in tested} == {"ann+ben"}
    assert not any(name in found for name in tested if names.index(name) % 3 == 0)
    people = votes_of(result.gold, result.conflicts, Task.stance)
    assert all(set(said) == {"ann", "ben"} for _, said in people)


@pytest.mark.parametrize("aggregation", ["majority", "dawid_skene"])
def test_gold_does_not_depend_on_the_order_of_labels(aggregation: str) -> None:
    given = [
        label(name, who, stance)
        for name in "abc"
        for who, stance in (("ann", "favor"), ("ben", "against"), ("eva", "favor"))
    ]
    one = gold(*given, names=("a", "b", "c"), aggregation=aggregation)
    assert one.gold == gold(*reversed(given), names=("a", "b", "c"), aggregation=aggregation).gold


def test_who_passes_an_example_over_changes_nothing() -> None:
    none = label("a", "ann", None, sentiment=None, flags=("no_statement",))
    passed = label("a", "eva", None, sentiment=None, flags=("skipped",))
    result = gold(none, label("a", "ben", "favor"), passed)
    assert result.gold == [] and result.judged_twice == 1
    assert "passed it over" in gold(passed).left_out[0].reason


@pytest.mark.parametrize("aggregation", ["majority", "dawid_skene"])
def test_what_only_the_adjudicator_answers_counts(aggregation: str) -> None:
    given = [label("a", name, "favor", sentiment=None) for name in ("ann", "ben")]
    decided = label("a", "cleo", "against", sentiment="negative", role="adjudicator")
    (found,) = gold(*given, decided, aggregation=aggregation).gold
    assert (found.stance, found.sentiment) == ("against", "negative")


def test_gold_keeps_how_an_example_was_drawn() -> None:
    (drawn,) = gold(label("a", "ann", "favor", queue="uncertain", sampling_probability=0.25)).gold
    assert (drawn.queue, drawn.sampling_probability) == ("uncertain", 0.25)
