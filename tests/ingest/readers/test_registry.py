"""A file's format is told by how it begins; whatever its bytes are, reading it gives documents and rejects."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import load_config
from pipeline.ingest.documents import Document
from pipeline.ingest.readers import READERS, kind_of, pieces_of, pieces_within, read_piece, recognised
from pipeline.ingest.readers.formats import Format
from pipeline.ingest.readers.sniffing import HEAD, no_format, suffix
from pipeline.ingest.reasons import Reason
from pipeline.ingest.sources import Opened, Piece, Source, find_sources
from pipeline.records import Reject
from tests.ingest.fuzz_readers import faults, read_as
from tests.ingest.seeds import SEEDS, mutated

CONFIG = load_config().ingest
PARAGRAPH = "Kenya and Uganda opened a bridge on Monday, and the minister, who had come by boat, thanked all builders."
PROSE = f"Bridge opens, at last\nBy Ann Lee, in Kisumu\n\n{PARAGRAPH}\n{PARAGRAPH}\n"


def read(path: Path, config: object = CONFIG) -> list[Document | Reject]:
    return list(read_piece(Piece(Source(path.name, str(path))), config))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", READERS)
def test_every_format_has_its_reader(kind: str) -> None:
    assert find_spec(f"pipeline.ingest.readers.{READERS[kind].module}")
    assert callable(READERS[kind].reader().read)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("page", "<!DOCTYPE html><html><p>A"),
        ("page", "\ufeff\n\n<!-- saved from url=(0014)about:internet -->\r\n<HTML><body>"),
        (
            "page",
            '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">\n<html>',
        ),
        ("page", "<!-- " + "a long licence " * 5000),
        ("page", "<p>Only a paragraph.</p>"),
        ("page", "<amp-page><body><p>A"),
        ("feed", '<?xml version="1.0"?><!-- made --><rss version="2.0"><channel>'),
        ("feed", '<?xml version="1.0"?><?xml-stylesheet href="x"?><feed xmlns="http://www.w3.org/2005/Atom">'),
        ("feed", '<rdf:RDF xmlns="http://purl.org/rss/1.0/"><channel>'),
        ("json", '{\n  "articles": [\n    {"text": "A"}]}'),
        ("json", '\n [{"text": "A"}]'),
        ("json", '[\n\n{"text": "A"}]'),
        ("json_lines", '{"text": "A"}\n{"text": "B"}\n'),
        ("json_lines", '{"text": "A"}\n{broken\n{"text": "B"}\n'),
        ("json_lines", '\ufeff{"text": "A"}\r\n\r\n{"text": "B"}'),
        ("csv", "title,text\nA,B\nC,D\n"),
        ("csv", 'title\ttext\turl\nA\tB "quoted\tC\n'),
        ("csv", 'title;text\n"A";"B; with\na line"\n"C";"D"\n'),
        ("csv", "sep=;\ntitle;text\nA;B"),
        ("plain_text", PROSE),
        ("plain_text", "[Photo] The minister came. He went."),
        ("plain_text", "{sic} said the minister. He went."),
        ("plain_text", "Kenya, Uganda\nThe minister came, saw, and went.\nHe was seen."),
        ("plain_text", "a < b and b > c, the minister said."),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_the_content_says_the_format_where_the_name_says_nothing(kind: str, content: str, encoding: str) -> None:
    for name in ("saved", "saved.txt", "2024.05.06", "https://host/page?id=3.csv"):
        assert kind_of(content.encode(encoding)[:HEAD], name) == kind


@pytest.mark.parametrize(
    ("kind", "head"),
    [
        ("parquet", b"PAR1\x15\x04"),
        ("arrow", b"ARROW1\x00\x00"),
        ("arrow", b"\xff\xff\xff\xff\x10\x01\x00\x00"),
        ("warc", b"WARC/1.0\r\nWARC-Type: warcinfo\r\n"),
        ("excel", b"PK\x03\x04" + bytes(26) + b"xl/worksheets/sheet1.xml"),
    ],
)
def test_binary_formats_are_known_by_their_first_bytes(kind: str, head: bytes) -> None:
    assert kind_of(head, "anything.txt") == kind


@pytest.mark.parametrize(
    ("content", "kinds"),
    [
        (PROSE, {"x.txt": "plain_text", "x.csv": "csv", "x.html": "page", "x.jsonl": "json_lines", "x.json": "json"}),
        ('{"text": "A"}', {"x.json": "json", "x.jsonl": "json_lines", "x.ndjson.gz": "json_lines"}),
        ('{"text": "' + "A" * HEAD, {"x.json": "json", "x.jsonl": "json_lines", "x": "json_lines"}),
        ('{\n"text": "A"}', {"x.json": "json", "x.jsonl": "json_lines"}),
        ("title,text\nA,B", {"x.csv": "csv", "x.txt": "plain_text", "x.CSV.gz": "csv"}),
        ("text\nA\nB", {"x.csv": "csv", "x.tsv": "csv", "x.txt": "plain_text"}),
        ("text", {"x.md": None, "x.css": None, "x.py": None, "x.log": None, "x.yaml": None, "x.TXT": "plain_text"}),
        ("<svg><p>", {"x.svg": None}),
    ],
)
def test_the_suffix_decides_where_the_content_leaves_it_open(content: str, kinds: dict[str, str | None]) -> None:
    assert {name: kind_of(content.encode()[:HEAD], name) for name in kinds} == kinds


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a PNG picture"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "pdftotext"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "old Word"),
        (b"{\\rtf1\\ansi Hello}", "Rich Text"),
        (b"\x7fELF\x02\x01\x01", "a program"),
        (b"#!/usr/bin/env python\nprint(1)\n", "a program"),
        (b"SQLite format 3\x00", "Write its table"),
        (b"RDX3\nX\n", "write.csv"),
        (b"$FL2@(#) SPSS", "haven"),
        (b"\x80\x04\x95", "to_parquet"),
        (bytes(257) + b"ustar\x00", "tar archive"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "WebP picture"),
        (b"\x00\x00\x00\x18ftypmp42", "film"),
        (
            b"From: Ann <ann@lake.example>\r\nTo: Bo\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;",
            "e-mail",
        ),
        (b'<?xml version="1.0"?>\n<nitf><body><p>A</p></body></nitf>', "<nitf>"),
        (bytes(range(1, 32)) * 9, "not known"),
    ],
)
def test_what_is_not_read_is_told_by_what_it_looks_like(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "x.xml").write_bytes(content)
    (reject,) = read(tmp_path / "x.xml")
    assert isinstance(reject, Reject) and reject.code == Reason.NO_FORMAT and told in reject.reason
    assert reject.reason.startswith("no supported format: ")


def test_a_document_of_word_is_told_and_its_zip_file_not_opened(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.docx", "w") as archive:
        archive.writestr("docProps/app.xml", "<Properties/>")
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    (source,) = find_sources([tmp_path / "x.docx"]).sources
    assert source.member is None
    (reject,) = read_piece(Piece(source), CONFIG)
    assert isinstance(reject, Reject) and reject.code == Reason.NO_FORMAT and "a document of Word" in reject.reason


def test_a_spreadsheet_is_one_source_whatever_comes_first_in_it(tmp_path: Path) -> None:
    (tmp_path / "rows.data").write_bytes(SEEDS["rows.xlsx"])
    (source,) = find_sources([tmp_path / "rows.data"]).sources
    assert len([record for record in read_piece(Piece(source), CONFIG) if isinstance(record, Document)]) == 6


def test_a_name_has_a_suffix_behind_its_packing() -> None:
    assert [
        suffix(name)
        for name in ("a.csv.gz", "a.TXT", "a", "z.zip!b.html", "s3://b/a.jsonl.zst", "https://h/a.csv?x=1.2")
    ] == [
        "csv",
        "txt",
        "",
        "html",
        "jsonl",
        "csv",
    ]


def test_a_page_and_a_text_are_one_document_each(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><p>“A”</p>", encoding="cp1252")
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(PROSE.encode("utf-16")))
    assert read(tmp_path / "a.html") == [Document("a.html", "<html><p>“A”</p>", "html")]
    assert read(tmp_path / "b.txt.gz") == [Document("b.txt.gz", PROSE, "text")]
    assert recognised(Source("b", str(tmp_path / "b.txt.gz")), CONFIG) == "plain text, packed"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", Reason.EMPTY),
        (gzip.compress(b"", mtime=0), Reason.EMPTY),
        (b" \n\n", Reason.EMPTY),
        (gzip.compress(PROSE.encode())[:-20], Reason.NOT_READABLE),
        (b"A " * 600_000, Reason.TOO_LARGE),
        (b"<html>" + b"<p>A" * 300_000, Reason.TOO_LARGE),
        (gzip.compress(bytes(50_000_000)), Reason.NO_FORMAT),
        (gzip.compress(b"A long text. " * 5_000_000), Reason.TOO_LARGE),
    ],
)
def test_a_file_that_is_no_text_is_one_reject_with_its_reason(tmp_path: Path, content: bytes, code: Reason) -> None:
    (tmp_path / "x.txt").write_bytes(content)
    (reject,) = read(tmp_path / "x.txt", CONFIG.model_copy(update={"max_megabytes": 1}))
    assert isinstance(reject, Reject) and reject.code == code and reject.source == "x.txt"


def test_fifty_thousand_nested_tags_are_one_document(tmp_path: Path) -> None:
    (tmp_path / "deep.html").write_text("<html>" + "<div>" * 50_000 + "A")
    (document,) = read(tmp_path / "deep.html")
    assert isinstance(document, Document) and document.markup == "html"


def test_a_file_that_is_gone_is_a_reject_and_one_piece(tmp_path: Path) -> None:
    source = Source("gone.txt", str(tmp_path / "gone.txt"))
    assert list(pieces_of(source, CONFIG)) == [Piece(source)]
    (reject,) = read_piece(Piece(source), CONFIG)
    assert isinstance(reject, Reject) and reject.code == Reason.NOT_REACHED
    assert "no longer there" in recognised(source, CONFIG)


class _Failing:
    """A reader of which each document fails in another way."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def read(self, opened: Opened, piece: Piece, config: object) -> Iterator[Document | Reject]:
        yield Document(f"{opened.name}#1", "A", "text")
        raise self.error

    def cut(self, opened: Opened, source: Source, size: int) -> Iterator[Piece]:
        yield Piece(source, 0, 10)
        raise self.error


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    monkeypatch.setattr(Format, "reader", lambda self: _Failing(error))


@pytest.mark.parametrize("error", [ValueError("a fault\nin a library"), RecursionError("too deep"), AssertionError()])
def test_a_fault_of_a_library_is_a_reject_behind_what_came_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    (tmp_path / "a.csv").write_text("text\nA\n")
    failing(monkeypatch, error)
    document, reject = read(tmp_path / "a.csv")
    assert isinstance(document, Document) and isinstance(reject, Reject)
    assert reject.location == "after 1 record" and type(error).__name__ in reject.reason and "\n" not in reject.reason
    assert list(pieces_of(Source("a", str(tmp_path / "a.csv")), CONFIG, size=1)) == [
        Piece(Source("a", str(tmp_path / "a.csv")))
    ]


@pytest.mark.parametrize("error", [MemoryError(), KeyboardInterrupt()])
def test_want_of_memory_and_an_interruption_are_no_fault_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    (tmp_path / "a.csv").write_text("text\nA\n")
    failing(monkeypatch, error)
    with pytest.raises(type(error)):
        read(tmp_path / "a.csv")


def test_only_what_need_not_be_read_twice_is_cut() -> None:
    plain = SimpleNamespace(parts=True, compressed=False)
    packed = SimpleNamespace(parts=True, compressed=True)
    entry = SimpleNamespace(parts=False, compressed=False)
    cuts = {
        kind: [
            READERS[kind].cuts(opened, remote)
            for opened, remote in ((plain, False), (packed, False), (entry, False), (plain, True))
        ]  # type: ignore[arg-type]
        for kind in ("page", "csv", "parquet", "warc")
    }
    assert cuts == {
        "page": [False, False, False, False],
        "csv": [True, False, False, False],
        "parquet": [True, False, False, True],
        "warc": [True, True, False, False],
    }


@pytest.mark.parametrize(
    "name", [name for name in SEEDS if name.endswith((".csv", ".jsonl", ".parquet", ".warc", ".warc.gz"))]
)
def test_pieces_hold_each_record_once(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(SEEDS[name])
    source = Source(name, str(tmp_path / name))
    whole = list(read_piece(Piece(source), CONFIG))
    for size in (100, 300, 1000):
        pieces = list(pieces_of(source, CONFIG, size))
        assert [record for piece in pieces for record in read_piece(piece, CONFIG)] == whole


@pytest.mark.parametrize("name", SEEDS)
def test_the_smallest_pieces_of_a_piece_hold_each_of_its_records_once(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(SEEDS[name])
    for piece in pieces_of(Source(name, str(tmp_path / name)), CONFIG, 500):
        smallest = list(pieces_within(piece, CONFIG))
        assert len(smallest) > 1 or len(list(read_piece(piece, CONFIG))) < 4 or not name.endswith((".csv", ".jsonl"))
        assert [r for each in smallest for r in read_piece(each, CONFIG)] == list(read_piece(piece, CONFIG))


@pytest.mark.parametrize("name", SEEDS)
def test_every_seed_of_the_fuzzing_is_read_to_documents(tmp_path: Path, name: str) -> None:
    records = read_as(name, SEEDS[name], CONFIG)
    assert records and all(isinstance(record, Document) for record in records), records


@settings(max_examples=60)
@given(
    st.binary(max_size=3000), st.sampled_from(["x", "x.txt", "x.csv", "x.html", "x.json", "x.jsonl", "x.xls", "x.xml"])
)
def test_any_bytes_are_documents_or_rejects(data: bytes, name: str) -> None:
    kind = kind_of(data[:HEAD], name)
    assert kind in READERS or no_format(data[:HEAD], name).startswith("no supported format: ")
    assert all(isinstance(record, Document | Reject) for record in read_as(name, data, CONFIG))


@pytest.mark.parametrize("seed", [1660, 1675])
def test_a_damaged_shard_that_asks_for_more_memory_than_there_is_is_told(seed: int) -> None:
    name = "data-00000-of-00001.arrow"
    *_, last = read_as(name, mutated(SEEDS[name], seed), CONFIG)
    assert isinstance(last, Reject) and last.code == Reason.NOT_READABLE and "MemoryError" in last.reason


@pytest.mark.parametrize(
    ("name", "seed"),
    [
        ("rows.xlsx", 82830),
        ("rows.xlsx", 124877),
        ("pages.warc", 61040),
        ("pages.warc", 62881),
        ("pages.warc", 82791),
        ("data-00000-of-00001.arrow", 226877),
    ],
)
def test_entries_without_a_name_and_headers_and_types_that_are_none_are_rejects(name: str, seed: int) -> None:
    records = read_as(name, mutated(SEEDS[name], seed), CONFIG)
    assert any(isinstance(record, Reject) for record in records) and not faults(records)


@settings(max_examples=80)
@given(st.sampled_from(sorted(SEEDS)), st.integers(0, 2**32))
def test_a_file_of_any_format_that_is_damaged_is_documents_or_rejects(name: str, seed: int) -> None:
    records = read_as(name, mutated(SEEDS[name], seed), CONFIG)
    assert all(isinstance(record, Document | Reject) for record in records)
    assert not faults(records)
