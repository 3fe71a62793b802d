"""Processes that end, with a stand-in for the process: what is left out, and when it is told that the reason is another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline import PipelineError, ScoreReport, score_files
from pipeline.scoring import ScoreRun
from pipeline.scoring.job import Job
from pipeline.scoring.selection import Selection, read_where
from tests.scoring.small import articles, fast, table


class Ended(BaseException):
    """What ends the process, of which there is only one here."""


class Process:
    """Stands for the process of its own in which a shard is judged: where that would end, this one goes on."""

    starts: int

    def __init__(self, **_: object) -> None:
        pass

    def __call__(self, tasks: Iterable[tuple[Callable[..., Any], Any, Any]]) -> list[Any]:
        type(self).starts += 1
        assert self.starts < 30, "it is started again and again"
        try:
            return [work(*given, **named) for work, given, named in tasks]
        except Ended as error:
            raise BrokenExecutor from error


@pytest.fixture
def process(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Process]]:
    monkeypatch.setattr("joblib.Parallel", Process)
    Process.starts = 0
    yield Process


def ended(*_: object) -> None:
    raise Ended


def until_done(**run: Any) -> ScoreReport:
    """Start the command again as often as it is ended."""
    # A process that is killed does not clear up.
    Path("s.parquet.parts").mkdir(exist_ok=True)
    Path("s.parquet.parts/manifest.jsonl").touch()
    for _ in range(20):
        with suppress(Ended):
            return score_files("articles.parquet", "s.parquet", config=fast(), run=ScoreRun(workers=1, **run))
    raise AssertionError("it is ended again and again")


def ends_at(monkeypatch: pytest.MonkeyPatch, days: list[int]) -> None:
    """The process ends where the cells of the rows of some days are looked at."""
    met_by = Selection.met_by

    def ending(self: Selection, row: Any) -> bool:
        if any(row["text"].endswith(f"on day {day}.") for day in days):
            raise Ended
        return met_by(self, row)

    monkeypatch.setattr(Selection, "met_by", ending)


def stops_reading_at(monkeypatch: pytest.MonkeyPatch, day: int, error: type[BaseException]) -> None:
    """Reading as far as the row of a day, with whatever is read with it, raises."""
    iter_batches = pq.ParquetFile.iter_batches

    def stopping(self: pq.ParquetFile, *given: Any, **named: Any) -> Iterator[Any]:
        for batch in iter_batches(self, *given, **named):
            if any(text.endswith(f"on day {day}.") for text in batch.column("text").to_pylist()):
                raise error
            yield batch

    monkeypatch.setattr(pq.ParquetFile, "iter_batches", stopping)


def test_a_process_that_ends_before_its_first_record_is_told_and_not_started_for_ever(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, process: type[Process]
) -> None:
    table("articles.parquet", articles(range(5)))
    monkeypatch.setattr(Job, "load", ended)
    with pytest.raises(
        PipelineError, match=r"articles\.parquet: .* ends before one of them.* perhaps too little memory"
    ):
        until_done()
    assert process.starts == 2


def test_a_row_that_ends_the_process_takes_no_other_along(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, process: type[Process]
) -> None:
    table("articles.parquet", articles(range(20)))
    ends_at(monkeypatch, [5, 6, 12])
    report = until_done()
    assert [reject.location for reject in report.aside.rejects] == ["row 6", "row 7", "row 13"]
    assert (report.records, report.articles, process.starts) == (20, 17, 7)


def test_where_row_after_row_ends_the_process_the_rest_is_left_out(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, process: type[Process]
) -> None:
    table("articles.parquet", articles(range(4)))
    ends_at(monkeypatch, [0, 1, 2, 3])
    with pytest.raises(PipelineError, match=r"articles\.parquet"):
        until_done()
    assert "what follows in this part of the file was left out" in Path("s.parquet.rejects.jsonl").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("error", [Ended, MemoryError])
def test_behind_a_row_that_cannot_be_reached_its_row_group_alone_is_left_out_and_at_once(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, process: type[Process], error: type[BaseException]
) -> None:
    # Of these the seventh ends a portion.
    table("all.parquet", articles(range(28, 48)))
    pq.write_table(pq.read_table("all.parquet"), "articles.parquet", row_group_size=17)
    stops_reading_at(monkeypatch, 33, error)
    report = until_done()
    assert [reject.location for reject in report.aside.rejects] == [f"row {number}" for number in range(6, 18)]
    assert all("what follows in its row group was left out" in reject.reason for reject in report.aside.rejects)
    assert (report.records, report.articles) == (20, 8)
    assert process.starts == (3 if error is Ended else 0)


def test_of_a_row_group_that_several_shards_are_in_the_same_is_left_out(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, process: type[Process]
) -> None:
    table("articles.parquet", articles(range(28, 98)))
    stops_reading_at(monkeypatch, 33, Ended)
    report = until_done()
    assert (report.records, report.articles) == (70, 5)
    assert len({reject.reason.partition(" is in ")[2] for reject in report.aside.rejects}) == 1


@pytest.mark.parametrize(
    ("column", "run"),
    [
        ("text", {}),
        ("outlet", {"selection": read_where("outlet == 'The Lake' or year > 2000")}),
        ("duplicate_group", {"copy_near_duplicates": True}),
        ("sources", {}),
    ],
)
def test_a_row_with_bytes_that_are_no_text_takes_no_other_along(
    elsewhere: Path, column: str, run: dict[str, Any]
) -> None:
    table("all.parquet", articles(range(20)))
    whole = pq.read_table("all.parquet")
    place = whole.schema.get_field_index(column)
    broken = [5, 6, 7, 8, 19]
    spoiled: list[Any] = [
        b"\xff\xfe" if row in broken else str(cell).encode() for row, cell in enumerate(whole[column].to_pylist())
    ]
    cells = pa.array(spoiled, pa.binary()).view(pa.string())
    if column == "sources":
        cells = pa.ListArray.from_arrays(pa.array(range(21), pa.int32()), cells)
    pq.write_table(whole.set_column(place, column, cells), "articles.parquet")
    report = until_done(**run)
    assert (report.records, report.articles) == (20, 15)
    assert [reject.location for reject in report.aside.rejects] == [f"row {row + 1}" for row in broken]
    assert all("UnicodeDecodeError" in reject.reason for reject in report.aside.rejects)


def test_a_table_that_is_damaged_is_told_of(elsewhere: Path) -> None:
    table("articles.parquet", articles(range(20)))
    data = bytearray(Path("articles.parquet").read_bytes())
    data[4:2000] = bytes(1996)
    Path("articles.parquet").write_bytes(data)
    with pytest.raises(PipelineError, match=r"articles\.parquet: rows 1 to 20 cannot be read .* damaged"):
        until_done()
