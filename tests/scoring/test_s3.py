"""Scores in a store far away: the same bytes, also where it answers wrongly, slowly or by halves for a while."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from pipeline import PipelineError, score_files
from pipeline.scoring import ScoreRun, places
from tests.scoring.small import articles, fast, table

pytestmark = pytest.mark.slow

RUN = ScoreRun(workers=1, keep_parts=True)


@pytest.fixture(scope="module")
def moto() -> Iterator[int]:
    """The port of an S3 server on loopback."""
    server = pytest.importorskip("moto.server", reason="moto, the S3 server, is not installed")
    pytest.importorskip("s3fs")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=port)
    running.start()
    yield port
    running.stop()


class Trouble(BaseHTTPRequestHandler):
    """Hands requests on to the S3 server, except where `answer` has something else in mind."""

    protocol_version = "HTTP/1.1"
    port: int
    answer: Callable[[Trouble, int], bool] = staticmethod(lambda handler, number: False)
    writes = 0

    def handle_one(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.command == "PUT":
            type(self).writes += 1
            if type(self).answer(self, type(self).writes):
                return
        upstream = http.client.HTTPConnection("127.0.0.1", self.port)
        upstream.request(self.command, self.path, body, dict(self.headers))
        found = upstream.getresponse()
        data = found.read()
        self.send_response(found.status)
        for name, value in found.getheaders():
            if name.lower() not in ("transfer-encoding", "connection", "content-length"):
                self.send_header(name, value)
        length = found.getheader("Content-Length") if self.command == "HEAD" else str(len(data))
        self.send_header("Content-Length", length or "0")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = handle_one  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def trouble(moto: int, monkeypatch: pytest.MonkeyPatch, elsewhere: Path) -> Iterator[type[Trouble]]:
    """An endpoint with an empty bucket, which can be told to make trouble; fsspec knows it by the environment."""
    import fsspec

    handler = type("Here", (Trouble,), {"port": moto, "writes": 0})
    proxy = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{proxy.server_port}")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    monkeypatch.setattr(places, "WAITS", (0.05, 0.05, 0.05))
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    store = fsspec.filesystem("s3")
    if store.exists("news"):
        store.rm("news", recursive=True)
    store.mkdir("news")
    handler.writes = 0  # type: ignore[attr-defined]
    table("articles.parquet", articles(range(80)))
    yield handler
    proxy.shutdown()
    fsspec.get_filesystem_class("s3").clear_instance_cache()


def test_the_same_bytes_as_on_a_disk(trouble: type[Trouble]) -> None:
    import fsspec

    score_files("articles.parquet", "s.parquet", config=fast(), run=RUN)
    report = score_files("articles.parquet", "s3://news/s.parquet", config=fast(), run=RUN)
    store = fsspec.filesystem("s3")
    assert report.rows == 160 and store.cat_file("news/s.parquet") == Path("s.parquet").read_bytes()
    assert score_files("articles.parquet", "s3://news/s.parquet", config=fast(), run=RUN).complete_before
    store.rm("news/s.parquet")
    again = score_files("articles.parquet", "s3://news/s.parquet", config=fast(), run=RUN)
    assert again.kept == 80 and store.cat_file("news/s.parquet") == Path("s.parquet").read_bytes()
    assert not store.exists("news/s.parquet.parts/run.json")


def test_folders_by_columns(trouble: type[Trouble]) -> None:
    import pyarrow.dataset as ds

    score_files("articles.parquet", "s3://news/scores", config=fast(), run=ScoreRun(workers=1, partition=("year",)))
    import fsspec

    found = ds.dataset("news/scores", filesystem=fsspec.filesystem("s3"), partitioning="hive").to_table()
    assert len(found) == 160 and set(found.column("year").to_pylist()) == {2018, 2019, 2020, 2021}


def test_another_run_elsewhere_is_named(trouble: type[Trouble]) -> None:
    import fsspec

    run = b'{"pid": 7, "host": "another-machine", "since": "2026-01-01"}'
    fsspec.filesystem("s3").pipe_file("news/s.parquet.parts/run.json", run)
    with pytest.raises(PipelineError, match=r"\(process 7 on another-machine, since 2026-01-01\).*remove s3://news"):
        score_files("articles.parquet", "s3://news/s.parquet", config=fast(), run=RUN)


def failing(handler: Trouble, number: int) -> bool:
    if number % 3:
        handler.send_response(500)
        handler.send_header("Content-Length", "0")
        handler.end_headers()
        return True
    return False


def slow(handler: Trouble, number: int) -> bool:
    time.sleep(0.3)
    return False


def half(handler: Trouble, number: int) -> bool:
    if number % 3 == 1:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Le")
        handler.close_connection = True
        return True
    return False


@pytest.mark.parametrize("answer", [failing, slow, half])
def test_a_store_that_makes_trouble_for_a_while(trouble: type[Trouble], answer: Callable[[Trouble, int], bool]) -> None:
    import fsspec

    score_files("articles.parquet", "s.parquet", config=fast(), run=RUN)
    trouble.answer = staticmethod(answer)  # type: ignore[assignment]
    score_files("articles.parquet", "s3://news/s.parquet", config=fast(), run=RUN)
    assert fsspec.filesystem("s3").cat_file("news/s.parquet") == Path("s.parquet").read_bytes()


def test_a_store_that_fails_for_good_is_a_sentence_and_what_is_done_is_kept(trouble: type[Trouble]) -> None:
    import fsspec

    def full(handler: Trouble, number: int) -> bool:
        return number > 6 and failing(handler, 1)

    trouble.answer = staticmethod(full)  # type: ignore[assignment]
    with pytest.raises(PipelineError, match="start the same command again: what is done is kept"):
        score_files("articles.parquet", "s3://news/s.parquet", config=fast(), run=RUN)
    trouble.answer = staticmethod(lambda handler, number: False)  # type: ignore[assignment]
    assert fsspec.filesystem("s3").glob("news/s.parquet.parts/*.part.parquet")
    report = score_files("articles.parquet", "s3://news/s.parquet", config=fast(), run=RUN)
    assert report.kept > 0 and report.rows == 160
