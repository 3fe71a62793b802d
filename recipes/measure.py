"""Measure a model that a recipe made, as ``stance benchmark`` does, and write a file of figures for each benchmark.

python recipes/measure.py encoder --corpora DIR --model recipes/encoder/build/encoder --out recipes/encoder/build/figures
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline.attributions.tagger.finder import TaggerFinder
from pipeline.benchmark import benchmark_polnear, read_polnear
from pipeline.benchmark.behaviour import benchmark_behaviour
from pipeline.benchmark.classification import benchmark_corpus
from pipeline.config import load_config
from pipeline.io import write_json
from pipeline.languages import DEFAULT, language
from pipeline.model.folder import load_model
from pipeline.model.packaged import packaged_model
from pipeline.reading import Reading


def encoder_figures(corpora: Path, model: Path) -> dict[str, dict[str, Any]]:
    """Name of the file → figures by model."""
    seed, judged = load_config().train.seed, {"encoder": load_model(model)}
    reports = {
        f"{corpus}-{split}": benchmark_corpus(corpus, corpora, split, seed, judged)
        for corpus, split in (("dse", "valid"), ("newsmtsc", "devtest_rw"), ("newsmtsc", "held-out"))
    }
    both = {"linear": load_model(packaged_model("linear"))} | judged
    reports |= {part: benchmark_behaviour(part, both, seed) for part in ("behaviour", "behaviour-blind")}
    return {
        name: {"benchmark": name, "models": {one: report.as_dict() for one, report in by_model.items()}}
        for name, by_model in reports.items()
    }


def tagger_figures(corpora: Path, model: Path) -> dict[str, dict[str, Any]]:
    """Name of the file → figures."""
    finder = TaggerFinder(everywhere=True, folder=model)

    def find(text: str) -> Any:
        return finder.find(Reading(text, language(DEFAULT)))

    report = benchmark_polnear(read_polnear(corpora, "dev"), find, "polnear dev, method tagger")
    return {"polnear-dev-tagger": report.as_dict()}


FIGURES: dict[str, Callable[[Path, Path], dict[str, dict[str, Any]]]] = {
    "encoder": encoder_figures,
    "tagger": tagger_figures,
}


def main() -> None:
    """Measure, and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("recipe", choices=FIGURES)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    for name, figures in FIGURES[arguments.recipe](arguments.corpora, arguments.model).items():
        write_json(arguments.out / f"{name}.json", figures)


if __name__ == "__main__":
    main()
