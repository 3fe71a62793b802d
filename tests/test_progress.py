"""Bars of long work are for a person at a terminal, and for nobody else."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from pipeline.config import load_config
from pipeline.ingest import stage
from pipeline.progress import progress_bytes


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    seen = Terminal()
    monkeypatch.setattr(sys, "stderr", seen)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    return seen


def test_bytes_are_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = at_a_terminal(monkeypatch)
    with progress_bytes("look", 4_000_000) as told:
        told(1_500_000)
        told(2_500_000)
    assert "look" in terminal.getvalue() and "4.0/4.0 MB" in terminal.getvalue()


def test_nothing_is_told_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bytes("look", 4_000_000) as told:
        told(1_500_000)
    assert capsys.readouterr() == ("", "")


def test_files_that_are_looked_at_before_they_are_read_are_told_by_their_bytes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    terminal = at_a_terminal(monkeypatch)
    raw = tmp_path / "raw"
    raw.mkdir()
    for name in "ab":
        (raw / f"{name}.txt").write_text(f"The minister said of Kenya that it kept its word in {name}. " * 40)
    size = sum(path.stat().st_size for path in raw.iterdir())
    for _ in range(2):
        stage.run(load_config(), [raw], tmp_path / "articles.parquet")
        assert f"{size / 1000:.1f}/{size / 1000:.1f} kB" in terminal.getvalue()
        terminal.truncate(0)
