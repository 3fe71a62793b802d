"""Write down what a trained network says of the corpora's training texts and of unlabelled ones, to teach a smaller one.

Beside the texts that `train_network.py` teaches, the network is asked of sentences of the corpora's training parts with
other names of theirs marked, and of what speakers say in PolNeAR's training part. Sentences that are held out are not asked.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

import torch
from curriculum import TAUGHT_CORPORA, lessons
from transfer import transfer_texts

from pipeline.benchmark import read_polnear
from pipeline.corpora import read_corpus
from pipeline.corpora.held_out import held_out
from pipeline.network.encoding import Array, Reader
from pipeline.network.network_file import base_network
from pipeline.network.relations import TrainingText
from pipeline.train.finetune.batches import run_network
from pipeline.train.finetune.soft_labels import answers_of_saved, principal_features, write_soft_labels
from pipeline.train.finetune.weights import mean_weights, start_network


def asked(corpora: Path, composed: int, sentences: int, statements: int, seed: int) -> list[TrainingText]:
    """The distinct texts, those that are taught first."""
    texts = [text for alternatives in lessons(corpora, TAUGHT_CORPORA, seed, composed) for text in alternatives]
    parts = [held_out(read_corpus(corpora, name, "train")) for name in TAUGHT_CORPORA]
    known, apart = ({example.text for part in parts for example in part[i]} for i in (0, 1))
    # Each sentence is drawn twice, so that different names of it are targets.
    for draw in (seed, seed + 1):
        texts += transfer_texts(known - apart, sentences, draw, spoken=False, with_speaker=0.6)
    quoted, whole = [], []
    for article in read_polnear(corpora, "train"):
        for attribution in article.attributions:
            start, end = attribution.content[0][0], attribution.content[-1][1]
            quoted.append(" ".join(article.text[start:end].strip(' "“”').split()))
            ends = [*attribution.content, *attribution.source, *attribution.cue]
            whole.append(" ".join(article.text[min(s for s, _ in ends) : max(e for _, e in ends)].split()))
    texts += transfer_texts(quoted, statements, seed, spoken=True, with_speaker=0.15)
    texts += transfer_texts(whole, statements, seed, spoken=False, with_speaker=0.8)
    return list({(text.masked, text.spoken): text for text in texts}.values())


def answers_of(base: str, weights: Sequence[Path], texts: Sequence[TrainingText]) -> tuple[Array, Array]:
    """Probabilities and pooled features of a network in torch."""
    network, tokenizer = start_network(base, 0.0, 0)
    if weights:
        network.load_state_dict(mean_weights(weights))
    network.eval().to("cuda" if torch.cuda.is_available() else "cpu")
    return run_network(network, texts, Reader(tokenizer))


def main() -> None:
    """Ask, and write the answers."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--base", required=True)
    parser.add_argument(
        "--weights",
        type=Path,
        nargs="*",
        default=[],
        help="of several, the mean is taken; without any, the base itself answers",
    )
    parser.add_argument("--sentences", type=int, default=7000, help="of the corpora, twice, with other names marked")
    parser.add_argument("--statements", type=int, default=6000, help="of PolNeAR, and as many sentences around them")
    parser.add_argument("--composed", type=int, default=6500, help="composed sentences in a pass")
    parser.add_argument(
        "--features", type=int, default=384, help="principal components of what the network pools; 0: none are kept"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    texts = asked(arguments.corpora, arguments.composed, arguments.sentences, arguments.statements, arguments.seed)
    print(f"{len(texts)} texts", flush=True)
    saved = None if arguments.weights else base_network(arguments.base, os.cpu_count() or 1)
    said, pooled = answers_of_saved(saved, texts) if saved else answers_of(arguments.base, arguments.weights, texts)
    features = principal_features(pooled, arguments.features, arguments.seed)
    write_soft_labels(arguments.out, texts, said, features)


if __name__ == "__main__":
    main()
