"""Web pages: speed and quality of the body as ratios against `trafilatura.bare_extraction`, in one run on one core.

    python benchmarks/page_extraction.py [--invented 60] [--rounds 5] [--pages FOLDER] [--json FILE]

Speed is of the processor's time, taken page by page in turns, the median over the rounds: pages that the gate lets through,
and pages that it refuses. Quality is of four-word sequences, see `shingles`: on invented pages whose text is known, and with
`--pages` on a checkout of the public article-extraction-benchmark (``ground-truth.json`` and ``html/*.html.gz``). The title
is no part of the body that is compared.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import trafilatura
from invented_pages import InventedPage, invented_page
from measured import one_core_alone, tell
from shingles import agreement

from pipeline.ingest.pages import parse_web_page, refused
from pipeline.io.decoding import decode
from pipeline.languages import DEFAULT, language

GATE = ("language", "country")


def ours(html: str, url: str | None = None) -> str:
    """The body of a page as `parse_web_page` finds it, behind the gate."""
    if refused(html, GATE, (DEFAULT,)):
        return ""
    return body(html, url)


def body(html: str, url: str | None = None) -> str:
    page = parse_web_page(html, language(DEFAULT), url)
    return "\n".join(page.paragraphs) if page else ""


def bare(html: str, url: str | None = None) -> str:
    page = trafilatura.bare_extraction(html, url=url)
    return "" if page is None or isinstance(page, dict) else page.text or ""


def seconds(run: Callable[[str], str], html: str) -> float:
    began = time.process_time()
    run(html)
    return time.process_time() - began


def ratio(pages: Sequence[str], rounds: int) -> float:
    """How many times as fast as bare extraction: the median over the rounds, page by page in turns."""
    ratios = []
    for turn in range(rounds):
        spent = {ours: 0.0, bare: 0.0}
        for number, html in enumerate(pages):
            # Whoever is second finds the page in the cache.
            for run in (ours, bare) if (turn + number) % 2 else (bare, ours):
                spent[run] += seconds(run, html)
        ratios.append(spent[bare] / spent[ours])
    return statistics.median(ratios)


def speed(number: int, rounds: int) -> dict[str, float]:
    passing = [invented_page(seed).html for seed in range(number)]
    refusable = [
        html for seed in range(number) if refused(html := invented_page(seed, abroad=False).html, GATE, (DEFAULT,))
    ]
    if len(refusable) < number or any(refused(html, GATE, (DEFAULT,)) for html in passing):
        raise SystemExit("the gate decides otherwise on invented pages than they are made for")
    for run in (ours, bare):
        run(passing[0])
    return {
        "pages": number,
        "kilobytes_a_page": statistics.mean(map(len, passing)) / 1000,
        "passing_over_bare": ratio(passing, rounds),
        "refused_over_bare": ratio(refusable, rounds),
    }


def quality(name: str, pages: Sequence[tuple[str, str, str | None]]) -> dict[str, float]:
    """Agreement with the truth, ours beside bare; `pages` are HTML, true body and address."""
    result: dict[str, float] = {}
    for method, run in (("ours", body), ("bare", bare)):
        found = agreement((true, run(html, url)) for html, true, url in pages)
        result |= {
            f"{name}_{method}_f1": found.f1,
            f"{name}_{method}_precision": found.precision,
            f"{name}_{method}_recall": found.recall,
        }
    return result


def benchmark_pages(folder: Path) -> list[tuple[str, str, str | None]]:
    """The pages of a checkout of the article-extraction-benchmark with the bodies that its readers marked."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    pages = []
    for key, said in sorted(truth.items()):
        html = decode(gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()))
        pages.append((html or "", said["articleBody"], said.get("url")))
    return pages


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--invented", type=int, default=60, help="how many invented pages")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", type=Path, help="a checkout of the article-extraction-benchmark")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    with one_core_alone():
        result = speed(arguments.invented, arguments.rounds)
    invented: list[InventedPage] = [invented_page(seed) for seed in range(arguments.invented)]
    result |= quality("invented", [(page.html, page.body, None) for page in invented])
    if arguments.pages:
        result |= quality("public", benchmark_pages(arguments.pages))
    tell(result, arguments.json)


if __name__ == "__main__":
    main()
