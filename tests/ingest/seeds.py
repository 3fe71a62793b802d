"""One small file of each format that is read, and ways to damage it: what the fuzzing of the readers begins with."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import quopri
import random
import zipfile
from collections.abc import Callable
from datetime import datetime

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

_TEXT = "Kenya and Uganda opened bridge {n} on Monday. “Uganda kept its word,” the minister, Ann Lee, said; nobody objected."
ROWS = [
    {
        "title": f"Bridge {n} opens",
        "text": _TEXT.format(n=n),
        "date": f"2024-05-{n + 1:02}",
        "author": "Ann Lee",
        "source": "Delta Courier",
        "url": f"https://delta.example/{n}",
    }
    for n in range(6)
]
PAGE = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Bridge opens</title>'
    '<meta property="article:published_time" content="2024-05-06"></head><body><nav><a href="/">Home</a></nav><article>'
    + "".join(f"<p>{row['text']}</p>" for row in ROWS)
    + "</article><!-- end --><script>var a = '<p>';</script></body></html>"
)
_NEXIS = "".join(
    f"{n + 1} of {len(ROWS)} DOCUMENTS\n\nDelta Courier\n\nMay {n + 1}, 2024 Monday\n\n{row['title']}\n\nBYLINE: Ann Lee\n\n"
    f"LENGTH: 20 words\n\n{row['text']}\n\nLOAD-DATE: May {n + 2}, 2024\n\nLANGUAGE: ENGLISH\n\n"
    for n, row in enumerate(ROWS)
)
_ITEMS = "".join(
    f"<item><title>{row['title']}</title><link>{row['url']}</link><pubDate>Mon, 06 May 2024 10:00:00 GMT</pubDate>"
    f"<description>{row['text'][:40]}</description><content:encoded><![CDATA[<p>{row['text']}</p>]]></content:encoded></item>"
    for row in ROWS
)
_RSS = (
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
    f"<channel><title>Delta Courier</title>{_ITEMS}</channel></rss>"
)
_ATOM = (
    '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Delta Courier</title>'
    + "".join(
        f"<entry><title>{row['title']}</title><link href='{row['url']}'/><updated>2024-05-06T10:00:00Z</updated>"
        f"<content type='html'>&lt;p&gt;{row['text']}&lt;/p&gt;</content></entry>"
        for row in ROWS
    )
    + "</feed>"
)


def _table(separator: str) -> str:
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"'

    return (
        "\n".join(separator.join(map(quoted, row)) for row in [tuple(ROWS[0]), *(tuple(r.values()) for r in ROWS)])
        + "\n"
    )


def _parquet() -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(ROWS), sink, row_group_size=2)
    return sink.getvalue()


def _arrow() -> bytes:
    sink = io.BytesIO()
    table = pa.Table.from_pylist(ROWS)
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table, max_chunksize=2)
    return sink.getvalue()


def _spreadsheet() -> bytes:
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink, {"in_memory": True}) as book:
        # Else the time of day is in its bytes, and what a seed damages with it.
        book.set_properties({"created": datetime(2024, 1, 1)})
        sheet = book.add_worksheet()
        for number, row in enumerate([tuple(ROWS[0]), *(tuple(r.values()) for r in ROWS)]):
            sheet.write_row(number, 0, row)
    return sink.getvalue()


def _archive(packed: bool) -> bytes:
    sink = io.BytesIO()
    writer = WARCWriter(sink, gzip=packed)
    for row in ROWS[:3]:
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        page = PAGE.replace("Bridge opens", row["title"]).encode()
        dates = {"WARC-Date": "2024-05-06T10:00:00Z", "WARC-Record-ID": f"<urn:uuid:0000000{row['url'][-1]}>"}
        record = writer.create_warc_record(
            row["url"], "response", io.BytesIO(page), http_headers=headers, warc_headers_dict=dates
        )
        writer.write_record(record)
    return sink.getvalue()


def _zipped() -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.html", PAGE)
        archive.writestr("rows.csv", _table(","))
    return sink.getvalue()


_JSON_LINES = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS)

SEEDS: dict[str, bytes] = {
    "page.html": PAGE.encode(),
    "page16.html": PAGE.encode("utf-16"),
    "page.html.gz": gzip.compress(PAGE.encode(), mtime=0),
    "page.mhtml": (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://delta.example/1\nMIME-Version: 1.0\n"
        "Content-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n"
        f"Content-Transfer-Encoding: quoted-printable\n\n{quopri.encodestring(PAGE.encode()).decode()}\n--x--\n"
    ).encode(),
    "text.txt": "\n\n".join(["Bridge opens", *(row["text"] for row in ROWS)]).encode(),
    "text.txt.bz2": bz2.compress(_NEXIS.encode()),
    "nexis.txt": _NEXIS.encode(),
    "rows.csv": _table(",").encode("utf-8-sig"),
    "semicolons.csv": ("sep=;\n" + _table(";")).encode("cp1252"),
    "rows.tsv": _table("\t").encode(),
    "rows.csv.xz": lzma.compress(_table(",").encode()),
    "rows.jsonl": _JSON_LINES.encode(),
    "rows.jsonl.zst": zstandard.compress(_JSON_LINES.encode()),
    "rows.json": json.dumps({"status": "ok", "articles": ROWS}, indent=1).encode(),
    "array.json": json.dumps(ROWS).encode(),
    "rows.xlsx": _spreadsheet(),
    "rows.parquet": _parquet(),
    "data-00000-of-00001.arrow": _arrow(),
    "feed.xml": _RSS.encode(),
    "atom.xml": _ATOM.encode(),
    "pages.warc": _archive(packed=False),
    "pages.warc.gz": _archive(packed=True),
    "pages.zip": _zipped(),
}

# Signs on which formats turn.
_TELLING = [b'"', b"'", b",", b";", b"\t", b"\n", b"\r\n", b"\r", b"\x00", b"<", b">", b"]]>", b"<!--", b"&", b"&#0;", b"{", b"}", b"[", b"]",
            b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\\u0000", b"\\ud800", b"1e999", b"NaN", b"-1", b"999999999999", b"\x1f\x8b\x08",
            b"WARC/1.0\r\n", b"Content-Length: 99999999\r\n", b"PAR1", b"<div>" * 2000, b"[" * 5000, b'{"a":' * 3000, b"<b><i>" * 500]  # fmt: skip


def mutated(data: bytes, seed: int) -> bytes:
    """`data` damaged in some of the ways in which files are: cut, changed, doubled, other signs put in. By the seed only."""
    chance = random.Random(seed)
    damaged = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        chance.choice(_WAYS)(damaged, chance)
    return bytes(damaged)


def _range(data: bytearray, chance: random.Random) -> slice:
    begin = chance.randrange(len(data) + 1)
    return slice(begin, min(len(data), begin + chance.choice((1, 2, 8, 60, 500, 5000))))


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data) + 1) :]


def _remove(data: bytearray, chance: random.Random) -> None:
    del data[_range(data, chance)]


def _double(data: bytearray, chance: random.Random) -> None:
    where = _range(data, chance)
    data[where.start : where.start] = data[where] * chance.choice((1, 2, 50))


def _change(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 4, 30))):
        if data:
            data[chance.randrange(len(data))] = chance.randrange(256)


def _put_in(data: bytearray, chance: random.Random) -> None:
    where = chance.randrange(len(data) + 1)
    data[where:where] = chance.choice(_TELLING)


def _blank(data: bytearray, chance: random.Random) -> None:
    where = _range(data, chance)
    data[where] = chance.choice((b"\x00", b" ", b"\xff")) * (where.stop - where.start)


def _move(data: bytearray, chance: random.Random) -> None:
    taken = bytes(data[_range(data, chance)])
    where = chance.randrange(len(data) + 1)
    data[where:where] = taken


_WAYS: list[Callable[[bytearray, random.Random], None]] = [
    _cut,
    _remove,
    _double,
    _change,
    _put_in,
    _put_in,
    _blank,
    _move,
]
