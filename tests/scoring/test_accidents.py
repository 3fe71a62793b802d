"""Accidents within one process: errors of an article, a disk that is full, a clock that jumps."""

from __future__ import annotations

import errno
import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline import PipelineError, ScoreReport, score_files
from pipeline.extract.statements import StatementExtractor
from pipeline.records import Article
from pipeline.scoring import ScoreRun
from pipeline.scoring.selection import Selection
from tests.broken_disk import failing_disk
from tests.scoring.small import article, articles, fast, table

RUN = ScoreRun(workers=1, keep_parts=True)


def scored(out: str, inputs: str = "articles.parquet") -> ScoreReport:
    return score_files(inputs, out, config=fast(), run=RUN)


@pytest.mark.parametrize("error", [RuntimeError("a bug"), MemoryError(), RecursionError()])
def test_an_article_that_raises_is_set_aside_and_the_others_are_judged(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    bad = article(999)
    table("articles.parquet", [*articles(range(20)), bad, *articles(range(20, 40))])
    extract = StatementExtractor.extract

    def failing(self: StatementExtractor, given: Iterable[Article], *wanted: Any) -> Iterator[Any]:
        for each in given:
            if each.article_id == bad.article_id:
                raise error
            yield from extract(self, [each], *wanted)

    monkeypatch.setattr(StatementExtractor, "extract", failing)
    report = scored("s.parquet")
    assert (report.records, report.articles, report.rows) == (41, 40, 80)
    (reject,) = report.aside.rejects
    assert (reject.source, reject.code) == ("pages/0999.txt", "crashed") and type(error).__name__ in reject.reason


@pytest.mark.parametrize(
    ("place", "where"),
    [
        ("pipeline.ingest.readers.json_lines.record_document", ("news.jsonl", "record 6")),
        ("pipeline.ingest.articles.read_document", ("news.jsonl#6", None)),
    ],
)
def test_a_record_that_cannot_be_read_takes_no_other_along(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, place: str, where: tuple[str, str | None]
) -> None:
    records = [*articles(range(5)), article(999), *articles(range(5, 10))]
    lines = [json.dumps({"title": record.title, "text": record.text}) for record in records]
    Path("news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    room, _, name = place.rpartition(".")
    real = getattr(import_module(room), name)

    def failing(record: Any, *rest: Any) -> Any:
        if "day 999" in str(record):
            raise MemoryError
        return real(record, *rest)

    monkeypatch.setattr(place, failing)
    report = scored("s.parquet", "news.jsonl")
    assert (report.records, report.articles, report.rows) == (11, 10, 20)
    (reject,) = report.aside.rejects
    assert (reject.source, reject.location, reject.code) == (*where, "crashed") and "MemoryError" in reject.reason


@pytest.mark.parametrize("broken", [[7], [7, 8], [0, 19]])
def test_a_row_that_cannot_be_read_takes_no_other_along(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, broken: list[int]
) -> None:
    table("articles.parquet", articles(range(20)))
    met_by = Selection.met_by

    def failing(self: Selection, row: Any) -> bool:
        if any(row.get("text", "").endswith(f"on day {number}.") for number in broken):
            raise MemoryError
        return met_by(self, row)

    monkeypatch.setattr(Selection, "met_by", failing)
    report = scored("s.parquet")
    assert (report.records, report.articles) == (20, 20 - len(broken))
    assert [reject.location for reject in report.aside.rejects] == [f"row {number + 1}" for number in broken]


def test_what_a_disk_did_not_give_is_asked_for_again(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("in").mkdir()
    for number in range(4):
        Path(f"in/{number}.txt").write_text(article(number).text)
    mended = failing_disk(monkeypatch, "2.txt")
    first = scored("s.parquet", "in")
    assert (first.articles, [reject.code for reject in first.aside.rejects]) == (3, ["not_reached"])
    mended()
    second = scored("s.parquet", "in")
    assert (second.articles, second.aside.rejects) == (4, []) and not Path("s.parquet.rejects.jsonl").exists()
    assert scored("s.parquet", "in").complete_before


def test_what_ended_a_process_is_tried_again_where_that_is_asked_for(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table("articles.parquet", articles(range(20)))
    extract = StatementExtractor.extract

    def failing(self: StatementExtractor, given: Iterable[Article], *wanted: Any) -> Iterator[Any]:
        for each in given:
            if each.source_path.endswith("0007.txt"):
                raise MemoryError
            yield from extract(self, [each], *wanted)

    monkeypatch.setattr(StatementExtractor, "extract", failing)
    assert scored("s.parquet").articles == 19
    monkeypatch.setattr(StatementExtractor, "extract", extract)
    assert scored("s.parquet").complete_before
    again = score_files("articles.parquet", "s.parquet", config=fast(), run=replace(RUN, overwrite=True))
    assert (again.articles, again.aside.rejects) == (20, [])


def test_of_a_table_of_which_no_row_can_be_read_each_is_told(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table("articles.parquet", articles(range(20)))

    def failing(self: Selection, row: Any) -> bool:
        raise MemoryError

    monkeypatch.setattr(Selection, "met_by", failing)
    with pytest.raises(PipelineError, match=r"articles\.parquet"):
        scored("s.parquet")
    rejects = pd.read_json("s.parquet.rejects.jsonl", lines=True)
    assert set(rejects.code) == {"crashed"} and list(rejects.location) == [f"row {number + 1}" for number in range(20)]


def test_a_disk_that_is_full_while_parts_are_written_keeps_what_is_done(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table("articles.parquet", articles(range(150)))
    scored("whole.parquet")
    write, written = Path.write_bytes, []

    def full(self: Path, data: bytes) -> int:
        if self.name.endswith(".part.parquet"):
            written.append(self)
            if len(written) > 1:
                raise OSError(errno.ENOSPC, "No space left on device")
        return write(self, data)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(PipelineError, match="No space left on device"):
            scored("s.parquet")
    assert not Path("s.parquet").exists()
    assert scored("s.parquet").kept > 0
    assert Path("s.parquet").read_bytes() == Path("whole.parquet").read_bytes()


def test_a_disk_that_is_full_while_the_table_is_written_leaves_nothing_half(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table("articles.parquet", articles(range(30)))

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.scoring.writing._Parquet._group", full)
        with pytest.raises(PipelineError, match=r"s\.parquet: could not be written .*what is judged is kept"):
            scored("s.parquet")
    assert not Path("s.parquet").exists() and not list(Path().glob(".s.parquet*"))
    assert scored("s.parquet").kept == 30


def test_it_goes_on_where_it_ended_between_the_table_and_its_manifest(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table("articles.parquet", articles(range(30)))

    def ended(*_: object) -> str:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.scoring.making.table_state", ended)
        with pytest.raises(KeyboardInterrupt):
            scored("s.parquet")
    assert Path("s.parquet").exists()
    assert scored("s.parquet").rows == 60 and scored("s.parquet").complete_before


def test_a_clock_that_jumps_changes_nothing(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table("articles.parquet", articles(range(30)))
    scored("whole.parquet")
    hours = iter(range(10**6))
    monkeypatch.setattr(time, "time", lambda: 2e9 - 3600 * next(hours))
    scored("s.parquet")
    assert Path("s.parquet").read_bytes() == Path("whole.parquet").read_bytes()


def test_a_grown_folder_judges_the_new_file_alone(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("in").mkdir()
    for number, record in enumerate(articles(range(8))):
        Path(f"in/{number}.txt").write_text(record.text, encoding="utf-8")
    first = scored("s.parquet", "in")
    assert first.kept == 0 and first.articles == 8
    Path("in/3a.txt").write_text(article(77).text, encoding="utf-8")
    Path("in/5.txt").unlink()
    report = scored("s.parquet", "in")
    assert (report.articles, report.kept) == (8, 7)
    scored("fresh.parquet", "in")
    assert Path("s.parquet").read_bytes() == Path("fresh.parquet").read_bytes()
    assert list(dict.fromkeys(pd.read_parquet("s.parquet").source_path))[3:5] == ["in/3.txt", "in/3a.txt"]


def test_what_is_expected_is_of_each_text_once(elsewhere: Path) -> None:
    for folder, numbers in {"once": [1, 2, 3], "often": [1, 1, 1, 2, 3, 1]}.items():
        Path(folder).mkdir()
        for place, number in enumerate(numbers):
            Path(folder, f"{place}.txt").write_text(article(number).text, encoding="utf-8")
    once, often = (scored(f"{folder}.parquet", folder).drift for folder in ("once", "often"))
    assert once and often and often.expected_accuracy == once.expected_accuracy
    assert (often.articles, often.statements) == (once.articles, once.statements) == (3, 6)


def test_copies_in_other_files_add_nothing(elsewhere: Path) -> None:
    for folder in ("a", "b"):
        Path(folder).mkdir()
        Path(folder, "x.txt").write_text(article(1).text, encoding="utf-8")
    report = score_files(["b", "a"], "s.parquet", config=fast(), run=RUN)
    assert (report.records, report.articles, report.copies) == (2, 1, 1)
    assert set(pd.read_parquet("s.parquet").source_path) == {"a/x.txt"}
