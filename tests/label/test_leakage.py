from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.config import load_config
from pipeline.errors import PipelineError
from pipeline.evaluate import evaluate_model
from pipeline.label.leakage import near_duplicates, without_leaks
from pipeline.model.folder import load_model
from pipeline.model.packaged import packaged_model
from pipeline.records import GoldExample

QUOTE = "We will never again trust a neighbour who sells our water to strangers at night"


def gold(number: int, text: str) -> GoldExample:
    return GoldExample(
        f"e{number}", f"s{number}", f"a{number}", f"a{number}", "USA", False, "direct", None, None, None, text, text, "against",
        "negative", "x", 1.0,
    )  # fmt: skip


def test_the_same_quotation_in_two_articles_is_found_whatever_its_marks_and_case() -> None:
    test = [gold(1, QUOTE), gold(2, "The harbour opens again in the spring after long repairs")]
    training = [
        gold(3, "“" + QUOTE.upper() + "!”"),
        gold(4, QUOTE.replace("strangers", "friends and strangers")),
        gold(5, "x"),
    ]
    found = near_duplicates(training, test)
    assert [(d.training.example_id, d.test.example_id) for d in found] == [("e3", "e1")]
    assert found[0].similarity == 1.0


def test_short_statements_recur_without_a_leak() -> None:
    assert near_duplicates([gold(1, "declined to comment")], [gold(2, "declined to comment")]) == []
    assert near_duplicates([], [gold(2, QUOTE)]) == []


def test_what_repeats_the_test_part_leaves_the_training_part_and_is_listed() -> None:
    parts = {"train": [gold(1, QUOTE), gold(2, "another thing entirely was said here today")], "test": [gold(3, QUOTE)]}
    kept, found = without_leaks(parts)
    assert [e.example_id for e in kept["train"]] == ["e2"] and kept["test"] == parts["test"]
    assert [(d.training.example_id, d.test.example_id) for d in found] == [("e1", "e3")]


def test_evaluation_refuses_a_test_part_that_leaks() -> None:
    test, training = (
        [gold(1, QUOTE)],
        [gold(2, QUOTE), replace(gold(3, "quite another statement of the minister"), stance="favor")],
    )
    with pytest.raises(PipelineError, match=r"1 training examples repeat a statement of the test part.*stance label"):
        evaluate_model(load_model(packaged_model("linear")), test, training, load_config().evaluate)
