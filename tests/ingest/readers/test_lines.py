"""Lines of files in any encoding, with their places."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.readers.lines import Line, line_pieces, lines
from pipeline.ingest.sources import Piece, Source, open_source
from tests.ingest.readers.reading import CONFIG


def of(path: Path, piece: Piece | None = None, limit: int = 1000) -> list[Line]:
    source = Source(path.name, str(path))
    with open_source(source, CONFIG) as opened:
        return list(lines(opened, piece or Piece(source), limit))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "windows-1252"])
def test_the_encoding_is_told(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("one “word”\r\ntwo\n\nthree".encode(encoding))
    assert [(line.text or "").strip("\ufeff") for line in of(path)] == ["one “word”\r\n", "two\n", "\n", "three"]
    assert [line.number for line in of(path)] == [1, 2, 3, 4]


def test_lines_of_old_macs(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("one é\rtwo\r".encode())
    assert [line.text for line in of(path)] == ["one é\n", "two\n"]


@pytest.mark.parametrize("end", [b"\n", b"\r", "\n".encode("utf-16-le")])
def test_a_line_that_is_too_long_is_none_and_the_next_is_read(tmp_path: Path, end: bytes) -> None:
    path = tmp_path / "a.txt"
    wide = len(end) > 1
    parts = [text.encode("utf-16-le") if wide else text.encode() for text in ("one", "x" * 5_000_000, "three")]
    path.write_bytes(end.join([*parts, b""]))
    assert [(line.text or "").strip() for line in of(path)] == ["one", "", "three"]
    assert [line.number for line in of(path) if line.text is None] == [2]


@settings(max_examples=60)
@given(parts=st.lists(st.sampled_from([b"a", b"\n", b"\r\n", b"bcd", b"\xff", "“".encode()])), size=st.integers(1, 12))
def test_pieces_hold_each_line_once_and_know_its_number(
    tmp_path_factory: pytest.TempPathFactory, parts: list[bytes], size: int
) -> None:
    path = tmp_path_factory.mktemp("lines") / "a.txt"
    path.write_bytes(b"first\n" + b"".join(parts))
    source = Source(path.name, str(path))
    with open_source(source, CONFIG) as opened:
        cut = list(line_pieces(opened, source, size))
    assert cut[-1].stop is None and all(piece.stop for piece in cut[:-1])
    assert [line for piece in cut for line in of(path, piece)] == of(path)
