"""Speed of the classifiers, as ratios where there is a reference: 8-bit encoder against the same network in torch.

    python benchmarks/classify_speed.py --corpora DIR [--json FILE]

On two cores: the shipped encoder on ONNX Runtime, text by text, against the same weights in torch (32-bit, batches of
similar length; needs the extra `finetune`), and how far their probabilities are apart. On one core: `linear` examples a
second, and its training on 25,000 examples.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from pipeline.corpora import read_corpus
from pipeline.model.linear.classifier import LinearClassifier
from pipeline.network.network_file import load_shipped
from pipeline.network.session import SavedNetwork

ROUNDS = 5
TEXTS = 512
BATCH = 32


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def fresh(number: int) -> SavedNetwork:
    """The shipped network, loaded; for each number one that remembers no answers of the others."""
    shipped = load_shipped()
    network = replace(shipped, threads=2, tokenizer=shipped.tokenizer + " " * number)
    network.run(["‹TARGET›"])
    return network


def encoder(texts: list[str]) -> dict[str, float]:
    networks = [fresh(number) for number in range(ROUNDS)]
    network = networks[0]
    if importlib.util.find_spec("torch") is None:
        times = [seconds(lambda one=one: one.run(texts, spoken=False)) for one in networks]
        return {"encoder_per_second": round(TEXTS / statistics.median(times), 1)}
    import torch

    from pipeline.train.finetune.batches import pad
    from pipeline.train.finetune.weights import saved_network

    torch.set_num_threads(2)
    whole: Any = saved_network(network.onnx, 0.0).eval()

    def in_torch() -> None:
        read = sorted(network.reader.read(texts, spoken=False), key=lambda text: len(text.ids))
        with torch.inference_mode():
            for start in range(0, len(read), BATCH):
                whole(*(torch.from_numpy(part) for part in pad(read[start : start + BATCH])))

    in_torch()
    exact = []
    for text in network.reader.read(texts, spoken=False):
        with torch.inference_mode():
            heads = whole(*(torch.from_numpy(part) for part in pad([text])))[:2]
        exact.append(torch.cat([torch.softmax(head, 1) for head in heads], dim=1)[0].numpy())
    differences = np.abs(network.run(texts, spoken=False)[:, : len(exact[0])] - np.array(exact))
    networks[0] = fresh(ROUNDS)
    pairs = [(seconds(in_torch), seconds(lambda one=one: one.run(texts, spoken=False))) for one in networks]
    return {
        "encoder_per_second": round(TEXTS / statistics.median(small for _, small in pairs), 1),
        "torch_per_second": round(TEXTS / statistics.median(large for large, _ in pairs), 1),
        "encoder_to_torch": round(statistics.median(large / small for large, small in pairs), 2),
        "mean_difference_of_probabilities": round(float(differences.mean()), 4),
        "difference_in_95_of_100_texts_below": round(float(np.quantile(differences.max(axis=1), 0.95)), 3),
    }


def linear(texts: list[str], labels: list[str]) -> dict[str, float]:
    model = LinearClassifier(max_features=8000)
    with threadpool_limits(1):
        training = seconds(lambda: model.fit(texts, labels))
        times = [seconds(lambda: model.predict_proba(texts[:5000])) for _ in range(ROUNDS)]
    return {
        "linear_training_seconds": round(training, 1),
        "linear_training_examples": len(texts),
        "linear_per_second": round(5000 / statistics.median(times), 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    sentences = [e.masked() for e in read_corpus(arguments.corpora, "newsmtsc", "devtest_rw")[:TEXTS]]
    examples = read_corpus(arguments.corpora, "dse", "train")[:25_000]
    measured = encoder(sentences) | linear([e.masked() for e in examples], [str(e.stance) for e in examples])
    for name, value in measured.items():
        print(f"{name.replace('_', ' '):<28}{np.format_float_positional(value, trim='-'):>12}")
    if arguments.json:
        arguments.json.write_text(json.dumps(measured, indent=2) + "\n")


if __name__ == "__main__":
    main()
