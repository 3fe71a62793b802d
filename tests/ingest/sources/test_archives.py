"""Entries of zip files are sources of their own; broken, locked and malicious ones are told."""

from __future__ import annotations

import gzip
import io
import struct
import time
import zipfile
from pathlib import Path

import pytest

from pipeline.config import load_config
from pipeline.ingest.readers import read_piece
from pipeline.ingest.reasons import Reason
from pipeline.ingest.sources import Piece, Source, SourceError, find_sources, open_source
from pipeline.records import Reject

CONFIG = load_config().ingest
SMALL = CONFIG.model_copy(update={"max_megabytes": 1, "max_expansion": 50})
BODY = b"Kenya and Uganda opened a bridge on Monday.\n\nThe minister thanked all who had built it."


def zipped(path: Path, *entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return path


def contents(path: Path) -> dict[str, bytes]:
    read = {}
    for source in find_sources([path]).sources:
        with open_source(source, CONFIG) as opened:
            read[source.name.removeprefix(f"{path}!")] = opened.stream().read()
    return read


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_entries_are_sources_whatever_the_name_of_the_zip_file(tmp_path: Path, method: int) -> None:
    path = zipped(tmp_path / "pages.data", ("b.html", b"<p>B"), ("a/a.txt", BODY), ("a/", b""), method=method)
    assert contents(path) == {"a/a.txt": BODY, "b.html": b"<p>B"}


def test_a_packed_entry_is_unpacked_and_can_be_read_back_and_forth(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ("a.txt.gz", gzip.compress(BODY)), ("b.txt", BODY))
    assert contents(path) == {"a.txt.gz": BODY, "b.txt": BODY}
    with open_source(find_sources([path]).sources[1], CONFIG) as opened:
        assert not opened.compressed
        stream = opened.seekable()
        stream.seek(6)
        assert stream.read(3) == BODY[6:9]


def test_hidden_entries_and_those_of_macos_are_left_out(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "a.zip", (".x.txt", BODY), ("__MACOSX/a.txt", BODY), ("a/.git/b.txt", BODY), ("c.txt", BODY)
    )
    assert list(contents(path)) == ["c.txt"]


def test_an_entry_that_points_out_of_the_archive_is_read_and_written_nowhere(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    path = zipped(tmp_path / "in" / "a.zip", ("../evil.txt", BODY), ("/etc/x.txt", BODY))
    before = sorted(tmp_path.rglob("*"))
    assert contents(path) == {"../evil.txt": BODY, "/etc/x.txt": BODY}
    assert sorted(tmp_path.rglob("*")) == before


def test_a_locked_entry_is_told_and_the_others_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ("locked.txt", BODY), ("open.txt", BODY))
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    path.write_bytes(data)
    found = find_sources([path])
    assert [source.member for source in found.sources] == ["open.txt"]
    assert "protected by a password" in found.rejects[0].reason


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_entries_of_one_name_the_other_is_told(tmp_path: Path) -> None:
    found = find_sources([zipped(tmp_path / "a.zip", ("a.txt", b"first"), ("a.txt", BODY))])
    assert len(found.sources) == len(found.rejects) == 1 and "another entry of this name" in found.rejects[0].reason


def test_a_broken_zip_file_is_one_reject_and_the_folder_is_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ("a.txt", BODY * 100))
    path.write_bytes(path.read_bytes()[:-30])
    (tmp_path / "b.txt").write_bytes(BODY)
    found = find_sources([tmp_path])
    assert [source.place for source in found.sources] == [str(tmp_path / "b.txt")]
    (reject,) = found.rejects
    assert reject.source == str(path) and reject.code == Reason.NOT_READABLE and "damaged" in reject.reason


def test_a_damaged_entry_is_a_reject_when_it_is_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ("a.txt", BODY * 100), method=zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    data[200:210] = b"0123456789"
    path.write_bytes(data)
    (source,) = find_sources([path]).sources
    (reject,) = read_piece(Piece(source), CONFIG)
    assert isinstance(reject, Reject) and reject.source.endswith("a.zip!a.txt") and "damaged" in reject.reason


def test_an_entry_that_grows_without_end_is_stopped(tmp_path: Path) -> None:
    path = zipped(tmp_path / "bomb.zip", ("bomb.txt", bytes(30_000_000)))
    began = time.process_time()
    with open_source(find_sources([path]).sources[0], SMALL) as opened, pytest.raises(SourceError) as told:
        stream = opened.stream()
        while stream.read(1 << 16):
            pass
    assert told.value.reason == Reason.TOO_LARGE and time.process_time() - began < 5


def test_entries_over_one_another_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", *((f"{n}.txt", BODY) for n in range(3)))
    data = bytearray(path.read_bytes())
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 42 : at + 46] = struct.pack("<I", 0)
    path.write_bytes(data)
    found = find_sources([path])
    assert (
        found.sources == ()
        and found.rejects[0].code == Reason.TOO_LARGE
        and "over one another" in found.rejects[0].reason
    )


def test_a_zip_file_in_a_zip_file_is_told(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.txt", BODY)
    (source,) = find_sources([zipped(tmp_path / "a.zip", ("inner.zip", inner.getvalue()))]).sources
    (reject,) = read_piece(Piece(source), CONFIG)
    assert isinstance(reject, Reject) and reject.code == Reason.NO_FORMAT and "zip file inside" in reject.reason


def test_a_zip_file_that_changed_while_files_were_read_is_told(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ("a.txt", BODY))
    (source,) = find_sources([path]).sources
    zipped(path, ("b.txt", BODY * 2))
    with pytest.raises(SourceError, match="no longer in the zip file"), open_source(source, CONFIG):
        pass
    path.unlink()
    with pytest.raises(SourceError, match="no longer there"), open_source(source, CONFIG):
        pass


def test_thousands_of_entries_are_read_without_listing_the_archive_each_time(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", *((f"{n:05}.txt", BODY) for n in range(3000)), method=zipfile.ZIP_STORED)
    sources = find_sources([path]).sources
    began = time.process_time()
    for source in sources[:1000]:
        with open_source(Source(source.name, source.place, source.member), CONFIG) as opened:
            assert opened.stream().read() == BODY
    # Listing 3,000 entries takes some 20 ms: a thousand times that would be 20 s.
    assert time.process_time() - began < 3
