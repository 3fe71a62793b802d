"""The written passages are what their datasheet says."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import permutations
from pathlib import Path
from typing import Any

from pipeline.tasks import Task

FOLDER = Path(__file__).resolve().parents[2] / "data/passages"
DATASHEET = " ".join((FOLDER / "README.md").read_text(encoding="utf-8").split())
LETTER = re.compile(r"\[([A-D])\]")


def passages(name: str) -> list[dict[str, Any]]:
    files = sorted(FOLDER.glob(name))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


TAUGHT, APART, AGAIN = (passages(name) for name in ("passages-*.jsonl", "apart.jsonl", "read_again.jsonl"))
WRITTEN = TAUGHT + APART


def told(passage: dict[str, Any]) -> dict[tuple[str, str], list[str]]:
    """Stance and sentiment of each pair that a reader lists, the first where it is listed twice."""
    pairs: dict[tuple[str, str], list[str]] = {}
    for holder, target, *held in passage["pairs"]:
        pairs.setdefault((holder, target), held)
    return pairs


def test_the_datasheet_says_how_many_there_are() -> None:
    listed = Counter(stance for passage in WRITTEN for _, _, stance, _ in passage["pairs"])
    silent = sum(len(set(permutations(set(LETTER.findall(p["text"])), 2)) - told(p).keys()) for p in WRITTEN)
    assert f"{len(WRITTEN):,} passages" in DATASHEET
    assert f"{len(TAUGHT):,} that teach; `apart.jsonl`: {len(APART)} that do not" in DATASHEET
    assert f"{sum(listed.values()):,} reported pairs" in DATASHEET
    assert f"{listed['against']:,} against, {listed['favor']:,} favor, {listed['neutral']:,} neutral" in DATASHEET
    assert f"{silent:,} ordered pairs of which nothing is reported" in DATASHEET


def test_the_datasheet_says_how_far_two_readers_agree() -> None:
    by_id = {passage["id"]: told(passage) for passage in WRITTEN}
    both = [(by_id[read["id"]], told(read)) for read in AGAIN]
    shared = [(one[pair], other[pair]) for one, other in both for pair in one.keys() & other.keys()]
    listed = [sum(len(reading[i]) for reading in both) for i in (0, 1)]
    stance, sentiment = (sum(one[i] == other[i] for one, other in shared) / len(shared) for i in (0, 1))
    assert f"{len(AGAIN)} passages were read again" in DATASHEET
    assert f"{listed[0]} and {listed[1]} pairs; {len(shared)} are shared" in DATASHEET
    assert f"{stance:.2f} on the stance and {sentiment:.2f} on the sentiment" in DATASHEET


def test_each_passage_has_pairs_of_its_own_letters_and_labels_that_there_are() -> None:
    stances, sentiments = (Task(name).labels for name in ("stance", "sentiment"))
    assert len({passage["id"] for passage in WRITTEN}) == len({passage["text"] for passage in WRITTEN}) == len(WRITTEN)
    for passage in WRITTEN:
        there = set(LETTER.findall(passage["text"]))
        assert there and len(told(passage)) == len(passage["pairs"])
        assert not re.search(r"\[(?![A-D]\])", passage["before"] + passage["text"])
        for holder, target, stance, sentiment in passage["pairs"]:
            assert holder in there and holder != target
            assert target in there | set(LETTER.findall(passage["before"]))
            assert stance in stances and sentiment in sentiments
