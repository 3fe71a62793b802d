"""What is said of a table that gives no articles."""

from __future__ import annotations

from pipeline.ingest.fields.column_problems import column_problem
from tests.ingest.readers.reading import CONFIG, config_with


def test_a_mapped_column_that_is_not_there_is_told_with_those_that_are() -> None:
    problem = column_problem(["story", "when"], config_with(columns={"text": "stroy"}))
    assert problem and "'stroy'" in problem and "found story, when" in problem and "Did you mean 'story'?" in problem


def test_a_hint_is_no_column_that_holds_another_field() -> None:
    problem = column_problem(["title", "txet"], CONFIG)
    assert problem and problem.endswith("Did you mean 'text'?")


def test_an_export_without_texts_says_what_to_do() -> None:
    problem = column_problem(["url", "title", "seendate", "domain", "sourcecountry"], CONFIG)
    assert problem and problem.endswith("or add a column of texts.")
