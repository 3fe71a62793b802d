"""Lines on real news are what their datasheet says, and stand where they say in the texts, where these are to be had."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from pipeline.countries.gazetteer import known_codes, organisation_codes
from pipeline.records import KINDS
from pipeline.tasks import Task
from tests.shared import shared

FOLDER = Path(__file__).resolve().parents[2] / "data/real"
SOURCES = list(csv.DictReader((FOLDER / "sources.csv").open(encoding="utf-8")))


def lines(reading: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / f"{reading}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("reading", ["first", "second"])
def test_every_line_has_known_labels_and_codes(reading: str) -> None:
    codes = known_codes() | organisation_codes()
    for line in lines(reading):
        assert line["stance"] in Task.stance.labels and line["sentiment"] in Task.sentiment.labels
        assert line["kind"] in KINDS and line["codebook"] == "2" and line["annotator"]
        assert line["target"] in codes and line["speaker_country"] in codes | {None}
        assert 0 <= line["start"] < line["end"]
        assert not line["domestic"] or line["target"] == line["speaker_country"]


def test_every_document_is_named_once_and_those_read_twice_have_a_second_reading() -> None:
    assert len({source["document"] for source in SOURCES}) == len(SOURCES) == 92
    assert {line["document"] for line in lines("first")} <= {source["document"] for source in SOURCES}
    twice = {source["document"] for source in SOURCES if source["read_twice"] == "yes"}
    assert {line["document"] for line in lines("second")} <= twice and len(twice) == 18


def texts() -> dict[str, str]:
    csv.field_size_limit(10_000_000)
    found: dict[str, str] = {}
    with gzip.open(shared("corpora/polnear/train.jsonl.gz"), "rt", encoding="utf-8") as articles:
        found |= {article["id"]: article["text"] for article in map(json.loads, articles)}
    for year in (2019, 2020):
        with shared(f"real/wikinews-{year}.csv").open(encoding="utf-8") as rows:
            for row in csv.DictReader(rows):
                found[row["url"]] = re.sub(r"\n\s*\n\s*", "\n\n", f"{row['title']}\n\n{row['text'].strip()}")
    return found


def test_lines_stand_in_the_texts_that_were_read() -> None:
    there = texts()
    for source in SOURCES:
        text = there[source["document"]]
        assert hashlib.sha256(text.encode()).hexdigest() == source["sha256"], source["document"]
    for line in [*lines("first"), *lines("second")]:
        text = there[line["document"]]
        assert text[line["start"] : line["end"]].strip()
        for words in (line["holder"], line["verb"], line["target_mention"]):
            assert words is None or text[slice(*words)].strip()
