"""Packed files are known by their bytes, unpacked in bounds, and read up to where they break."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import time
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import load_config
from pipeline.ingest.reasons import Reason
from pipeline.ingest.sources import Opened, Source, SourceError, open_source
from pipeline.ingest.sources.bounds import Bounds
from pipeline.ingest.sources.unpacking import Unpacked, packing_of

CONFIG = load_config().ingest
SMALL = CONFIG.model_copy(update={"max_megabytes": 1, "max_expansion": 50})
TEXT = "".join(f"Line {n}: Kenya and Uganda opened bridge {n * n}.\n" for n in range(5000)).encode()
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "Zstandard": zstandard.ZstdCompressor(write_checksum=True).compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
}
packings = pytest.mark.parametrize("name", PACKERS)


def read(path: Path, config: object = CONFIG) -> bytes:
    with open_source(Source(path.name, str(path)), config) as opened:  # type: ignore[arg-type]
        return opened.stream().read()


@packings
def test_a_packed_file_is_known_by_its_bytes_whatever_its_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(PACKERS[name](TEXT))
    with open_source(Source("page.html", str(path)), CONFIG) as opened:
        assert opened.compressed and opened.size == path.stat().st_size
        assert opened.stream().read() == TEXT == opened.stream().read()
        assert opened.raw().read() == path.read_bytes()
        assert opened.head(10) == TEXT[:10]
        back_and_forth = opened.seekable()
        back_and_forth.seek(-10, os.SEEK_END)
        assert back_and_forth.read() == TEXT[-10:]


@packings
def test_members_one_after_another_are_one_text(tmp_path: Path, name: str) -> None:
    pack = PACKERS[name]
    (tmp_path / "a").write_bytes(pack(TEXT) + pack(b"") + pack(b"end"))
    assert read(tmp_path / "a") == TEXT + b"end"


@packings
def test_zeros_behind_the_end_are_filling_and_anything_else_is_told(tmp_path: Path, name: str) -> None:
    packed = PACKERS[name](b"whole")
    (tmp_path / "a").write_bytes(packed + bytes(1000))
    assert read(tmp_path / "a") == b"whole"
    (tmp_path / "a").write_bytes(packed + bytes(7) + b"something else entirely")
    with open_source(Source("a", str(tmp_path / "a")), CONFIG) as opened:
        stream = opened.stream()
        assert stream.read1() == b"whole"  # type: ignore[attr-defined]
        with pytest.raises(SourceError, match="stands something else"):
            stream.read()


@packings
def test_a_packed_file_cut_off_gives_what_is_there_and_says_where_it_stops(tmp_path: Path, name: str) -> None:
    packed = PACKERS[name](os.urandom(2000).hex().encode() + TEXT * 3)
    (tmp_path / "a").write_bytes(packed[: len(packed) * 3 // 4])
    lines: list[bytes] = []
    with open_source(Source("a", str(tmp_path / "a")), CONFIG) as opened, pytest.raises(SourceError) as told:
        lines.extend(opened.stream())
    assert told.value.reason == Reason.NOT_READABLE and f"the {name} file stops in the middle" in told.value.sentence
    assert name == "bzip2" or len(lines) > 100


@packings
def test_a_damaged_file_says_so(tmp_path: Path, name: str) -> None:
    packed = bytearray(PACKERS[name](os.urandom(50_000)))
    packed[20_000:20_100] = bytes(100)
    (tmp_path / "a").write_bytes(packed)
    with pytest.raises(SourceError, match="is damaged after"):
        read(tmp_path / "a")


@packings
def test_a_bomb_is_stopped_in_bounded_memory_and_time(tmp_path: Path, name: str) -> None:
    with (tmp_path / "bomb").open("wb") as file:
        file.write(_bomb(name))
    began = time.process_time()
    tracemalloc.start()
    given = 0
    with open_source(Source("bomb", str(tmp_path / "bomb")), SMALL) as opened, pytest.raises(SourceError) as told:
        stream = opened.stream()
        while chunk := stream.read1(1 << 16):  # type: ignore[attr-defined]
            given += len(chunk)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert told.value.reason == Reason.TOO_LARGE and "max_expansion" in told.value.sentence
    assert given < 60_000_000 and peak < 100_000_000 and time.process_time() - began < 5


def _bomb(name: str, size: int = 40_000_000) -> bytes:
    block = bytes(1_000_000)
    if name == "gzip":
        packer = zlib.compressobj(9, wbits=31)
        return b"".join([packer.compress(block) for _ in range(size // len(block))]) + packer.flush()
    if name == "bzip2":
        once = bz2.compress(block * 10)
        return once * (size // (len(block) * 10))
    if name == "xz":
        return lzma.compress(block * 10, preset=0) * (size // (len(block) * 10))
    compressor = zstandard.ZstdCompressor().compressobj()
    return b"".join([compressor.compress(block) for _ in range(size // len(block))]) + compressor.flush()


def test_what_one_article_may_have_is_given_however_well_it_was_packed(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(gzip.compress(b" " * 900_000))
    assert len(read(tmp_path / "a", SMALL)) == 900_000


def test_packed_twice_is_unpacked_twice_and_not_for_ever(tmp_path: Path) -> None:
    packed = gzip.compress(zstandard.compress(TEXT))
    (tmp_path / "a").write_bytes(packed)
    assert read(tmp_path / "a") == TEXT
    for _ in range(3):
        packed = gzip.compress(packed)
    (tmp_path / "a").write_bytes(packed)
    with pytest.raises(SourceError, match="packed in itself more than 3 times"):
        read(tmp_path / "a")


def test_a_packed_file_too_large_to_go_back_and_forth_in_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(gzip.compress(os.urandom(3_000_000)))
    tight = Bounds(expansion=1, always=1_000_000)
    with open_source(Source("a", str(tmp_path / "a")), CONFIG) as opened:
        narrow = Opened("a", opened.size, True, tight, opened.begin)
        with pytest.raises(SourceError, match="Unpack it first"):
            narrow.seekable()
        narrow.close()


def test_a_plain_file_is_itself(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    with open_source(Source("a.txt", str(tmp_path / "a.txt")), CONFIG) as opened:
        assert not opened.compressed and opened.parts
        stream = opened.seekable()
        stream.seek(100)
        assert stream.read() == TEXT[100:]
    assert stream.closed


def test_a_file_that_disappears_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT)
    with open_source(Source("a.txt", str(path)), CONFIG) as opened:
        path.unlink()
        with pytest.raises(SourceError, match="no longer there"):
            opened.stream()
    with pytest.raises(SourceError, match="no longer there"), open_source(Source("a.txt", str(path)), CONFIG):
        pass


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)

    def refusing(*arguments: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refusing)
    with (
        pytest.raises(SourceError, match="may not be read by you"),
        open_source(Source("a", str(tmp_path / "a.txt")), CONFIG),
    ):
        pass


def test_a_pipe_that_took_the_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(SourceError) as told, open_source(Source("a", str(tmp_path / "a.txt")), CONFIG):
        pass
    assert told.value.reason == Reason.NOT_A_FILE


@packings
@settings(max_examples=25)
@given(data=st.data())
def test_packed_bytes_changed_anywhere_give_bytes_or_a_sentence(name: str, data: st.DataObject) -> None:
    packed = bytearray(PACKERS[name](TEXT[:3000]))
    for at in data.draw(st.lists(st.integers(6, len(packed) - 1), min_size=1, max_size=4)):
        packed[at] = data.draw(st.integers(0, 255))
    del packed[data.draw(st.integers(8, len(packed))) :]
    packing = packing_of(bytes(packed))
    if packing is None:
        return
    stream = io.BufferedReader(Unpacked(io.BytesIO(packed), packing, Bounds(50, 1_000_000)))
    try:
        assert len(stream.read()) <= 1_000_000
    except SourceError as told:
        assert told.sentence and told.reason in (Reason.NOT_READABLE, Reason.TOO_LARGE)
