"""Names of annotators: one person has one."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.annotate.annotators import look_alikes, told_apart
from pipeline.annotate.judgements import Judgement
from pipeline.errors import PipelineError
from tests.annotate.workbenches import workbench


def test_a_name_in_other_capitals_is_refused_and_the_one_that_is_there_suggested() -> None:
    assert told_apart("Anna", ["Anna", "Bo"]) == "Anna"
    assert told_apart("Anne", ["Anna", "Bo"]) == "Anne"
    with pytest.raises(PipelineError, match="Did you mean 'Anna'"):
        told_apart("ANNA", ["Anna", "Bo"])


def test_names_that_are_there_in_both_ways_stay_two() -> None:
    assert told_apart("ANNA", ["ANNA", "anna"]) == "ANNA"
    assert look_alikes(["anna", "Bo", "ANNA", "bo", "Cy"]) == [("ANNA", "anna"), ("Bo", "bo")]


def test_a_newcomer_is_told_apart_from_who_judged_decided_or_came_before(tmp_path: Path) -> None:
    with workbench(tmp_path) as bench:
        bench.record(Judgement("label-001", "example-article-0", "Ada", "favor", "neutral"))
        bench.record(Judgement("label-002", "example-article-0", "Eve", "favor", "neutral"), role="adjudicator")
        assert bench.who.newcomer(" Bo  Li ") == "Bo Li"
        for other in ("ADA", "eve", "bo li"):
            with pytest.raises(PipelineError, match="Did you mean"):
                bench.who.newcomer(other)
        assert bench.who.newcomer("Ada") == "Ada"


def test_a_name_of_the_plan_in_other_letters_is_suggested_and_who_decides_need_not_be_in_it(tmp_path: Path) -> None:
    with workbench(tmp_path, annotators=["Ada", "Bo"]) as bench:
        with pytest.raises(PipelineError, match="Did you mean 'Ada'"):
            bench.who.newcomer("ada")
        with pytest.raises(PipelineError, match="none of the plan's annotators"):
            bench.who.newcomer("Eve")
        assert bench.who.newcomer("Eve", "adjudicator") == "Eve"


def test_a_judgement_under_a_look_alike_that_came_before_is_still_saved(tmp_path: Path) -> None:
    """Nothing that a page holds is lost over a name."""
    with workbench(tmp_path) as bench:
        for number, name in enumerate(("anna", "ANNA")):
            bench.record(Judgement(f"label-00{number}", "example-article-1", name, "favor", "neutral"))
        assert bench.who.known() == ["ANNA", "anna"]
