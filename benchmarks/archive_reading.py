"""Web archives: speed from a WARC file to articles, as a ratio against a bare loop of warcio and trafilatura, on one core.

    python benchmarks/archive_reading.py [--invented 60] [--rounds 5] [--json FILE]

The archive holds invented pages with the records that crawlers write beside them, packed record by record. The bare loop
takes the pages out with warcio and their text with `trafilatura.bare_extraction`; ours reads records, decodes, takes title,
date, authors, outlet and body, and makes articles. Time is of the processor, the median over rounds in turns.
"""

from __future__ import annotations

import argparse
import io
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import trafilatura
from invented_pages import invented_page
from measured import one_core_alone, tell
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.config import load_config
from pipeline.ingest import ingest_files
from pipeline.ingest.readers import pieces_of, read_piece
from pipeline.ingest.sources import Source
from pipeline.records import Article


def write_archive(path: Path, number: int) -> None:
    """So many invented pages, each with its request and a note about it."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "invented"}))
        for seed in range(number):
            address = f"https://news.example/{seed}"
            request = StatusAndHeaders(f"GET /{seed} HTTP/1.1", [("Host", "news.example")], is_http_request=True)
            answer = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            page = io.BytesIO(invented_page(seed).html.encode())
            writer.write_record(writer.create_warc_record(address, "request", io.BytesIO(), http_headers=request))
            writer.write_record(writer.create_warc_record(address, "response", page, http_headers=answer))
            about = io.BytesIO(b"fetchTimeMs: 12\r\n")
            writer.write_record(writer.create_warc_record(address, "metadata", about))


def bare(path: Path) -> int:
    """Texts found by warcio and trafilatura alone."""
    found = 0
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            if record.rec_type == "response" and "html" in (record.http_headers.get_header("Content-Type") or ""):
                found += trafilatura.bare_extraction(record.content_stream().read()) is not None
    return found


def ours(path: Path) -> int:
    """Articles, as the stage reads them."""
    read = ingest_files([Source(path.name, str(path))], load_config().ingest)
    return sum(isinstance(record, Article) for record in read)


def records_alone(path: Path) -> int:
    """Pages taken out and decoded, not taken apart."""
    config = load_config().ingest
    pieces = pieces_of(Source(path.name, str(path)), config)
    return sum(1 for piece in pieces for _ in read_piece(piece, config))


def seconds(run: Callable[[Path], int], path: Path) -> float:
    began = time.process_time()
    run(path)
    return time.process_time() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--invented", type=int, default=60, help="how many invented pages")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, one_core_alone():
        path = Path(folder) / "invented.warc.gz"
        write_archive(path, arguments.invented)
        if ours(path) != bare(path):
            raise SystemExit("ours finds another number of articles than the bare loop")
        methods = (ours, bare, records_alone)
        times: dict[str, list[float]] = {run.__name__: [] for run in methods}
        for turn in range(arguments.rounds):
            for run in methods if turn % 2 else reversed(methods):
                times[run.__name__].append(seconds(run, path))
        result = {
            "pages": arguments.invented,
            "archive_kilobytes": path.stat().st_size / 1000,
            "archive_over_bare": statistics.median(
                theirs / own for theirs, own in zip(times["bare"], times["ours"], strict=True)
            ),
            "share_of_time_for_records": statistics.median(times["records_alone"]) / statistics.median(times["ours"]),
        }
    tell(result, arguments.json)


if __name__ == "__main__":
    main()
