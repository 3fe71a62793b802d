"""Any engine gives the same bytes, also where workers come and go."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from joblib import register_parallel_backend
from joblib.parallel import ThreadingBackend

from pipeline import PipelineError, score_files
from pipeline.ingest.sources.source import Piece, Source
from pipeline.scoring import ScoreRun
from pipeline.scoring.engine import Engine, require_engine
from pipeline.scoring.shards import Kind, Portion, Shard
from tests.scoring.small import article, articles, fast, table


@pytest.mark.parametrize("name", ["locall", "dask:8786", "ray"])
def test_what_is_no_engine_is_a_sentence(name: str) -> None:
    with pytest.raises(PipelineError, match=r"--engine: .* is none\. Give local, dask"):
        require_engine(name)


def test_any_backend_of_joblib_serves(elsewhere: Path) -> None:
    table("articles.parquet", articles(range(150)))
    score_files("articles.parquet", "one.parquet", config=fast(), run=ScoreRun(workers=1))
    score_files("articles.parquet", "s.parquet", config=fast(), run=ScoreRun(workers=2, engine="joblib:threading"))
    assert Path("one.parquet").read_bytes() == Path("s.parquet").read_bytes()


class _AllAtOnce(ThreadingBackend):
    """As the backends of Ray and Spark, which give nothing back before all is done."""

    supports_return_generator = False


def test_a_backend_that_gives_all_back_at_once_serves_too(elsewhere: Path) -> None:
    register_parallel_backend("all_at_once", _AllAtOnce)
    table("articles.parquet", articles(range(150)))
    score_files("articles.parquet", "one.parquet", config=fast(), run=ScoreRun(workers=1))
    score_files("articles.parquet", "s.parquet", config=fast(), run=ScoreRun(workers=1, engine="joblib:all_at_once"))
    assert Path("one.parquet").read_bytes() == Path("s.parquet").read_bytes()


class _WithoutTheTool(ThreadingBackend):
    """As a cluster whose workers lack the package."""

    def submit(self, func: Any, callback: Any = None) -> Any:
        raise ModuleNotFoundError("No module named 'pipeline'")


def test_workers_that_lack_the_tool_are_told_of(elsewhere: Path) -> None:
    register_parallel_backend("without_the_tool", _WithoutTheTool)
    cluster = Engine(2, {"backend": "without_the_tool"}, SimpleNamespace(status="running"))
    piece = Piece(Source("a.txt", "a.txt"))
    shards = [Shard((Portion(str(number), Kind.FILES, piece, 100),)) for number in range(2)]
    with pytest.raises(PipelineError, match=r"No module named 'pipeline'\)\. Install the same version of the tool"):
        list(cluster.run(shards, SimpleNamespace()))  # type: ignore[arg-type]


@pytest.mark.slow
def test_two_processes_give_the_bytes_of_one(elsewhere: Path) -> None:
    table("articles.parquet", articles(range(150)))
    score_files("articles.parquet", "one.parquet", config=fast(), run=ScoreRun(workers=1))
    score_files("articles.parquet", "two.parquet", config=fast(), run=ScoreRun(workers=2))
    assert Path("one.parquet").read_bytes() == Path("two.parquet").read_bytes()


@pytest.mark.slow
class TestDask:
    @pytest.fixture
    def cluster(self, elsewhere: Path) -> Iterator[Any]:
        """A scheduler and two workers as processes of their own; gives the scheduler, the workers, and its address."""
        pytest.importorskip("distributed")
        module = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
        env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent / "faults"), *sys.path])}
        scheduler = subprocess.Popen(
            [*module, "--port", "0", "--no-dashboard", "--scheduler-file", "scheduler.json"],
            env=env,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(1200):
            if Path("scheduler.json").exists():
                break
            time.sleep(0.05)
        workers = [self.worker(env) for _ in range(2)]
        import json

        address = json.loads(Path("scheduler.json").read_text())["address"].replace("tcp://", "dask://")
        yield scheduler, workers, address, env
        for process in [*workers, scheduler]:
            process.kill()
            process.wait()

    @staticmethod
    def worker(env: dict[str, str]) -> subprocess.Popen[bytes]:
        command = [
            sys.executable,
            "-m",
            "distributed.cli.dask_worker",
            "--scheduler-file",
            "scheduler.json",
            "--nthreads",
            "1",
        ]
        return subprocess.Popen([*command, "--no-nanny", "--no-dashboard"], env=env, stderr=subprocess.DEVNULL)

    @staticmethod
    def after_first_shard(do: Any) -> threading.Thread:
        def wait() -> None:
            journal = Path("s.parquet.parts/manifest.jsonl")
            for _ in range(6000):
                if journal.exists() and journal.stat().st_size:
                    do()
                    return
                time.sleep(0.02)

        thread = threading.Thread(target=wait, daemon=True)
        thread.start()
        return thread

    @staticmethod
    def archive(size: int = 150) -> None:
        records = (article(n, text=article(n).text + " It was a SLOW day.") for n in range(size))
        table("articles.parquet", records)
        score_files("articles.parquet", "one.parquet", config=fast(), run=ScoreRun(workers=1))

    def test_a_worker_is_lost_and_another_comes(self, cluster: Any) -> None:
        _, workers, address, env = cluster
        self.archive()

        def change() -> None:
            workers[0].send_signal(signal.SIGKILL)
            workers.append(self.worker(env))

        thread = self.after_first_shard(change)
        score_files("articles.parquet", "s.parquet", config=fast(), run=ScoreRun(engine=address, keep_parts=True))
        thread.join(1)
        assert len(workers) == 3
        assert Path("one.parquet").read_bytes() == Path("s.parquet").read_bytes()

    def test_the_scheduler_is_gone(self, cluster: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        scheduler, workers, address, _ = cluster
        monkeypatch.setattr("pipeline.scoring.engine._PATIENCE", 3)
        self.archive(600)

        def stop() -> None:
            # So that nothing is finished before the scheduler is gone.
            for process in workers:
                process.send_signal(signal.SIGSTOP)
            scheduler.send_signal(signal.SIGKILL)

        self.after_first_shard(stop)
        with pytest.raises(PipelineError, match=r"The Dask scheduler is gone\. What is done is kept"):
            score_files(
                "articles.parquet", "s.parquet", config=fast(), run=ScoreRun(engine=address, workers=8, keep_parts=True)
            )
        report = score_files("articles.parquet", "s.parquet", config=fast(), run=ScoreRun(workers=1, keep_parts=True))
        assert report.kept > 0 and Path("one.parquet").read_bytes() == Path("s.parquet").read_bytes()

    def test_no_scheduler_is_a_sentence(self, elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("pipeline.scoring.engine._FIRST_ANSWER", 2)
        table("articles.parquet", articles(range(3)))
        with pytest.raises(PipelineError, match=r"no Dask scheduler answers at 127\.0\.0\.1:9"):
            score_files("articles.parquet", "s.parquet", config=fast(), run=ScoreRun(engine="dask://127.0.0.1:9"))
