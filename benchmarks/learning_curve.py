"""How much labels of one's own help: macro-F1 of stance on held-out articles with 0, 50, 100 … labels to train on.

    python benchmarks/learning_curve.py --corpora DIR

Two studies that the shipped encoder never saw: the sample (its own test part), and the sentences of dse's validation part
that do not stand in its training part (half of them to draw labels from, half to test on). Labels are drawn article by
article, five times; `linear` learns from them alone, `encoder` is the shipped network with a head trained on them, and
with 0 labels the shipped model as it is.
"""

from __future__ import annotations

import argparse
import json
import random
import warnings
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score

from pipeline.corpora import read_corpus
from pipeline.errors import PipelineError
from pipeline.evaluate.spread import spread
from pipeline.label import load_gold
from pipeline.model.encoder.head import Head
from pipeline.model.linear.classifier import LinearClassifier
from pipeline.network.network_file import load_shipped
from pipeline.records import STANCES

SIZES = (0, 50, 100, 200, 500, 1000)
DRAWS = 5
Example = tuple[str, str, str]  # masked text, stance, article


def sample(gold: Path) -> tuple[list[Example], list[Example]]:
    parts = load_gold(gold)
    pool, test = (
        [(row["masked"], row["stance"], row["duplicate_group"]) for row in parts[part]] for part in ("train", "test")
    )
    return pool, test


def directed(corpora: Path) -> tuple[list[Example], list[Example]]:
    seen = {example.group for example in read_corpus(corpora, "dse", "train")}
    new = [example for example in read_corpus(corpora, "dse", "valid") if example.group not in seen]
    rows = [(example.masked(), str(example.stance), example.group) for example in new]
    return [row for row in rows if int(row[2], 16) % 2], [row for row in rows if not int(row[2], 16) % 2]


def drawn(examples: list[Example], size: int, seed: int) -> list[int]:
    """Places of the examples of whole articles in random order, until there are `size`."""
    groups = sorted({group for _, _, group in examples})
    random.Random(seed).shuffle(groups)
    rank = {group: number for number, group in enumerate(groups)}
    return sorted(range(len(examples)), key=lambda i: (rank[examples[i][2]], i))[:size]


def curve(name: str, pool: list[Example], test: list[Example], spoken: bool) -> dict[str, dict[str, float]]:
    """Print the curve, and return the means by estimator and number of labels."""
    network = load_shipped(threads=2)
    said_pool, said_test = (network.run([text for text, _, _ in part], spoken=spoken) for part in (pool, test))
    gold = [stance for _, stance, _ in test]

    def score(predicted: NDArray[np.str_]) -> float:
        return float(f1_score(gold, predicted, labels=list(STANCES), average="macro", zero_division=0))

    means: dict[str, dict[str, float]] = {"linear": {}, "encoder": {}}
    print(f"\n{name}: {len(test)} test examples\nlabels  linear          encoder")
    for size in SIZES:
        if size > len(pool):
            size = len(pool)
        scores: dict[str, list[float]] = {"linear": [], "encoder": []}
        for draw in range(DRAWS if size else 1):
            chosen = drawn(pool, size, draw)
            labels = [pool[i][1] for i in chosen]
            if not size:
                scores["encoder"].append(score(Head.of_network("stance").predict(said_test)))
                continue
            scores["encoder"].append(score(Head().fit(said_pool[chosen], labels).predict(said_test)))
            try:
                linear = LinearClassifier().fit([pool[i][0] for i in chosen], labels)
                scores["linear"].append(score(linear.predict([text for text, _, _ in test])))
            except PipelineError:
                continue
        for estimator, values in scores.items():
            if values:
                means[estimator][str(size)] = round(float(np.mean(values)), 4)
        cells = [str(spread(values)) if values else "–" for values in scores.values()]
        print(f"{size:>6}  {cells[0]:<14}  {cells[1]}", flush=True)
        if size == len(pool):
            break
    return means


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--gold", type=Path, default=Path("data/gold"))
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    curves = {"sample": curve("sample", *sample(arguments.gold), spoken=True)}
    if arguments.corpora:
        name = "dse, sentences not in training"
        curves["dse"] = curve(name, *directed(arguments.corpora), spoken=False)
    if arguments.json:
        arguments.json.write_text(json.dumps(curves, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
