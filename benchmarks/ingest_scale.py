"""`stance ingest` at size: memory on a large web archive with two workers, and how much faster two are than one.

    python benchmarks/ingest_scale.py [--megabytes 1000] [--pages 1200] [--json benchmarks/results/ingest-scale.json]

The archive is of invented pages (`benchmarks/invented_pages.py`), each with a number in its text, so that none is a copy; its size
is counted unpacked. Peak memory is the sum over the process and its workers, read ten times a second. The pair of runs with one and
two workers is repeated, in turns, and the medians are compared.
"""

from __future__ import annotations

import argparse
import io
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from invented_pages import invented_page
from measured import tell

REPEATS = 3
PAGES_MADE = 200


def archive(path: Path, megabytes: float) -> int:
    """Write a web archive of invented pages; how many there are."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    made = [invented_page(seed).html for seed in range(PAGES_MADE)]
    written = number = 0
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        while written < megabytes * 1e6:
            page = made[number % PAGES_MADE].replace("</h1>", f" in report {number}</h1>", 1)
            page = page.replace("families", f"families of list {number}")
            data = page.encode()
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(
                    f"https://lake.example/{number}", "response", payload=io.BytesIO(data), http_headers=headers
                )
            )
            written += len(data)
            number += 1
    return number


def resident(process: int) -> float:
    """Megabytes of a process and all below it."""
    listed = subprocess.run(["ps", "-e", "-o", "pid=,ppid=,rss="], capture_output=True, text=True, check=True).stdout
    rows = [tuple(map(int, line.split())) for line in listed.splitlines()]
    wanted, total = {process}, 0
    for pid, parent, size in sorted(rows):
        if pid in wanted or parent in wanted:
            wanted.add(pid)
            total += size
    return total / 1024


def ingest(source: Path, folder: Path, workers: int) -> tuple[float, float]:
    """Seconds and peak megabytes of one run into an empty folder."""
    out = folder / f"{time.monotonic_ns()}" / "articles.parquet"
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "ingest", str(source)]
    command += ["--out", str(out), "--workers", str(workers)]
    began = time.perf_counter()
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    peak, done = 0.0, threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.1):
            peak = max(peak, resident(running.pid))

    watching = threading.Thread(target=watch)
    watching.start()
    _, told = running.communicate()
    seconds = time.perf_counter() - began
    done.set()
    watching.join()
    if running.returncode:
        sys.exit(told)
    return seconds, peak


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=1000)
    parser.add_argument("--pages", type=int, default=1200)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        pages = folder / "pages"
        pages.mkdir()
        for seed in range(asked.pages):
            (pages / f"{seed:05d}.html").write_text(invented_page(seed).html, encoding="utf-8")
        one, two = [], []
        for _ in range(REPEATS):
            one.append(ingest(pages, folder, 1)[0])
            two.append(ingest(pages, folder, 2)[0])
        figures["pages"] = asked.pages
        figures["two_workers_over_one"] = statistics.median(one) / statistics.median(two)
        figures["pages_a_second_one_worker"] = asked.pages / statistics.median(one)
        large = folder / "pages.warc.gz"
        figures["archive_records"] = archive(large, asked.megabytes)
        figures["archive_megabytes_unpacked"] = asked.megabytes
        seconds, peak = ingest(large, folder, 2)
        figures["archive_seconds_two_workers"] = seconds
        figures["archive_peak_megabytes_two_workers"] = peak
    tell(figures, asked.json)


if __name__ == "__main__":
    main()
