"""Fetching from a real web server on this machine."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pipeline.corpora import Corpus, fetch_corpus, load_catalogue
from pipeline.errors import PipelineError


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "served").mkdir()
    (tmp_path / "served/train.txt").write_text("published")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path / "served"))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def corpus(address: str, text: str = "published", name: str = "train.txt") -> Corpus:
    file = {"path": name, "sha256": hashlib.sha256(text.encode()).hexdigest()}
    published = {"about": "", "citation": "", "licence": "", "address": address, "files": {"train": file}}
    return Corpus.model_validate(published | {"task": "stance", "classes": {"1": "favor"}, "file_name": "{split}.txt"})


def test_a_file_is_fetched_once(tmp_path: Path, address: str) -> None:
    (fetched,) = fetch_corpus("c", corpus(address), tmp_path)
    assert fetched.read_text() == "published"
    assert fetch_corpus("c", corpus(address), tmp_path) == []


def test_a_damaged_file_is_fetched_anew(tmp_path: Path, address: str) -> None:
    (fetched,) = fetch_corpus("c", corpus(address), tmp_path)
    fetched.write_text("damaged")
    assert fetch_corpus("c", corpus(address), tmp_path) == [fetched] and fetched.read_text() == "published"


def test_another_file_than_the_published_one_is_not_kept(tmp_path: Path, address: str) -> None:
    with pytest.raises(PipelineError, match="not the published file"):
        fetch_corpus("c", corpus(address, "something else"), tmp_path)
    assert list((tmp_path / "c").iterdir()) == []


def test_what_cannot_be_reached_says_what_to_do(tmp_path: Path, address: str) -> None:
    with pytest.raises(PipelineError, match=r"nothing\.txt: cannot be fetched .*404.*Download it by hand"):
        fetch_corpus("c", corpus(address, name="nothing.txt"), tmp_path)


def test_the_commands(stance, elsewhere: Path) -> None:
    listed = stance("corpora", "list")
    assert listed.code == 0 and all(name in listed.out for name in load_catalogue())
    wrong = stance("corpora", "fetch", "dsee", "--corpora", ".")
    assert wrong.code == 2 and "Did you mean 'dse'?" in wrong.err
