"""Web pages: speed and quality of the body as ratios against `trafilatura.bare_extraction`, in one run on one core.

    python benchmarks/page_extraction.py [--invented 60] [--rounds 5] [--pages FOLDER] [--json FILE]

Speed is of the processor's time, taken page by page in turns, the median over the rounds: pages that the gate lets through,
and pages that it refuses; with ``--pages`` also the HTML files of a folder, without the gate. Quality is of four-word sequences, see `shingles`, on the invented pages; on real ones
``pages_quality.py`` measures it. The title is no part of the body that is compared.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from invented_pages import InventedPage, invented_page
from measured import one_core_alone, tell
from page_bodies import METHODS, bare, ours
from shingles import agreement

from pipeline.ingest.pages import refused
from pipeline.languages import DEFAULT

GATE = ("language", "country")


def behind_the_gate(html: str, url: str | None = None) -> str:
    """The body of a page that the gate lets through."""
    return "" if refused(html, GATE, (DEFAULT,)) else ours(html, url)


def seconds(run: Callable[[str], str], html: str) -> float:
    began = time.process_time()
    run(html)
    return time.process_time() - began


def ratio(pages: Sequence[str], rounds: int, judged: Callable[[str], str] = behind_the_gate) -> float:
    """How many times as fast as bare extraction: the median over the rounds, page by page in turns."""
    ratios = []
    for turn in range(rounds):
        spent = {judged: 0.0, bare: 0.0}
        for number, html in enumerate(pages):
            # Whoever is second finds the page in the cache.
            for run in (judged, bare) if (turn + number) % 2 else (bare, judged):
                spent[run] += seconds(run, html)
        ratios.append(spent[bare] / spent[judged])
    return statistics.median(ratios)


def real_speed(folder: Path, rounds: int) -> dict[str, float]:
    """The same on the HTML files of a folder, whatever they name."""
    paths = sorted(path for pattern in ("*.html", "*.htm") for path in folder.rglob(pattern))
    if not paths:
        raise SystemExit(f"{folder}: no HTML files here")
    pages = [path.read_text(encoding="utf-8", errors="replace") for path in paths]
    ours(pages[0])
    return {"real_pages": len(pages), "real_over_bare": ratio(pages, rounds, ours)}


def speed(number: int, rounds: int) -> dict[str, float]:
    passing = [invented_page(seed).html for seed in range(number)]
    refusable = [
        html for seed in range(number) if refused(html := invented_page(seed, abroad=False).html, GATE, (DEFAULT,))
    ]
    if len(refusable) < number or any(refused(html, GATE, (DEFAULT,)) for html in passing):
        raise SystemExit("the gate decides otherwise on invented pages than they are made for")
    for run in (behind_the_gate, bare):
        run(passing[0])
    return {
        "pages": number,
        "kilobytes_a_page": statistics.mean(map(len, passing)) / 1000,
        "passing_over_bare": ratio(passing, rounds),
        "refused_over_bare": ratio(refusable, rounds),
    }


def quality(pages: Sequence[InventedPage]) -> dict[str, float]:
    """Agreement with the true text, ours beside bare."""
    result: dict[str, float] = {}
    for method, run in METHODS.items():
        found = agreement((page.body, run(page.html, None)) for page in pages)
        for measure in ("f1", "precision", "recall"):
            result[f"invented_{method}_{measure}"] = getattr(found, measure)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--invented", type=int, default=60, help="how many invented pages")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", type=Path, help="folder with HTML files of real pages")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    with one_core_alone():
        result = speed(arguments.invented, arguments.rounds)
        if arguments.pages:
            result |= real_speed(arguments.pages, arguments.rounds)
    result |= quality([invented_page(seed) for seed in range(arguments.invented)])
    tell(result, arguments.json)


if __name__ == "__main__":
    main()
