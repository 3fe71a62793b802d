"""Files at an address: S3 (moto's server on loopback), a web server, and stores whose library is missing."""

from __future__ import annotations

import functools
import gzip
import http.server
import io
import socket
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import load_config
from pipeline.errors import PipelineError
from pipeline.ingest.readers import pieces_of, read_piece
from pipeline.ingest.sources import Piece, Source, SourceError, attributes_of_address, find_sources, open_source
from pipeline.records import Reject

CONFIG = load_config().ingest
BODY = b"Kenya and Uganda opened a bridge on Monday.\n\nThe minister thanked all who had built it."


def names(*inputs: str | Path) -> list[str]:
    return [source.name for source in find_sources(inputs).sources]


def read(address: str) -> bytes:
    with open_source(Source(address, address), CONFIG) as opened:
        return opened.stream().read()


@pytest.fixture(scope="module")
def bucket() -> Iterator[Any]:
    """A bucket ``news`` of an S3 server on loopback."""
    server = pytest.importorskip("moto.server", reason="moto, the S3 server, is not installed")
    boto3 = pytest.importorskip("boto3")
    pytest.importorskip("s3fs")
    with pytest.MonkeyPatch.context() as environment, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            environment.setenv(name, "test")
        environment.setenv("AWS_DEFAULT_REGION", "us-east-1")
        environment.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
        running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=port)
        running.start()
        made = boto3.resource("s3", endpoint_url=f"http://127.0.0.1:{port}").create_bucket(Bucket="news")
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("in.txt", BODY)
        large = b"".join(b'{"text": "%d %s"}\n' % (n, b"x" * 1000) for n in range(9000))
        for key, data in {
            "2024/a.txt": BODY,
            "2024/b.txt.gz": gzip.compress(BODY),
            "2024/.hidden.txt": BODY,
            "2024/sub/c.zip": packed.getvalue(),
            "2025/d.txt": BODY,
            "large/e.jsonl": large,
        }.items():
            made.put_object(Key=key, Body=data)
        yield made
        running.stop()


def test_a_folder_of_a_bucket_is_listed_and_each_file_read(bucket: Any) -> None:
    found = ["s3://news/2024/a.txt", "s3://news/2024/b.txt.gz", "s3://news/2024/sub/c.zip!in.txt"]
    assert names("s3://news/2024") == names("s3://news/2024/") == names(Path("s3://news/2024")) == found
    assert names("s3://news/2025", "s3://news/2024") == [*found, "s3://news/2025/d.txt"]
    for source in find_sources(["s3://news/2024"]).sources:
        with open_source(source, CONFIG) as opened:
            assert opened.stream().read() == BODY


def test_a_pattern_and_a_single_file_are_addresses_too(bucket: Any) -> None:
    assert names("s3://news/*/*.txt") == ["s3://news/2024/a.txt", "s3://news/2025/d.txt"]
    assert names("s3://news/2025/d.txt") == ["s3://news/2025/d.txt"]


def test_a_file_that_is_added_is_found_and_one_that_changes_says_so(bucket: Any) -> None:
    bucket.put_object(Key="grows/a.txt", Body=BODY)
    assert names("s3://news/grows") == ["s3://news/grows/a.txt"]
    before = attributes_of_address("s3://news/grows/a.txt")
    bucket.put_object(Key="grows/b.txt", Body=BODY)
    assert names("s3://news/grows") == ["s3://news/grows/a.txt", "s3://news/grows/b.txt"]
    assert attributes_of_address("s3://news/grows/a.txt") == before
    bucket.put_object(Key="grows/a.txt", Body=BODY + b" More.")
    find_sources(["s3://news/grows"])
    assert attributes_of_address("s3://news/grows/a.txt") != before
    assert read("s3://news/grows/a.txt") == BODY + b" More."


def test_a_large_file_is_read_in_ranges(bucket: Any) -> None:
    with open_source(Source("e", "s3://news/large/e.jsonl"), CONFIG) as opened:
        assert opened.size is not None and opened.size > 8_000_000
        stream = opened.seekable()
        stream.seek(opened.size - 10)
        assert stream.read() == b"x" * 7 + b'"}\n'
        assert sum(1 for _ in opened.stream()) == 9000


def test_what_is_not_there_is_one_sentence(bucket: Any) -> None:
    with pytest.raises(PipelineError, match=r"s3://news/2031: no such file or folder"):
        find_sources(["s3://news/2031"])
    with pytest.raises(PipelineError, match=r"s3://other/a: "):
        find_sources(["s3://other/a"])
    (reject,) = read_piece(Piece(Source("s3://news/gone.txt", "s3://news/gone.txt")), CONFIG)
    assert isinstance(reject, Reject) and "no longer there" in reject.reason
    with pytest.raises(OSError, match="no longer there"):
        attributes_of_address("s3://news/gone.txt")


@pytest.fixture
def web(tmp_path: Path) -> Iterator[str]:
    """The address of a web server on loopback for the files of `tmp_path`."""
    pytest.importorskip("aiohttp")
    handler = functools.partial(_Silent, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass


def test_files_of_a_web_server_are_read_and_its_folders_listed(tmp_path: Path, web: str) -> None:
    (tmp_path / "a.txt").write_bytes(BODY)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b'{"text": "x"}\n'))
    (tmp_path / "sub").mkdir()
    assert names(f"{web}/a.txt") == [f"{web}/a.txt"]
    assert names(f"{web}/") == [f"{web}/a.txt", f"{web}/b.jsonl.gz"]
    assert read(f"{web}/a.txt") == BODY
    assert list(pieces_of(Source("b", f"{web}/b.jsonl.gz"), CONFIG)) == [Piece(Source("b", f"{web}/b.jsonl.gz"))]
    with open_source(Source("b", f"{web}/b.jsonl.gz"), CONFIG) as opened:
        assert opened.compressed and opened.seekable().read() == b'{"text": "x"}\n'
    with pytest.raises(PipelineError, match="no such file or folder"):
        find_sources([f"{web}/none.txt"])


def test_a_server_that_does_not_answer_is_one_sentence() -> None:
    pytest.importorskip("aiohttp")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}/a.txt"
    with pytest.raises(PipelineError, match=r"a\.txt: "):
        find_sources([address])
    with pytest.raises(SourceError):
        read(address)


def test_a_store_whose_library_is_missing_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gcsfs", None)
    with pytest.raises(PipelineError, match=r"gs:// needs a library .*gcsfs.*pip install 'country-stance\[remote\]'"):
        find_sources(["gs://bucket/folder"])
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(PipelineError, match=r"s3:// needs a library .*fsspec.*pip install"):
        find_sources(["s3://bucket/folder"])


def test_a_protocol_that_nobody_knows_is_told() -> None:
    with pytest.raises(PipelineError, match=r"carrier-pigeon:// is no protocol that is known"):
        find_sources(["carrier-pigeon://bucket/folder"])


def test_a_store_that_refuses_is_told_when_the_file_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    from fsspec.implementations.memory import MemoryFileSystem

    memory = MemoryFileSystem()
    memory.pipe("/news/a.txt", BODY)
    memory.pipe("/news/b.txt", BODY)
    assert names("memory://news") == ["memory:///news/a.txt", "memory:///news/b.txt"]
    fetch = MemoryFileSystem.cat_file

    def refusing(self: Any, path: str, **options: Any) -> Any:
        if path.endswith("a.txt"):
            raise PermissionError(13, "Forbidden")
        return fetch(self, path, **options)

    monkeypatch.setattr(MemoryFileSystem, "cat_file", refusing)
    records = [
        record for source in find_sources(["memory://news"]).sources for record in read_piece(Piece(source), CONFIG)
    ]
    assert isinstance(records[0], Reject) and "may not be read by you" in records[0].reason
    assert not isinstance(records[1], Reject)
    memory.rm("/news", recursive=True)
