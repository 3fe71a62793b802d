"""How many labels each queue of `stance annotate` saves against drawing at random, on the embedded sample.

    python benchmarks/label_queues.py [--estimator encoder] [--seeds 20] [--json benchmarks/results/label-queues.json]

Labels of the training part are taken as if somebody gave them one batch after another; the first batch is drawn at random, each
later one by the queue, from what the model says that was trained on the batches before; models disagree where it and the package's
encoder do. After each batch the model is judged on the test part, which no queue sees. Needs the gold examples of `dvc repro`. Two figures for each queue, with 95 % intervals over
seeds and test articles together: the mean difference of macro-F1 from the random queue with the same seed and number of labels, and
the labels that it needs for the macro-F1 that the random queue has at its last but one batch.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, clone
from threadpoolctl import threadpool_limits

from pipeline.annotate.queues import Pool, draw
from pipeline.arrays import FloatArray, IntArray
from pipeline.config import load_config
from pipeline.io import write_json
from pipeline.label import load_gold
from pipeline.model.encoder.head import Head
from pipeline.model.estimators import ESTIMATORS
from pipeline.model.inputs import Inputs, prepare
from pipeline.network.network_file import known_network
from pipeline.progress import progress
from pipeline.records import GoldExample
from pipeline.tasks import STANCES, Task

QUEUES = ("random", "uncertain", "diverse", "disagreement", "balanced")
BATCH, BATCHES = 50, 8
C = {"encoder": 0.3, "linear": 1.0}


def macro_f1(truth: IntArray, said: IntArray, weights: FloatArray) -> float:
    """Macro-F1 of codes, each test example weighed."""
    scores = []
    for code in range(len(STANCES)):
        right = weights[(truth == code) & (said == code)].sum()
        total = weights[truth == code].sum() + weights[said == code].sum()
        scores.append(2 * right / total if total else 0.0)
    return float(np.mean(scores))


@dataclass(frozen=True, slots=True)
class Labels:
    """The training part as it is labelled batch after batch, and the test part as the model takes it.

    `own` is what the package's encoder says of the training part, of shape (n_training, 3).
    """

    examples: list[GoldExample]
    inputs: Inputs
    judged: Inputs
    own: FloatArray
    unfitted: BaseEstimator

    def curve(self, queue: str, seed: int) -> list[list[str]]:
        """What the model says of the test part after each batch."""
        taken: list[int] = []
        said: list[list[str]] = []
        model = self.unfitted
        for batch in range(BATCHES):
            left = np.array(sorted(set(range(len(self.examples))) - set(taken)))
            found = draw("random" if batch == 0 else queue, self._pool(left, model), BATCH, seed * BATCHES + batch)
            taken += [int(left[place]) for place in found.places]
            model = clone(self.unfitted).fit(self.inputs[taken], [self.examples[i].stance for i in taken])
            said.append(list(model.predict(self.judged)))
        return said

    def _pool(self, left: IntArray, model: Any) -> Pool:
        def probabilities() -> FloatArray:
            found = np.zeros((len(left), len(STANCES)))
            columns = [STANCES.index(label) for label in model.classes_]
            found[:, columns] = model.predict_proba(self.inputs[left])
            return found

        return Pool(
            size=len(left),
            strata=[f"{self.examples[i].target}<{self.examples[i].speaker_country}" for i in left],
            texts=lambda: [self.examples[i].text for i in left],
            probabilities=probabilities,
            disagreement=lambda: np.abs(probabilities() - self.own[left]).sum(axis=1) / 2,
        )


def needed(scores: FloatArray, wanted: float) -> float:
    """After how many labels a curve is at `wanted` for the first time, between batches by a line; all where it never is."""
    sizes = BATCH * np.arange(1, len(scores) + 1)
    above = np.flatnonzero(scores >= wanted)
    if not len(above):
        return float(sizes[-1])
    first = int(above[0])
    if first == 0:
        return float(sizes[0])
    share = (wanted - scores[first - 1]) / (scores[first] - scores[first - 1])
    return float(sizes[first - 1] + share * BATCH)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--estimator", default="encoder", choices=sorted(ESTIMATORS))
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--resamples", type=int, default=1000)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    config = load_config()
    gold = load_gold(config.paths.gold)
    train, test = ([GoldExample(**row) for row in gold[part]] for part in ("train", "test"))
    network = known_network("shipped", 2)
    read = [prepare([e.masked for e in part], network) for part in (train, test)]
    own = Head.of_network(Task.stance.value)
    columns = [list(own.classes_).index(label) for label in STANCES]
    estimator, settings = ESTIMATORS[given.estimator], getattr(config.train, given.estimator)
    unfitted = estimator.unfitted(settings, Task.stance, config.train.seed).set_params(C=C[given.estimator])
    inputs = read if estimator.base(settings) else [prepare([e.masked for e in part]) for part in (train, test)]
    labels = Labels(train, *inputs, own.predict_proba(read[0])[:, columns], unfitted)
    truth = np.array([STANCES.index(example.stance) for example in test])
    said: dict[str, IntArray] = {}
    with threadpool_limits(1):
        for queue in progress(QUEUES, "queues", total=len(QUEUES)):
            runs = [labels.curve(queue, seed) for seed in range(given.seeds)]
            said[queue] = np.array([[[STANCES.index(label) for label in after] for after in run] for run in runs])
    articles, article_of = np.unique([e.duplicate_group for e in test], return_inverse=True)
    generator = np.random.default_rng(0)

    def scores(queue: str, seeds: IntArray, weights: FloatArray) -> FloatArray:
        each = [[macro_f1(truth, said[queue][seed, b], weights) for b in range(BATCHES)] for seed in seeds]
        return np.array(each)

    def figures(seeds: IntArray, weights: FloatArray) -> dict[str, tuple[float, float]]:
        drawn = {queue: scores(queue, seeds, weights) for queue in QUEUES}
        means = {queue: found.mean(axis=0) for queue, found in drawn.items()}
        wanted = float(means["random"][-2])
        return {q: (float((means[q] - means["random"])[1:].mean()), needed(means[q], wanted)) for q in QUEUES}

    everything = np.arange(given.seeds)
    whole = figures(everything, np.ones(len(truth)))
    resampled = []
    for _ in range(given.resamples):
        counts = np.bincount(generator.integers(0, len(articles), len(articles)), minlength=len(articles))
        resampled.append(figures(generator.integers(0, given.seeds, given.seeds), counts[article_of].astype(float)))
    result: dict[str, Any] = {
        "estimator": given.estimator,
        "seeds": given.seeds,
        "batch": BATCH,
        "training": len(train),
        "test": len(test),
    }
    for queue in QUEUES:
        gains, sizes = (np.array([r[queue][k] for r in resampled]) for k in (0, 1))
        mean = scores(queue, everything, np.ones(len(truth))).mean(axis=0)
        result[queue] = {
            "macro_f1": [round(float(score), 4) for score in mean],
            "gain": _interval(whole[queue][0], gains),
            "labels": _interval(whole[queue][1], sizes),
        }
        print(f"{queue:14} gain {result[queue]['gain']}  labels {result[queue]['labels']}")
    if given.json:
        write_json(given.json, result)


def _interval(value: float, drawn: FloatArray) -> dict[str, float]:
    low, high = np.percentile(drawn, [2.5, 97.5])
    return {"value": round(value, 4), "low": round(float(low), 4), "high": round(float(high), 4)}


if __name__ == "__main__":
    main()
