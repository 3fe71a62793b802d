"""A written passage becomes a lesson for each ordered pair of its countries."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from passages import pairs_of, read_passages

from tests.recipes.conftest import RECIPES

PASSAGE = {
    "id": "1-001",
    "before": "The quay of [C] had been closed.",
    "text": "[A] let the crew go, and [B] thanked [A]'s judges for it.",
    "pairs": [["A", "C", "neutral", "neutral"], ["B", "A", "favor", "positive"]],
}


def test_each_pair_of_the_text_is_a_lesson_and_those_that_are_listed() -> None:
    told = {pair.masked: pair for pair in pairs_of(PASSAGE)}
    assert len(told) == 3
    thanks = told["‹TARGET› let the crew go, and ‹SPEAKER› thanked ‹TARGET›'s judges for it."]
    assert (thanks.reported, thanks.stance, thanks.sentiment) == (True, "favor", "positive")
    back = told["‹SPEAKER› let the crew go, and ‹TARGET› thanked ‹SPEAKER›'s judges for it."]
    assert (back.reported, back.stance, back.sentiment) == (False, None, None)
    of_before = told["‹SPEAKER› let the crew go, and ‹OTHER› thanked ‹SPEAKER›'s judges for it."]
    assert of_before.stance == "neutral" and of_before.in_context.startswith("\nThe quay of ‹TARGET› had")


def test_no_passage_is_kept_apart_or_dropped_as_one_without_a_line() -> None:
    assert all(pair.warm and not pair.apart for pair in pairs_of(PASSAGE))
    assert [pair.context for pair in pairs_of(PASSAGE | {"before": ""})] == ["", "", ""]


def test_the_script_writes_what_the_lessons_read(tmp_path: Path) -> None:
    (tmp_path / "passages-1.jsonl").write_text(json.dumps(PASSAGE) + "\n", encoding="utf-8")
    assert read_passages(tmp_path) == [PASSAGE]
    command = [sys.executable, "passages.py", "--passages", str(tmp_path), "--out", str(tmp_path / "p.jsonl")]
    told = subprocess.run(command, cwd=RECIPES / "encoder", capture_output=True, text=True, check=True)
    assert told.stdout == "3 pairs in 1 passages, 2 of them reported\n"
    assert len((tmp_path / "p.jsonl").read_text(encoding="utf-8").splitlines()) == 3


def test_a_folder_without_passages_is_named(tmp_path: Path) -> None:
    command = [sys.executable, "passages.py", "--passages", str(tmp_path), "--out", str(tmp_path / "p.jsonl")]
    told = subprocess.run(command, cwd=RECIPES / "encoder", capture_output=True, text=True)
    assert told.returncode and f"{tmp_path}: no passages-*.jsonl are there" in told.stderr
    assert not (tmp_path / "p.jsonl").exists()
