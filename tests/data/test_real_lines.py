"""Lines on real news are what their datasheet says, and stand where they say in the texts, where these are to be had."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pipeline.countries.gazetteer import known_codes, organisation_codes
from pipeline.records import KINDS
from pipeline.tasks import Task
from tests.shared import shared

FOLDER = Path(__file__).resolve().parents[2] / "data/real"
SOURCES = list(csv.DictReader((FOLDER / "sources.csv").open(encoding="utf-8")))
DATASHEET = " ".join((FOLDER / "README.md").read_text(encoding="utf-8").split())
SETS = (slice(0, 92), slice(92, 345), slice(345, 533))
Line = dict[str, Any]


def lines(reading: str) -> list[Line]:
    return [json.loads(line) for line in written(reading)]


def written(reading: str) -> list[str]:
    return [
        line
        for path in sorted(FOLDER.glob(f"{reading}*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def foreign(listed: list[Line]) -> list[Line]:
    return [line for line in listed if not line["domestic"] and not line["place"]]


def agreement(part: slice) -> tuple[int, int, int, dict[str, float]]:
    """Foreign lines of the first and the second reading, those shared, and the shares of these with equal labels."""
    twice = {source["document"] for source in SOURCES[part] if source["read_twice"] == "yes"}
    first, second = (
        [line for line in foreign(lines(name)) if line["document"] in twice] for name in ("first", "second")
    )
    pairs = shared_lines(first, second)
    labels = ("stance", "speaker_country", "sentiment")
    equal = {label: sum(one[label] == other[label] for one, other in pairs) / len(pairs) for label in labels}
    return len(first), len(second), len(pairs), equal


def shared_lines(first: list[Line], second: list[Line]) -> list[tuple[Line, Line]]:
    """Pairs of one document and target that share half of the shorter span.

    Of several the one with the same country of the holder, then the one with most in common.
    """
    pairs, left = [], list(second)
    for line in first:
        ranked = []
        for other in left:
            if (line["document"], line["target"]) == (other["document"], other["target"]):
                common = min(line["end"], other["end"]) - max(line["start"], other["start"])
                share = common / min(line["end"] - line["start"], other["end"] - other["start"])
                if share >= 0.5:
                    ranked.append((line["speaker_country"] == other["speaker_country"], share, other))
        if ranked:
            met = max(ranked, key=lambda candidate: candidate[:2])[2]
            left.remove(met)
            pairs.append((line, met))
    return pairs


@pytest.mark.parametrize("reading", ["first", "second"])
def test_every_line_has_known_labels_and_codes(reading: str) -> None:
    codes = known_codes() | organisation_codes()
    for line in lines(reading):
        assert line["stance"] in Task.stance.labels and line["sentiment"] in Task.sentiment.labels
        assert line["kind"] in KINDS and line["codebook"] == "2" and line["annotator"]
        assert line["target"] in codes and line["speaker_country"] in codes | {None}
        assert 0 <= line["start"] < line["end"]
        assert not line["domestic"] or line["target"] == line["speaker_country"]


@pytest.mark.parametrize("reading", ["first", "second"])
def test_lines_stand_in_the_order_of_their_sources_and_none_stands_twice(reading: str) -> None:
    rank = {source["document"]: at for at, source in enumerate(SOURCES)}
    keys = [
        (rank[line["document"]], line["start"], line["end"], line["target"], line["speaker_country"] or "")
        for line in lines(reading)
    ]
    assert keys == sorted(keys)
    assert len(set(written(reading))) == len(keys)
    assert written(reading) == [json.dumps(line, ensure_ascii=False) for line in lines(reading)]


def test_no_file_is_over_one_megabyte() -> None:
    assert all(path.stat().st_size < 1_000_000 for path in FOLDER.iterdir())


@pytest.mark.parametrize("reading", ["first", "second"])
def test_every_document_has_one_reader(reading: str) -> None:
    readers = {(line["document"], line["annotator"]) for line in lines(reading)}
    assert len(readers) == len({document for document, _ in readers})


def test_every_document_is_named_once_and_those_read_twice_have_a_second_reading() -> None:
    assert len({source["document"] for source in SOURCES}) == len(SOURCES) == 533
    assert {line["document"] for line in lines("first")} <= {source["document"] for source in SOURCES}
    twice = {source["document"] for source in SOURCES if source["read_twice"] == "yes"}
    assert {line["document"] for line in lines("second")} <= twice and len(twice) == 193
    assert not {line["annotator"] for line in lines("first")} & {line["annotator"] for line in lines("second")}


@pytest.mark.parametrize(("number", "part"), enumerate(SETS, start=1))
def test_the_datasheet_counts_what_each_set_holds(number: int, part: slice) -> None:
    documents = {source["document"] for source in SOURCES[part]}
    wikinews = sum(source["corpus"] == "wikinews" for source in SOURCES[part])
    first = [line for line in lines("first") if line["document"] in documents]
    stances = Counter(line["stance"] for line in foreign(first))
    corpora = f"{len(documents)} ({len(documents) - wikinews}, {wikinews})"
    sides = f"{len(foreign(first)):,}: {stances['against']}, {stances['favor']}, {stances['neutral']}"
    others = f"{sum(line['domestic'] for line in first)} | {sum(line['place'] for line in first)}"
    without = len(documents - {line["document"] for line in first})
    row = rf"\| {number} \| [0-9–]+ \| {re.escape(corpora)} \| [0-9–,]+ \| {len(first):,} \| "
    assert re.search(row + re.escape(f"{sides} | {others} | {without} |"), DATASHEET)


@pytest.mark.parametrize(("number", "part"), enumerate(SETS, start=1))
def test_readers_agree_in_each_set_as_the_datasheet_says(number: int, part: slice) -> None:
    second = [line for line in lines("second") if line["document"] in {source["document"] for source in SOURCES[part]}]
    twice = sum(source["read_twice"] == "yes" for source in SOURCES[part])
    one, other, pairs, share = agreement(part)
    shares = " | ".join(f"{share[name]:.2f}" for name in ("stance", "speaker_country", "sentiment"))
    assert f"| {number} | {twice} | {len(second)} | {one} and {other} | {pairs} | {shares} |" in DATASHEET


def test_the_datasheet_sums_the_sets_up() -> None:
    first, second = lines("first"), lines("second")
    twice = sum(source["read_twice"] == "yes" for source in SOURCES)
    stances = Counter(line["stance"] for line in foreign(first))
    domestic, places = sum(line["domestic"] for line in first), sum(line["place"] for line in first)
    one, other, pairs, share = agreement(slice(None))
    for said in (
        f"{len(first):,} lines on {len(SOURCES)} real news articles",
        f"reading of {twice} of them ({len(second)} lines)",
        f"{len(SOURCES) - len({line['document'] for line in first})} articles have no line",
        f"{len(foreign(first)):,} lines are toward foreign countries",
        f"{stances['against']:,} against, {stances['favor']} favor, {stances['neutral']} neutral",
        f"{domestic} are domestic, {places} places",
        f"{sum(line['sure'] for line in first):,} of all sure",
        f"{one} and {other} foreign lines; {pairs} share target and half of the shorter span",
        f"{share['stance']:.2f} on the stance, {share['speaker_country']:.2f} on the holder's country",
        f"{share['sentiment']:.2f} on the sentiment",
    ):
        assert said in DATASHEET


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
