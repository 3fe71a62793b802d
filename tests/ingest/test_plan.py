"""What is handed out to a process at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.config import load_config
from pipeline.ingest import Source, parallel
from pipeline.ingest.handing_over import handing_over
from pipeline.ingest.parallel import read_all
from pipeline.ingest.plan import batches, sizes_of
from pipeline.ingest.sources import Piece


def pieces(folder: Path, *sizes: int) -> list[tuple[str, Piece]]:
    paths = [folder / f"{number}.txt" for number in range(len(sizes))]
    for path, size in zip(paths, sizes, strict=True):
        path.write_bytes(b"x" * size)
    return [(path.name, Piece(Source(path.name, str(path)))) for path in paths]


def handed(pieces: list[tuple[str, Piece]], most: int, most_bytes: int) -> list[list[str]]:
    return [[key for key, _ in batch] for batch in batches(pieces, most, most_bytes)]


def test_small_files_go_together_and_large_ones_part_them(tmp_path: Path) -> None:
    asked = pieces(tmp_path, 1, 1, 500, 1, 1, 1)
    assert handed(asked, 3, 100) == [["0.txt", "1.txt", "2.txt"], ["3.txt", "4.txt", "5.txt"]]
    assert handed(asked, 9, 100) == [["0.txt", "1.txt", "2.txt"], ["3.txt", "4.txt", "5.txt"]]


def test_a_file_is_shared_among_the_pieces_in_it_and_each_range_goes_alone(tmp_path: Path) -> None:
    ((key, whole),) = pieces(tmp_path, 300)
    ranges = [(f"{key} {start}", Piece(whole.source, start, start + 100)) for start in (0, 100, 200)]
    assert sizes_of(ranges) == [100, 100, 100]
    assert handed(ranges, 16, 1000) == [[key] for key, _ in ranges]


def test_what_is_at_an_address_goes_alone_and_a_file_that_is_gone_has_no_size(tmp_path: Path) -> None:
    far = [(place, Piece(Source(place, place))) for place in ("s3://lake/a.warc.gz", "s3://lake/b.warc.gz")]
    gone = ("gone", Piece(Source("gone", str(tmp_path / "gone"))))
    assert sizes_of([*far, gone]) == [0, 0, 0]
    assert handed([*far, gone], 16, 1000) == [["s3://lake/a.warc.gz"], ["s3://lake/b.warc.gz"], ["gone"]]


def test_few_large_files_are_worth_several_processes_and_few_small_ones_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = pieces(tmp_path, 2000, 2000)
    shared: list[Path] = []

    @contextmanager
    def told(folder: Path) -> Iterator[Path]:
        shared.append(folder)
        with handing_over(folder) as place:
            yield place

    monkeypatch.setattr(parallel, "handing_over", told)
    alone = list(read_all(asked, load_config().ingest, tmp_path, workers=2))
    assert not shared
    monkeypatch.setattr(parallel, "_LARGE", 3000)
    together = list(read_all(asked, load_config().ingest, tmp_path, workers=2))
    assert shared == [tmp_path]
    assert sorted(part.key for parts in together for part in parts) == [part.key for parts in alone for part in parts]


def test_processes_that_outlive_a_call_read_where_the_next_one_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "_LARGE", 0)
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        monkeypatch.chdir(folder)
        Path("a.txt").write_text(f"Talks in folder {name}\n\nKenya thanked Uganda for its help in the drought.")
        read = read_all([(name, Piece(Source("a.txt", "a.txt")))], load_config().ingest, Path(), workers=2)
        (record,) = [record for parts in read for part in parts for record in part.records]
        assert record.article_id is not None and f"folder {name}" in record.about
