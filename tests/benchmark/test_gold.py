"""The package's own gold sentences: what `stance benchmark countries` and `speakers` report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.benchmark import benchmark_countries, benchmark_speakers
from pipeline.benchmark.marked import read_marked
from pipeline.errors import PipelineError


def test_marks_are_taken_out_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "gold.txt"
    path.write_text("# a comment\n## traps\n[Chad|TCD] met [Chad Lee|-]. ¶ Nobody else.\n")
    (text,) = read_marked(path)
    assert text.text == "Chad met Chad Lee.\n\nNobody else."
    assert [(text.text[m.start : m.end], m.code) for m in text.marks] == [("Chad", "TCD"), ("Chad Lee", "-")]
    assert (text.section, text.line) == ("traps", 3)


def test_a_broken_mark_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "gold.txt"
    path.write_text("[Chad|TC] met.\n")
    with pytest.raises(PipelineError, match=r"gold\.txt line 1: a bracket that is no mark"):
        read_marked(path)


def test_countries_are_found_as_well_as_documented() -> None:
    report = benchmark_countries("dev")
    assert report.numbers["sentences"] >= 400
    assert report.metrics["precision"].value >= 0.97 and report.metrics["recall"].value >= 0.95


def test_speakers_countries_are_found_as_well_as_documented() -> None:
    report = benchmark_speakers("dev")
    assert report.numbers["cases"] >= 150
    assert report.metrics["speaker_country_accuracy"].value >= 0.92


def test_an_error_names_line_and_words() -> None:
    errors = benchmark_countries("blind").errors
    assert errors and all(error.startswith("line ") and "“" in error for error in errors)


@pytest.mark.parametrize("subject", ["countries", "speakers"])
def test_the_command(stance, elsewhere: Path, subject: str) -> None:
    result = stance("benchmark", subject, "--split", "blind-2", "--json", "out.json")
    assert result.code == 0 and f"{subject} blind-2" in result.out
    assert json.loads(Path("out.json").read_text())["benchmark"] == f"{subject} blind-2"
    wrong = stance("benchmark", subject, "--split", "tset")
    assert wrong.code == 2 and "There are: blind, blind-2, dev" in wrong.err
