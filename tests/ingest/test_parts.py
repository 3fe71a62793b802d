"""What is read of a large piece comes a part at a time, and a part is no piece."""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.config import IngestConfig, load_config
from pipeline.errors import PipelineError
from pipeline.ingest import Source, handing_over, parallel, piece_reading, stage
from pipeline.ingest.parallel import read_all
from pipeline.ingest.piece_reading import Part
from pipeline.ingest.sources import Piece
from pipeline.ingest.store import IngestStore, store_folder

CONFIG = load_config()
RECORDS = 50


def line(number: int, sentences: int = 4) -> str:
    chance = random.Random(number)
    words = [f"{chance.choice('bdfgklmnprst')}{chance.choice('aeiou')}{chance.randint(0, 999)}" for _ in range(12)]
    body = "\n\n".join(f"The minister said of Kenya that {' '.join(words)} {part}." for part in range(sentences))
    return json.dumps({"title": f"Story {number}", "text": body, "date": "someday" if number == 7 else "2024-01-02"})


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl.gz"
    lines = [line(number) for number in range(RECORDS)]
    lines[3] = "no JSON"
    with gzip.open(path, "wt") as file:
        file.write("\n".join(lines))
    return path


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(piece_reading, "MOST_RECORDS", 8)


def pieces(*paths: Path) -> list[tuple[str, Piece]]:
    return [(path.name, Piece(Source(path.name, str(path)))) for path in paths]


def records(parts: Iterator[list[Part]]) -> list[tuple[str, int, object]]:
    return [
        (part.key, number, record)
        for together in parts
        for part in together
        for number, record in enumerate(part.records, part.first)
    ]


def test_no_part_has_more_than_so_many_records_and_only_the_last_ends_the_piece(
    packed: Path, tmp_path: Path, small_parts: None
) -> None:
    parts = [part for together in read_all(pieces(packed), CONFIG.ingest, tmp_path) for part in together]
    assert [len(part.records) for part in parts] == [8] * 6 + [2]
    assert [part.last for part in parts] == [False] * 6 + [True]
    assert parts[-1].noticed is not None and sum(what.startswith("date") for what in parts[-1].noticed.counts) == 1


def test_long_texts_make_a_part_full_before_it_has_so_many_records(
    packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(piece_reading, "MOST_CHARACTERS", 1_000)
    parts = [part for together in read_all(pieces(packed), CONFIG.ingest, tmp_path) for part in together]
    assert max(len(part.records) for part in parts) <= 4


def test_the_table_is_the_same_however_small_the_parts(
    packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = [tmp_path / str(most) / "articles.parquet" for most in (7, RECORDS, 2_000)]
    for table in tables:
        monkeypatch.setattr(piece_reading, "MOST_RECORDS", int(table.parent.name))
        report = stage.run(CONFIG, [packed], table)
        assert report.articles == RECORDS - 1 and report.noticed.counts
    assert len({table.read_bytes() for table in tables}) == 1
    assert len({table.with_name("articles.rejects.jsonl").read_bytes() for table in tables}) == 1


def test_another_process_hands_over_what_this_one_reads(packed: Path, tmp_path: Path, small_parts: None) -> None:
    short = tmp_path / "short.jsonl"
    short.write_text(line(100) + "\n")
    given = pieces(short, packed)
    here = records(read_all(given, CONFIG.ingest, tmp_path))
    with handing_over.handing_over(tmp_path) as folder:
        done = handing_over.handed_over(given, CONFIG.ingest, folder)
        assert len(done.last) == 1 and len(list(folder.iterdir())) == 1
        parts = list(done.parts())
        assert records(iter(parts)) == here and not list(folder.iterdir())
    assert [part.noticed for together in parts for part in together if part.last] == [
        part.noticed for together in read_all(given, CONFIG.ingest, tmp_path) for part in together if part.last
    ]
    assert not folder.exists()


def test_what_a_kill_left_of_handing_over_is_removed(tmp_path: Path) -> None:
    with handing_over.handing_over(tmp_path) as folder:
        kept = folder.rename(folder.with_name(folder.name + "-left"))
    assert kept.exists()
    with handing_over.handing_over(tmp_path):
        assert not kept.exists()


def test_a_folder_without_space_for_handing_over_is_told(packed: Path, tmp_path: Path, small_parts: None) -> None:
    with pytest.raises(PipelineError, match="what was read could not be kept"):
        handing_over.handed_over(pieces(packed), CONFIG.ingest, tmp_path / "not there")


def test_a_piece_that_was_left_in_the_middle_is_read_again_from_its_beginning(
    packed: Path, tmp_path: Path, small_parts: None
) -> None:
    parts = [part for together in read_all(pieces(packed), CONFIG.ingest, tmp_path) for part in together]
    with IngestStore(tmp_path / "store") as store:
        store.keep(parts[:4])
        assert store.missing([packed.name]) == {packed.name}
    with IngestStore(tmp_path / "store") as store:
        store.keep(parts[:1])
        store.keep(parts[1:])
        assert not store.missing([packed.name])
        store.choose([packed.name])
        assert sum(1 for _ in store.articles()) + sum(1 for _ in store.rejects()) == RECORDS


@pytest.mark.parametrize("kept", [1, 4])
def test_killed_in_the_middle_of_a_piece_it_ends_as_if_undisturbed(
    packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_parts: None, kept: int
) -> None:
    undisturbed, out = tmp_path / "undisturbed" / "articles.parquet", tmp_path / "killed" / "articles.parquet"
    stage.run(CONFIG, [packed], undisturbed)

    def killed(pieces: list[tuple[str, Piece]], config: IngestConfig) -> Iterator[list[Part]]:
        for number, parts in enumerate(piece_reading.read_pieces(pieces, config)):
            if number == kept:
                os.kill(os.getpid(), signal.SIGKILL)
            yield parts

    process = os.fork()
    if process == 0:
        try:
            monkeypatch.setattr(parallel, "read_pieces", killed)
            stage.run(CONFIG, [packed], out, workers=1)
        finally:
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == -signal.SIGKILL
    with sqlite3.connect(store_folder(out) / "read.sqlite") as database:
        assert database.execute("SELECT COUNT(*) FROM pieces").fetchone() == (0,)
        assert database.execute("SELECT COUNT(*) FROM records").fetchone() == (8 * kept,)
    database.close()
    assert stage.run(CONFIG, [packed], out).new_pieces == 1
    assert out.read_bytes() == undisturbed.read_bytes()


@pytest.mark.slow
def test_processes_that_hand_over_large_pieces_make_the_same_table(tmp_path: Path) -> None:
    path, tables = tmp_path / "news.jsonl", [tmp_path / str(workers) / "articles.parquet" for workers in (1, 2)]
    lines = [
        line(number) if number % 400 == 0 else json.dumps({"text": "short", "x": "y" * 400}) for number in range(40_000)
    ]
    path.write_text("\n".join(lines))
    for table in tables:
        report = stage.run(CONFIG, [path], table, workers=int(table.parent.name))
        assert report.pieces == 2 and report.read == 40_000 and report.articles == 100
        assert [entry.name for entry in store_folder(table).iterdir() if entry.name.startswith("handed")] == []
    assert tables[0].read_bytes() == tables[1].read_bytes()
    assert len({table.with_name("articles.rejects.jsonl").read_bytes() for table in tables}) == 1


GROWTH = """
import resource, sys
from pathlib import Path
from pipeline.config import load_config
from pipeline.ingest import Source, piece_reading
from pipeline.ingest.parallel import read_all
from pipeline.ingest.sources import Piece
from pipeline.ingest.store import IngestStore

piece_reading.MOST_CHARACTERS = 1_000_000
peaks = []
with IngestStore(Path("store")) as store:
    for name in sys.argv[1:]:
        for parts in read_all([(name, Piece(Source(name, name)))], load_config().ingest, store.folder):
            store.keep(parts)
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
print(peaks[1] - peaks[0])
"""


@pytest.mark.slow
def test_memory_does_not_grow_with_a_file_that_cannot_be_cut(tmp_path: Path) -> None:
    for megabytes in (3, 23):
        with gzip.open(tmp_path / f"{megabytes}.jsonl.gz", "wt", compresslevel=1) as file:
            size = 0
            while size < megabytes * 1_000_000:
                size += file.write(line(size, sentences=100) + "\n")
    command = [sys.executable, "-c", GROWTH, "3.jsonl.gz", "23.jsonl.gz"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert int(done.stdout) / 1024 < 10
