"""The figures that ``stance evaluate`` wrote of the sample's test part, with their intervals, as one file of figures.

After `make run`: ``python recipes/sample_figures.py data/evaluation benchmarks/results/sample-encoder.json``. The recipe of the
linear model writes ``sample-linear.json`` with it.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from pipeline.io import write_json


def main() -> None:
    """Join metrics and intervals of each task."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("evaluation", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    metrics, intervals = (
        json.loads((arguments.evaluation / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("metrics", "intervals")
    )
    figures = {
        task: {name: intervals.get(f"{task}.{name}", value) for name, value in metrics[task].items()}
        for task in ("stance", "sentiment")
    }
    write_json(arguments.out, {"benchmark": "sample, test part", **figures})


if __name__ == "__main__":
    main()
