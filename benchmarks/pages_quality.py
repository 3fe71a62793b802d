"""Bodies of real pages beside their expected texts, ours and by `trafilatura.bare_extraction`, in one run.

    python benchmarks/pages_quality.py FOLDER [--draws 1000] [--worst 10] [--json FILE]

FOLDER holds pages with their expected texts, ``NAME.html`` (or ``NAME.html.gz``) beside ``NAME.txt``, in folders within it
if there are several sources, each of which is told apart; or it is a checkout of the public article-extraction-benchmark
(``ground-truth.json`` and ``html/*.html.gz``). Precision, recall and F1 are those of `shingles`; intervals are of 95 %, by
drawing pages anew. What a page's licence forbids to pass on stays in FOLDER: nothing of it but figures is written.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from measured import tell
from page_bodies import METHODS
from shingles import Agreement, Shared, drawn_anew, over_pages, shared

from pipeline.io.decoding import decode

BENCHMARK = "public"


@dataclass(frozen=True, slots=True)
class ExpectedPage:
    """A page, where it comes from, and the body that a reader says it has."""

    source: str
    name: str
    html: str
    body: str
    url: str | None = None


def expected_pages(folder: Path) -> list[ExpectedPage]:
    """The pages in a folder with their expected texts, in the order of their names."""
    if (folder / "ground-truth.json").exists():
        return _of_benchmark(folder)
    found = []
    for path in sorted(folder.rglob("*.html*")):
        text = path.with_name(path.name.partition(".html")[0] + ".txt")
        if text.exists():
            source = path.parent.relative_to(folder).as_posix()
            html = _read(path)
            found.append(
                ExpectedPage("pages" if source == "." else source, text.stem, html, _decoded(text.read_bytes()))
            )
    return found


def _of_benchmark(folder: Path) -> list[ExpectedPage]:
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    return [
        ExpectedPage(BENCHMARK, key, _read(folder / "html" / f"{key}.html.gz"), said["articleBody"], said.get("url"))
        for key, said in sorted(truth.items())
    ]


def _read(path: Path) -> str:
    content = path.read_bytes()
    return _decoded(gzip.decompress(content) if path.suffix == ".gz" else content)


def _decoded(content: bytes) -> str:
    return decode(content) or ""


def figures(source: str, counted: dict[str, list[Shared]], draws: int) -> dict[str, float]:
    """Agreement of each method on the pages of one source, with its interval, and the difference of F1."""
    result: dict[str, float] = {f"{source}_pages": len(counted["ours"])}
    anew: dict[str, list[Agreement]] = {}
    for method, pages in counted.items():
        whole, anew[method] = over_pages(pages), drawn_anew(pages, draws)
        for measure in ("f1", "precision", "recall"):
            low, high = _interval([getattr(drawn, measure) for drawn in anew[method]])
            name = f"{source}_{method}_{measure}"
            result |= {name: getattr(whole, measure), f"{name}_low": low, f"{name}_high": high}
    # The same pages are drawn for both, so that what is hard for both does not widen the interval.
    less = [one.f1 - other.f1 for one, other in zip(anew["ours"], anew["bare"], strict=True)]
    low, high = _interval(less)
    difference = result[f"{source}_ours_f1"] - result[f"{source}_bare_f1"]
    return result | {
        f"{source}_f1_over_bare": difference,
        f"{source}_f1_over_bare_low": low,
        f"{source}_f1_over_bare_high": high,
    }


def _interval(values: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(values)
    return ordered[round(0.025 * (len(ordered) - 1))], ordered[round(0.975 * (len(ordered) - 1))]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="pages with expected texts, or a checkout of the benchmark")
    parser.add_argument("--draws", type=int, default=1000, help="how often pages are drawn anew for the intervals")
    parser.add_argument(
        "--worst", type=int, default=0, help="name so many pages on which we lose most against bare extraction"
    )
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    pages = expected_pages(arguments.folder)
    if not pages:
        raise SystemExit(f"{arguments.folder} holds no NAME.html beside NAME.txt, and no ground-truth.json")
    counted = {
        method: [shared(page.body, run(page.html, page.url)) for page in pages] for method, run in METHODS.items()
    }
    sources = sorted({page.source for page in pages})
    result: dict[str, float] = {}
    for source in [*sources, "all"] if len(sources) > 1 else sources:
        chosen = [number for number, page in enumerate(pages) if source in (page.source, "all")]
        own = {method: [shares[number] for number in chosen] for method, shares in counted.items()}
        result |= figures(source.replace("/", "_").replace("-", "_"), own, arguments.draws)
    tell(result, arguments.json)
    losses = [(own.f1 - bare.f1, page) for own, bare, page in zip(counted["ours"], counted["bare"], pages, strict=True)]
    for loss, page in sorted(losses, key=lambda both: both[0])[: arguments.worst]:
        print(f"{loss:+.3f} {page.source}/{page.name}")


if __name__ == "__main__":
    main()
