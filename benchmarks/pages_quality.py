"""Bodies of real pages beside their expected texts, ours and by `trafilatura.bare_extraction`, in one run.

    python benchmarks/pages_quality.py FOLDER [--draws 1000] [--worst 10] [--json FILE]

FOLDER holds pages with their expected texts, ``NAME.html`` (or ``NAME.html.gz``) beside ``NAME.txt``, in folders within it
if there are several sources, each of which is told apart; or it is a checkout of the public article-extraction-benchmark
(``ground-truth.json`` and ``html/*.html.gz``). Precision, recall and F1 are those of `shingles`; intervals are of 95 %, from
pages drawn anew. What a page's licence forbids to pass on stays in FOLDER: nothing of it but figures is written.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from page_bodies import METHODS
from shingles import Shared, shared

from pipeline.arrays import FloatArray
from pipeline.evaluate.bootstrap import Interval, bootstrap_sums, percentile_interval
from pipeline.io import write_text
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


def figures(counted: dict[str, list[Shared]], draws: int) -> dict[str, object]:
    """Agreement of each method on the same pages, each with its interval, and by how much our F1 is higher."""
    result: dict[str, object] = {"pages": len(counted["ours"])}
    whole, drawn = {}, {}
    for method, pages in counted.items():
        table = np.array([_shares(page) for page in pages])
        whole[method] = _measures(table.sum(axis=0, keepdims=True))
        # The same pages are drawn for both, so that what is hard for both does not widen the interval of the difference.
        drawn[method] = _measures(bootstrap_sums(table, draws, seed=0))
        for name, value in whole[method].items():
            found = percentile_interval(float(value[0]), drawn[method][name], confidence=0.95)
            result[f"{method}_{name}"] = found.as_dict()
    more = whole["ours"]["f1"] - whole["bare"]["f1"]
    difference = percentile_interval(float(more[0]), drawn["ours"]["f1"] - drawn["bare"]["f1"], confidence=0.95)
    return result | {"f1_over_bare": difference.as_dict()}


def _shares(page: Shared) -> tuple[float, float, float, float]:
    """What a page adds to the sums of precision and recall, and whether it counts in each."""
    return (
        page.common / page.found if page.found else 0.0,
        float(page.found > 0),
        page.common / page.true if page.true else 0.0,
        float(page.true > 0),
    )


def _measures(sums: FloatArray) -> dict[str, FloatArray]:
    with np.errstate(invalid="ignore", divide="ignore"):
        precision, recall = sums[:, 0] / sums[:, 1], sums[:, 2] / sums[:, 3]
        return {"f1": 2 * precision * recall / (precision + recall), "precision": precision, "recall": recall}


def _by_source(pages: Sequence[ExpectedPage]) -> dict[str, list[int]]:
    """The numbers of the pages of each source, and of all where there are several."""
    found: dict[str, list[int]] = {}
    for number, page in enumerate(pages):
        found.setdefault(page.source, []).append(number)
    return found if len(found) == 1 else found | {"all": list(range(len(pages)))}


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
    result = {
        source: figures(
            {method: [shares[number] for number in chosen] for method, shares in counted.items()}, arguments.draws
        )
        for source, chosen in _by_source(pages).items()
    }
    for source, told in result.items():
        for name, value in told.items():
            print(f"{source:20} {name:20} {Interval(**value) if isinstance(value, dict) else value}")
    if arguments.json:
        write_text(arguments.json, json.dumps(result, indent=1) + "\n")
    losses = [(own.f1 - bare.f1, page) for own, bare, page in zip(counted["ours"], counted["bare"], pages, strict=True)]
    for loss, page in sorted(losses, key=lambda both: both[0])[: arguments.worst]:
        print(f"{loss:+.3f} {page.source}/{page.name}")


if __name__ == "__main__":
    main()
