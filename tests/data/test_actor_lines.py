"""Lines between actors are what their datasheet says, and stand where they say in the texts, where these are to be had."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

from pipeline.tasks import Task
from tests.shared import shared

FOLDER = Path(__file__).resolve().parents[2] / "data/real"
DATASHEET = " ".join((FOLDER / "README.md").read_text(encoding="utf-8").split())
Read = dict[str, Any]


def articles(pattern: str) -> list[Read]:
    return [
        json.loads(line)
        for path in sorted(FOLDER.glob(pattern))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


FIRST, AGAIN = articles("actors-*.jsonl"), articles("actors_again.jsonl")


def are_one(one: list[list[int]], other: list[list[int]]) -> bool:
    """Whether two readers mean the same actor: some of their forms stand in the same place."""
    return any(start < stop and begin < end for start, end in one for begin, stop in other)


def shared_lines(one: Read, other: Read) -> list[tuple[list[Any], list[Any]]]:
    left, pairs = list(other["lines"]), []
    for line in one["lines"]:
        for same in left:
            if line[:2] == same[:2] and all(are_one(one["actors"][line[i]], other["actors"][same[i]]) for i in (2, 3)):
                left.remove(same)
                pairs.append((line, same))
                break
    return pairs


def test_the_datasheet_says_how_many_lines_and_articles_there_are() -> None:
    lines = [line for read in FIRST for line in read["lines"]]
    again = sum(len(read["lines"]) for read in AGAIN)
    assert f"{len(lines):,} lines between actors in {len(FIRST)} articles" in DATASHEET
    assert f"a second, independent reading of {len(AGAIN)} of them ({again:,} lines)" in DATASHEET
    sides = Counter(line[4] for line in lines)
    assert f"{sides['against']:,} against, {sides['favor']:,} favor, {sides['neutral']:,} neutral" in DATASHEET
    assert f"of {sum(line[6] for line in lines):,} the reader was sure" in DATASHEET


def test_the_datasheet_says_how_far_two_readers_agree() -> None:
    firsts = {read["document"]: read for read in FIRST}
    pairs = [pair for read in AGAIN for pair in shared_lines(firsts[read["document"]], read)]
    listed = [sum(len(read["lines"]) for read in part) for part in ([firsts[r["document"]] for r in AGAIN], AGAIN)]
    stance, sentiment = (sum(one[i] == other[i] for one, other in pairs) / len(pairs) for i in (4, 5))
    assert f"list {listed[0]:,} and {listed[1]:,} lines; {len(pairs):,} are shared" in DATASHEET
    assert f"{stance:.2f} on the stance and {sentiment:.2f} on the sentiment" in DATASHEET


def test_lines_name_actors_and_labels_that_there_are() -> None:
    stances, sentiments = (Task(name).labels for name in ("stance", "sentiment"))
    for read in FIRST + AGAIN:
        for start, end, holder, target, stance, sentiment, sure, *words in read["lines"]:
            assert 0 <= start < end and isinstance(sure, bool)
            assert holder != target and {holder, target} <= read["actors"].keys()
            assert stance in stances and sentiment in sentiments
            assert all(place is None or start <= place[0] < place[1] <= end for place in words)


def test_no_article_that_is_kept_apart_was_read_for_actors() -> None:
    with (FOLDER / "sources.csv").open(encoding="utf-8") as rows:
        apart = {row["document"] for row in csv.DictReader(rows) if row["apart"] == "yes"}
    assert apart and not apart & {read["document"] for read in FIRST + AGAIN}
    assert len({read["document"] for read in FIRST}) == len(FIRST)


def test_forms_and_sentences_stand_in_the_texts() -> None:
    corpus = shared("corpora/polnear/train.jsonl.gz")
    texts = {}
    with gzip.open(corpus, "rt", encoding="utf-8") as file:
        for article in map(json.loads, file):
            texts[article["id"]] = article["text"]
    there = [read for read in FIRST + AGAIN if read["document"] in texts]
    assert len(there) > 700
    for read in there:
        text = texts[read["document"]]
        assert hashlib.sha256(text.encode()).hexdigest() == read["sha256"]
        for spans in read["actors"].values():
            assert all(text[start:end].strip() and end <= len(text) for start, end in spans)
        for start, end, *_ in read["lines"]:
            assert text[start:end].strip() and end <= len(text)
