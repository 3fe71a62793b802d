"""How well a network reads written passages that it was not taught, by their written labels.

    python judge_passages.py --passages ../../data/passages --model build/encoder --out build/passages-apart.json

Of plain sentences, written by a language model: what it says of a network holds for news that is written as plainly.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
from passages import pairs_of, read_passages
from sklearn.metrics import accuracy_score, average_precision_score, f1_score

from pipeline.io import write_json
from pipeline.network.network_file import load_network
from pipeline.network.relations import stance_probabilities
from pipeline.network.session import RELATION_COLUMNS
from pipeline.records import STANCES


def figures(passages: list[dict[str, Any]], model: Path) -> dict[str, Any]:
    """Average precision of *reported* over all ordered pairs, accuracy and macro-F1 of the stance of reported ones."""
    pairs = [pair for passage in passages for pair in pairs_of(passage)]
    said = load_network(model).answers([pair.in_context for pair in pairs])
    held = [i for i, pair in enumerate(pairs) if pair.reported]
    told = [pairs[i].stance for i in held]
    judged = np.array(STANCES)[stance_probabilities(said[held][:, RELATION_COLUMNS], STANCES).argmax(axis=1)]
    precision = average_precision_score([bool(pair.reported) for pair in pairs], said[:, -1])
    return {
        "passages": len(passages),
        "pairs": len(pairs),
        "reported": len(held),
        "reported_average_precision": round(float(precision), 4),
        "stance_accuracy": round(float(accuracy_score(told, judged)), 4),
        "stance_macro_f1": round(float(f1_score(told, judged, average="macro")), 4),
    }


def main() -> None:
    """Judge the passages that are kept apart, and write the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--passages", type=Path, required=True, help="folder with apart.jsonl")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    told = figures(read_passages(arguments.passages, "apart.jsonl"), arguments.model)
    write_json(arguments.out, told)
    print(", ".join(f"{name} {value}" for name, value in told.items()))


if __name__ == "__main__":
    main()
