"""Accidents to processes: after each the bytes of an undisturbed run, and counts that add up."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
import yaml

from pipeline import ScoreReport, score_files
from pipeline.config import PipelineConfig
from pipeline.records import Article
from pipeline.scoring import ScoreRun
from tests.scoring.small import article, articles, fast, table

ACCIDENTS = Path(__file__).parent / "faults"

Run = Callable[..., "subprocess.Popen[str]"]

pytestmark = pytest.mark.slow


@pytest.fixture
def start(elsewhere: Path) -> Iterator[Run]:
    """Starts ``stance score`` in a process of its own, where articles cause accidents."""
    write(Path("fast.yaml"), fast())
    paths = os.pathsep.join(filter(None, [str(ACCIDENTS), os.environ.get("PYTHONPATH")]))
    env = {**os.environ, "PYTHONPATH": paths, "STANCE_ACCIDENTS": str(elsewhere)}
    running: list[subprocess.Popen[str]] = []

    def started(*arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", "from pipeline.cli import main; main()", "score", *arguments]
        process = subprocess.Popen(
            [*command, "--config", "fast.yaml", "--keep-parts"],
            env=env,
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        running.append(process)
        return process

    yield started
    for process in running:
        if process.poll() is None:
            process.kill()
            process.wait()


def write(path: Path, config: PipelineConfig) -> None:
    path.write_text(yaml.safe_dump(json.loads(config.model_dump_json())), encoding="utf-8")


def finished(process: subprocess.Popen[str]) -> str:
    _, told = process.communicate(timeout=900)
    assert process.returncode == 0, told
    return told


def undisturbed(inputs: str, out: str) -> ScoreReport:
    """Scored in this process, where no article causes an accident."""
    return score_files(inputs, out, config=fast(), run=ScoreRun(workers=1, keep_parts=True))


def slow(numbers: range) -> list[Article]:
    return [article(number, text=article(number).text + " It was a SLOW day.") for number in numbers]


def of_articles(name: str, records: list[Article]) -> None:
    """A table of articles, or a file in which others might give them."""
    frame = pd.DataFrame([{"title": r.title, "text": r.text, "outlet": r.outlet} for r in records])
    if name.endswith(".csv"):
        frame.to_csv(name, index=False)
    elif name.endswith(".jsonl"):
        frame.to_json(name, orient="records", lines=True)
    else:
        table(name, records)


def wait_for_lines(number: int, process: subprocess.Popen[str]) -> None:
    journal = Path("s.parquet.parts/manifest.jsonl")
    for _ in range(1200):
        assert process.poll() is None, process.communicate()[1]
        if journal.exists() and journal.read_bytes().count(b"\n") >= number:
            return
        time.sleep(0.05)
    raise AssertionError("nothing was done within a minute")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_run_that_was_killed_goes_on(start: Run, workers: str) -> None:
    table("articles.parquet", slow(range(200)))
    undisturbed("articles.parquet", "whole.parquet")
    process = start("articles.parquet", "--out", "s.parquet", "--workers", workers)
    wait_for_lines(2, process)
    process.send_signal(signal.SIGKILL)
    # Its workers live on for a moment, with its standard error.
    process.wait()
    before = Path("s.parquet.parts/manifest.jsonl").read_bytes().count(b"\n")
    assert before >= 2 and not Path("s.parquet").exists()
    report = undisturbed("articles.parquet", "s.parquet")
    assert report.kept > 0 and "articles judged before" in str(report)
    assert Path("s.parquet").read_bytes() == Path("whole.parquet").read_bytes()
    assert not list(Path().glob(".*.part*"))


def test_a_worker_that_is_killed_is_replaced(start: Run) -> None:
    records = [*articles(range(150)), article(150, text=article(150).text + " KILL-ONCE")]
    table("articles.parquet", records)
    undisturbed("articles.parquet", "whole.parquet")
    told = finished(start("articles.parquet", "--out", "s.parquet", "--workers", "2"))
    assert Path("killed").exists() and "set aside" not in told
    assert Path("s.parquet").read_bytes() == Path("whole.parquet").read_bytes()


def test_articles_that_end_each_process_are_found_and_set_aside_also_where_few_are_left_with_them(start: Run) -> None:
    poison = [article(n, text=article(n).text + " KILL") for n in (300, 301)]
    good = list(articles(range(66)))
    table("articles.parquet", [*good[:40], poison[0], *good[40:], poison[1]])
    table("good.parquet", good)
    # What is left with them is so little that a run without accidents would judge it in the command's own process.
    told = finished(start("articles.parquet", "--out", "s.parquet", "--workers", "2"))
    undisturbed("good.parquet", "g.parquet")
    rejects = pd.read_json("s.parquet.rejects.jsonl", lines=True)
    assert list(rejects.source) == ["pages/0300.txt", "pages/0301.txt"] and set(rejects.code) == {"crashed"}
    assert "2 records set aside" in told and "132 rows from 66 articles" in told
    columns = [name for name in pd.read_parquet("s.parquet") if name != "data_version"]
    pd.testing.assert_frame_equal(pd.read_parquet("s.parquet")[columns], pd.read_parquet("g.parquet")[columns])


@pytest.mark.parametrize(
    ("name", "word", "where"),
    [
        ("news.jsonl", "END-READER", ("news.jsonl", "record 6")),
        ("news.csv", "END-PARSER", ("news.csv#17", None)),
        ("news.parquet", "END-ROW", ("news.parquet", "row 6")),
    ],
)
def test_a_record_that_ends_each_process_that_reads_it_is_found_and_set_aside(
    start: Run, name: str, word: str, where: tuple[str, str | None]
) -> None:
    records = list(articles(range(9)))
    of_articles(name, [*records[:5], article(300, text=article(300).text + f" {word}"), *records[5:]])
    for _ in range(2):
        # So few are judged in the process of the command, which thus ends.
        assert start(name, "--out", "s.parquet").wait(timeout=300) == -signal.SIGKILL
    told = finished(start(name, "--out", "s.parquet"))
    (reject,) = pd.read_json("s.parquet.rejects.jsonl", lines=True, dtype=False).to_dict("records")
    location = None if pd.isna(reject["location"]) else reject["location"]
    assert (reject["source"], location, reject["code"]) == (*where, "crashed")
    assert "1 record set aside" in told and "18 rows from 9 articles" in told


def test_two_runs_at_once(start: Run) -> None:
    table("articles.parquet", slow(range(40)))
    first = start("articles.parquet", "--out", "s.parquet", "--workers", "1")
    for _ in range(1200):
        if Path("s.parquet.parts/run.json").exists():
            break
        time.sleep(0.05)
    # It waits with what it holds, however long the second takes to start.
    first.send_signal(signal.SIGSTOP)
    second = start("articles.parquet", "--out", "s.parquet", "--workers", "1")
    _, told = second.communicate(timeout=120)
    first.send_signal(signal.SIGCONT)
    assert second.returncode == 2 and f"is making this table (process {first.pid} on" in told
    finished(first)
