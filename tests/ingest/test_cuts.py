"""A large file is taken apart to find its pieces once, and not at each run."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from pipeline.config import load_config
from pipeline.ingest import Source
from pipeline.ingest.cuts import Cuts

CONFIG = load_config().ingest


@pytest.fixture
def table(tmp_path: Path) -> Source:
    path = tmp_path / "news.csv"
    path.write_text("id,text\n" + "".join(f"{n},Kenya kept its word.\n" for n in range(50)))
    return Source("news.csv", str(path))


def test_the_pieces_of_a_file_are_remembered(table: Source) -> None:
    with sqlite3.connect(":memory:", isolation_level=None) as database:
        pieces = Cuts(database, 200).of(table, "one", CONFIG)
        assert len(pieces) > 3
        Path(table.place).unlink()
        assert Cuts(database, 200).of(table, "one", CONFIG) == pieces


def test_a_file_that_has_changed_is_cut_anew_and_its_old_pieces_are_forgotten(table: Source) -> None:
    with sqlite3.connect(":memory:", isolation_level=None) as database:
        cuts = Cuts(database, 200)
        before = cuts.of(table, "one", CONFIG)
        Path(table.place).write_text("id,text\n" + "1,Uganda kept its word too.\n" * 80)
        after = cuts.of(table, "two", CONFIG)
        assert len(after) > len(before)
        cuts.keep_only({"two"})
        assert cuts.of(table, "one", CONFIG) == after
