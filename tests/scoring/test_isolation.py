"""Processes that end, with a stand-in for the process: what is left out, and when it is told that the reason is another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from pipeline import PipelineError, ScoreReport, score_files
from pipeline.scoring import ScoreRun
from pipeline.scoring.job import Job
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
