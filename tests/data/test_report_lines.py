"""Lines on wire reports are what their datasheet says, and teach of nothing that measures."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

from pipeline.countries.gazetteer import target_codes
from pipeline.languages import DEFAULT, language
from pipeline.tasks import Task

FOLDER = Path(__file__).resolve().parents[2] / "data/real"
DATASHEET = " ".join((FOLDER / "README.md").read_text(encoding="utf-8").split())


def reports(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


FIRST, AGAIN = reports("reports-1.jsonl"), reports("reports_again.jsonl")


def test_the_datasheet_says_how_many_lines_and_reports_there_are() -> None:
    lines = [line for read in FIRST for line in read["lines"]]
    corpora = Counter(read["document"].split("/")[0] for read in FIRST)
    assert f"{len(lines):,} lines toward countries in {len(FIRST)} wire reports" in DATASHEET
    assert f"{corpora['reuters-21578']} of Reuters-21578" in DATASHEET
    assert f"{corpora['lee-background']} of the background corpus" in DATASHEET
    sides = Counter(line[4] for line in lines)
    assert f"{sides['against']:,} against, {sides['favor']:,} favor, {sides['neutral']:,} neutral" in DATASHEET
    assert f"of {sum(line[6] for line in lines):,} the reader was sure" in DATASHEET


def test_the_datasheet_says_how_far_two_readers_agree() -> None:
    firsts = {read["document"]: read for read in FIRST}
    listed, told = [0, 0], []
    for read in AGAIN:
        one, other = ({tuple(line[:4]): line for line in part["lines"]} for part in (firsts[read["document"]], read))
        listed = [listed[0] + len(one), listed[1] + len(other)]
        told += [(one[key], other[key]) for key in one.keys() & other.keys()]
    stance, sentiment = (sum(one[i] == other[i] for one, other in told) / len(told) for i in (4, 5))
    assert f"{len(AGAIN)} reports were read again" in DATASHEET
    assert f"list {listed[0]:,} and {listed[1]:,} lines; {len(told):,} are shared" in DATASHEET
    assert f"{stance:.2f} on the stance and {sentiment:.2f} on the sentiment" in DATASHEET


def test_lines_name_countries_and_labels_that_there_are() -> None:
    codes = target_codes(language(DEFAULT))
    stances, sentiments = (Task(name).labels for name in ("stance", "sentiment"))
    for read in FIRST + AGAIN:
        assert len(read["lines"]) == len({tuple(line[:4]) for line in read["lines"]})
        for start, end, holder, target, stance, sentiment, sure in read["lines"]:
            assert 0 <= start < end and isinstance(sure, bool)
            assert target in codes and holder != target and (holder is None or holder in codes)
            assert stance in stances and sentiment in sentiments


def test_no_report_is_an_article_of_the_other_sets() -> None:
    with (FOLDER / "sources.csv").open(encoding="utf-8") as rows:
        others = {row["document"] for row in csv.DictReader(rows)}
    assert not others & {read["document"] for read in FIRST + AGAIN}
