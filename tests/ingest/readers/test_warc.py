"""Web archives: what becomes of each record, also where the archive is broken."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.ingest.documents import Document
from pipeline.ingest.readers.archive_pages import by_fastwarc, by_warcio
from pipeline.ingest.readers.archive_records import Gap, Record, packed_records, plain_records
from pipeline.ingest.reasons import Reason
from pipeline.records import Reject
from tests.ingest.readers.reading import config_with, pieces, read, records

DATE = "2020-05-06T08:00:00Z"
TEXT = "Kenya’s minister said that Uganda had kept its word about the bridge"
PAGE = f"<!doctype html><html><head><title>Bridge</title></head><body><p>{TEXT}.</p></body></html>"


class Archive:
    """An archive that is written record by record."""

    def __init__(self, packed: bool = True) -> None:
        self.bytes = io.BytesIO()
        self._writer = WARCWriter(self.bytes, gzip=packed)
        self.offsets: list[int] = []

    def add(
        self,
        body: bytes = PAGE.encode(),
        status: str = "200 OK",
        kind: str = "response",
        content_type: str = "text/html; charset=utf-8",
        url: str = "https://lake.example/a",
        http: tuple[tuple[str, str], ...] = (),
        header: tuple[tuple[str, str], ...] = (),
    ) -> Archive:
        self.offsets.append(self.bytes.tell())
        answer = None
        if kind in ("response", "revisit"):
            answer = StatusAndHeaders(status, [("Content-Type", content_type), *http], protocol="HTTP/1.1")
        if kind == "request":
            answer = StatusAndHeaders("GET /a HTTP/1.1", [("Host", "lake.example")], is_http_request=True)
        record = self._writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(body),
            warc_content_type="" if answer else content_type,
            http_headers=answer,
            warc_headers_dict={"WARC-Date": DATE, **dict(header)},
        )
        self._writer.write_record(record)
        return self

    def numbered(self, number: int) -> Archive:
        for i in range(number):
            self.add(PAGE.replace("Bridge", f"Bridge {i}").encode(), url=f"https://lake.example/{i}")
        return self

    def saved(self, path: Path) -> Path:
        path.write_bytes(self.bytes.getvalue())
        return path


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_comes_with_its_address_its_day_and_its_place(tmp_path: Path, packed: bool) -> None:
    archive = Archive(packed).add(kind="warcinfo", content_type="application/warc-fields", body=b"software: x\r\n")
    archive.add(kind="request", body=b"").add().add(
        kind="metadata", content_type="application/warc-fields", body=b"x: y\r\n"
    )
    (document,), rejects = read(archive.saved(tmp_path / "a.warc"))
    assert rejects == []
    assert document == Document(
        source_path=f"a.warc#{archive.offsets[2]}",
        content=PAGE,
        markup="html",
        url="https://lake.example/a",
        retrieved=DATE,
        archive_offset=archive.offsets[2],
    )


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ({"status": "404 Not Found"}, "answered 404"),
        ({"status": "301 Moved"}, "answered 301"),
        ({"content_type": "image/png", "body": b"\x89PNG"}, "image/png"),
        ({"content_type": "text/plain", "body": b"User-agent: *"}, "text/plain"),
        ({"kind": "revisit", "body": b""}, "had not changed"),
        ({"kind": "resource", "content_type": "text/dns", "body": b"x"}, "text/dns"),
        ({"kind": "continuation", "body": b"x"}, "continuation"),
    ],
)
def test_what_is_no_page_is_told(tmp_path: Path, record: dict[str, object], told: str) -> None:
    archive = Archive().add(**record).add()  # type: ignore[arg-type]
    documents, (reject,) = read(archive.saved(tmp_path / "a.warc.gz"))
    assert (reject.code, reject.location) == (Reason.NOT_A_PAGE, "byte 0")
    assert told in reject.reason
    assert len(documents) == 1


@pytest.mark.parametrize(
    "content_type", ["", "application/octet-stream", "text/plain", "application/xhtml+xml", "TEXT/HTML"]
)
def test_a_page_is_known_by_its_content_where_its_type_says_little(tmp_path: Path, content_type: str) -> None:
    (document,), _ = read(Archive().add(content_type=content_type).saved(tmp_path / "a.warc.gz"))
    assert document.content == PAGE


def test_a_resource_is_a_page_and_a_conversion_a_text(tmp_path: Path) -> None:
    archive = Archive().add(kind="resource", content_type="text/html")
    archive.add(kind="conversion", content_type="text/plain", body=f"Bridge\n{TEXT}.".encode())
    (page, text), rejects = read(archive.saved(tmp_path / "a.warc.wet.gz"))
    assert rejects == []
    assert (page.markup, page.content) == ("html", PAGE)
    assert (text.markup, text.content) == ("text", f"Bridge\n{TEXT}.")


def chunked(data: bytes) -> bytes:
    parts = [data[i : i + 50] for i in range(0, len(data), 50)]
    return b"".join(b"%x;note\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


RAW_DEFLATE = zlib.compressobj(wbits=-15)
PACKED = {
    "gzip": gzip.compress(PAGE.encode()),
    "br": brotli.compress(PAGE.encode()),
    "deflate": zlib.compress(PAGE.encode()),
    "raw deflate": RAW_DEFLATE.compress(PAGE.encode()) + RAW_DEFLATE.flush(),
    "identity": PAGE.encode(),
}


@pytest.mark.parametrize("encoding", sorted(PACKED))
@pytest.mark.parametrize("in_chunks", [True, False])
def test_a_page_is_taken_out_of_its_packing(tmp_path: Path, encoding: str, in_chunks: bool) -> None:
    body = PACKED[encoding]
    http = (
        ("Content-Encoding", encoding.rpartition(" ")[2]),
        *((("Transfer-Encoding", "chunked"),) if in_chunks else ()),
    )
    archive = Archive().add(chunked(body) if in_chunks else body, http=http)
    (document,), _ = read(archive.saved(tmp_path / "a.warc.gz"))
    assert document.content == PAGE


def test_a_header_that_was_kept_when_the_packing_went_does_not_matter(tmp_path: Path) -> None:
    for http in ((("Content-Encoding", "gzip"),), (("Content-Encoding", "br"),), (("Transfer-Encoding", "chunked"),)):
        (document,), _ = read(Archive().add(http=http).saved(tmp_path / "a.warc.gz"))
        assert document.content == PAGE


def test_the_charset_is_that_of_the_answer(tmp_path: Path) -> None:
    body = PAGE.replace("’", "'").replace("minister", "ministr č").encode("iso-8859-2")
    (document,), _ = read(
        Archive().add(body, content_type="text/html; charset=ISO-8859-2").saved(tmp_path / "a.warc.gz")
    )
    assert "ministr č" in document.content


def test_a_page_that_the_crawler_cut_is_marked(tmp_path: Path) -> None:
    (document,), _ = read(Archive().add(header=(("WARC-Truncated", "length"),)).saved(tmp_path / "a.warc.gz"))
    assert document.truncated


def test_both_libraries_read_the_same() -> None:
    archive = Archive(packed=False).numbered(3).add(status="404 Not Found").add(kind="revisit", body=b"")
    archive.add(kind="conversion", content_type="text/plain", body=b"x").add(
        chunked(b"x"), http=(("Transfer-Encoding", "chunked"),)
    )
    archive.add(url="https://lake.example/a b?ö=ü").add(header=(("WARC-Truncated", "time"),))
    found = list(plain_records(io.BytesIO(archive.bytes.getvalue()), 0, None, 10**6))
    assert len(found) == len(archive.offsets)
    for record in found:
        assert isinstance(record, Record)
        assert by_warcio(record.data) == by_fastwarc(record.data) is not None


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_cut_in_a_record_gives_what_is_before_and_says_where(tmp_path: Path, packed: bool) -> None:
    archive = Archive(packed).numbered(4)
    path = archive.saved(tmp_path / "a.warc.gz")
    path.write_bytes(path.read_bytes()[:-60])
    documents, (reject,) = read(path)
    assert [document.url for document in documents] == [f"https://lake.example/{i}" for i in range(3)]
    assert (reject.location, reject.code) == (f"byte {archive.offsets[3]}", Reason.NOT_READABLE)


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("damage", ["middle", "beginning"])
def test_behind_a_broken_record_the_archive_is_read_on(tmp_path: Path, packed: bool, damage: str) -> None:
    archive = Archive(packed).numbered(4)
    data = bytearray(archive.bytes.getvalue())
    at = archive.offsets[1] + (0 if damage == "beginning" else 40)
    data[at : at + 30] = b"\xff" * 30
    path = tmp_path / "a.warc.gz"
    path.write_bytes(bytes(data))
    documents, rejects = read(path)
    urls = [document.url for document in documents]
    assert [urls[0], *urls[-2:]] == [f"https://lake.example/{i}" for i in (0, 2, 3)]
    if packed or damage == "beginning":
        assert [reject.location for reject in rejects] == [f"byte {archive.offsets[1]}"]


@pytest.mark.parametrize("length", ["1", "999999", "99999999999"])
def test_a_wrong_length_hides_no_other_record(tmp_path: Path, length: str) -> None:
    archive = Archive(packed=False).numbered(3)
    data = archive.bytes.getvalue()
    second = archive.offsets[1]
    head, _, tail = data[second:].partition(b"Content-Length: ")
    broken = data[:second] + head + b"Content-Length: " + length.encode() + tail[tail.index(b"\r\n") :]
    path = tmp_path / "a.warc"
    path.write_bytes(broken)
    documents, rejects = read(path)
    assert [d.url for d in documents if d.url != "https://lake.example/1"] == [
        "https://lake.example/0",
        "https://lake.example/2",
    ]
    assert f"byte {second}" in [reject.location for reject in rejects]


@pytest.mark.parametrize("packed", [True, False])
def test_a_record_that_is_too_large_is_passed_over(tmp_path: Path, packed: bool) -> None:
    archive = Archive(packed).add().add(PAGE.encode() + b" " * 1_200_000, url="https://lake.example/big").add()
    documents, (reject,) = read(archive.saved(tmp_path / "a.warc.gz"), config_with(max_megabytes=1))
    assert len(documents) == 2
    assert (reject.code, reject.location) == (Reason.TOO_LARGE, f"byte {archive.offsets[1]}")
    assert "max_megabytes" in reject.reason


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate"])
def test_a_page_that_grows_too_large_is_not_unpacked_further(tmp_path: Path, encoding: str) -> None:
    bomb = b"<html>" + b" " * 30_000_000
    body = {"gzip": gzip.compress, "br": brotli.compress, "deflate": zlib.compress}[encoding](bomb)  # type: ignore[operator]
    archive = Archive().add(body, http=(("Content-Encoding", encoding),)).add()
    documents, (reject,) = read(archive.saved(tmp_path / "a.warc.gz"), config_with(max_megabytes=1))
    assert len(documents) == 1
    assert reject.code == Reason.TOO_LARGE


def test_an_archive_packed_as_a_whole_is_read(tmp_path: Path) -> None:
    archive = (
        Archive(packed=False).add(kind="warcinfo", content_type="application/warc-fields", body=b"x: y\r\n").numbered(5)
    )
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(archive.bytes.getvalue()))
    documents, rejects = read(path)
    assert rejects == []
    assert [document.archive_offset for document in documents] == archive.offsets[1:]


def test_two_archives_one_behind_the_other_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(Archive().numbered(2).bytes.getvalue() + b"\0" * 100 + Archive().numbered(3).bytes.getvalue())
    documents, rejects = read(path)
    assert (len(documents), rejects) == (5, [])


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("size", [1, 700, 3_000, 10**9])
def test_pieces_hold_each_record_once(tmp_path: Path, packed: bool, size: int) -> None:
    path = Archive(packed).numbered(9).saved(tmp_path / "a.warc.gz")
    whole = records(path)
    assert len(whole) == 9
    assert records(path, size=size) == whole
    assert len(pieces(path, size)) == {1: 9, 10**9: 1}.get(size, len(pieces(path, size)))


THREE = {packed: Archive(packed).numbered(3) for packed in (True, False)}


@settings(max_examples=100)
@given(st.data())
def test_a_damaged_archive_never_crashes_and_loses_only_what_is_damaged(data: st.DataObject) -> None:
    packed = data.draw(st.booleans())
    archive = THREE[packed]
    raw = bytearray(archive.bytes.getvalue())
    at = data.draw(st.integers(0, 1200)) % len(raw)
    junk = data.draw(st.binary(min_size=1, max_size=20))
    until = at + data.draw(st.integers(0, 30))
    raw[at:until] = junk
    take = packed_records if packed else plain_records
    found = list(take(io.BytesIO(bytes(raw)), 0, None, 10**6))
    assert all(isinstance(record, (Record, Gap)) for record in found)
    kept = b"".join(record.data for record in found if isinstance(record, Record))
    for number, offset in enumerate(archive.offsets):
        end = [*archive.offsets, len(raw)][number + 1]
        # With the line end before it, and that behind it.
        if until < offset - 1 or at > end:
            assert f"Bridge {number}".encode() in kept


def test_junk_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"WARC/1.0\r\nno length\r\n\r\njunk" * 3)
    documents, rejects = read(path)
    assert documents == []
    assert {reject.code for reject in rejects} == {Reason.BAD_RECORD}
    assert all(
        isinstance(reject, Reject) and reject.location and reject.location.startswith("byte ") for reject in rejects
    )


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_of_records_about_pages_is_told(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(Archive(packed).add(kind="request", body=b"").bytes.getvalue())
    documents, (reject,) = read(path)
    assert not documents and reject.code == Reason.EMPTY
    path.write_bytes(Archive(packed).add(kind="request", body=b"").add().bytes.getvalue())
    documents, rejects = read(path)
    assert len(documents) == 1 and not rejects
