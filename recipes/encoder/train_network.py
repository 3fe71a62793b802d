"""Train a network on the corpora's train parts, and on what a teacher says of them (needs the extra `encoder`).

The seed decides the order of the texts, the composed sentences and the dropout; the heads begin alike for every seed, so
that weights of several seeds can be averaged. A training that was cut off goes on where it was when started again.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from curriculum import TAUGHT_CORPORA, composed_lessons, joined_lessons, lessons, pair_lessons
from pairs import LabelledPair, read_pairs
from sklearn.metrics import average_precision_score

from pipeline.benchmark.agreement import TargetSentences
from pipeline.corpora import CorpusExample, read_corpus
from pipeline.corpora.held_out import held_out
from pipeline.evaluate.behaviour import behaviour_cases, masked_case
from pipeline.evaluate.confusions import macro_f1
from pipeline.io import atomic_path
from pipeline.network.encoding import Reader
from pipeline.network.relations import N_RELATIONS, N_REPORTED, REVERSED_RELATIONS, TrainingText, stance_probabilities
from pipeline.records import SENTIMENTS, STANCES
from pipeline.train.finetune.batches import run_network
from pipeline.train.finetune.fitting import FitSettings, fit_network
from pipeline.train.finetune.network import StanceNetwork
from pipeline.train.finetune.soft_labels import with_soft_labels
from pipeline.train.finetune.weights import mean_weights, start_network

Array = np.ndarray[Any, Any]


class Watch:
    """Prints the loss now and then, and after each pass what the averaged network says of the validation parts."""

    def __init__(self, corpora: Path, reader: Reader, pairs: list[LabelledPair]) -> None:
        self._reader = reader
        self._pairs = [pair for pair in pairs if pair.apart]
        self._began = time.perf_counter()
        self._valid = read_corpus(corpora, "dse", "valid")
        taught = {example.group for example in read_corpus(corpora, "dse", "train")}
        self._new = np.array([example.group not in taught for example in self._valid[0::2]])
        self._rw = read_corpus(corpora, "newsmtsc", "devtest_rw")
        self._apart = held_out(read_corpus(corpora, "newsmtsc", "train"))[1]

    def __call__(self, step: int, total: int, loss: float, averaged: StanceNetwork | None) -> None:
        """One step, or the end of a pass."""
        seconds = time.perf_counter() - self._began
        if averaged is None:
            if step % 100 == 0:
                print(f"{step}/{total} loss {loss:.3f} {seconds / step:.2f} s a step", flush=True)
            return
        print(json.dumps({"step": step, "minutes": round(seconds / 60, 1), **self.figures(averaged)}), flush=True)

    def figures(self, network: StanceNetwork) -> dict[str, float]:
        """For watching; `stance benchmark` gives the figures that count, of the 8-bit network."""
        relations, _ = self._said(network, [example.masked() for example in self._valid])
        both = np.log(relations[0::2]) + np.log(relations[1::2][:, list(REVERSED_RELATIONS)])
        gold = np.array([int(example.relation) for example in self._valid[0::2]])
        judged = both.argmax(axis=1)
        figures = {"dse": _f1(gold, judged, 5), "dse.new": _f1(gold[self._new], judged[self._new], 5)}
        for name, examples in (("rw", self._rw), ("apart", self._apart)):
            predicted, truth = self._sentiments(network, examples)
            figures[name] = _f1(truth, predicted, 3)
            figures |= {
                f"{name}.{metric}": round(interval.value, 3)
                for metric, interval in TargetSentences.of(examples, truth, predicted).metrics().items()
            }
        cases = [(masked_case(case), case) for case in behaviour_cases()]
        relations, _ = self._said(network, [masked or "" for masked, _ in cases], spoken=True)
        stances = stance_probabilities(relations, STANCES).argmax(axis=1)
        right = [STANCES[s] == case.stance and bool(m) for s, (m, case) in zip(stances, cases, strict=True)]
        for capability in sorted({case.capability for _, case in cases}):
            chosen = [r for r, (_, case) in zip(right, cases, strict=True) if case.capability == capability]
            figures[f"behaviour.{capability}"] = round(float(np.mean(chosen)), 2)
        return figures | {"behaviour": round(float(np.mean(right)), 3)} | self._of_pairs(network)

    def _of_pairs(self, network: StanceNetwork) -> dict[str, float]:
        """Of the pairs of real news that are kept apart: average precision of reported, macro-F1 of what is held."""
        if not self._pairs:
            return {}
        said, _ = run_network(network, [TrainingText(pair.in_context) for pair in self._pairs], self._reader)
        told = [i for i, pair in enumerate(self._pairs) if pair.reported is not None]
        held = [i for i in told if self._pairs[i].reported]
        stances = stance_probabilities(said[held][:, :N_RELATIONS], STANCES).argmax(axis=1)
        sentiments = said[held][:, N_RELATIONS:-N_REPORTED].argmax(axis=1)
        gold = np.array([STANCES.index(str(self._pairs[i].stance)) for i in held])
        moods = np.array([SENTIMENTS.index(str(self._pairs[i].sentiment)) for i in held])
        reported = average_precision_score([bool(self._pairs[i].reported) for i in told], said[told, -N_REPORTED])
        return {
            "real.reported": round(float(reported), 4),
            "real.stance": _f1(gold, stances, 3),
            "real.sentiment": _f1(moods, sentiments, 3),
        }

    def _sentiments(self, network: StanceNetwork, examples: list[CorpusExample]) -> tuple[Array, Array]:
        _, sentiments = self._said(network, [example.masked() for example in examples])
        truth = np.array([SENTIMENTS.index(str(example.sentiment)) for example in examples])
        return sentiments.argmax(axis=1), truth

    def _said(self, network: StanceNetwork, masked: list[str], spoken: bool = False) -> tuple[Array, Array]:
        said, _ = run_network(network, [TrainingText(text, spoken=spoken) for text in masked], self._reader)
        return np.maximum(said[:, :N_RELATIONS], 1e-9), said[:, N_RELATIONS:-N_REPORTED]


def _steps(step: int, total: int, loss: float, averaged: StanceNetwork | None) -> None:
    """Prints the loss now and then, and judges nothing."""
    if averaged is None and step % 100 == 0:
        print(f"{step}/{total} loss {loss:.3f}", flush=True)


def _f1(gold: Array, predicted: Array, classes: int) -> float:
    confusion = np.zeros((classes, classes))
    np.add.at(confusion, (gold, predicted), 1)
    return round(float(macro_f1(confusion)), 4)


def _times(argument: str) -> tuple[str, int]:
    corpus, _, count = argument.partition("=")
    if corpus not in TAUGHT_CORPORA or not count.isdigit():
        raise argparse.ArgumentTypeError(f"'{argument}' is no corpus with a number, such as dse=2")
    return corpus, int(count)


def main() -> None:
    """Train one network."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--base", required=True)
    parser.add_argument("--start", type=Path, nargs="*", default=[], help="weights to go on from, or from their mean")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--composed-seed", type=int, help="seed of the composed sentences, if another: that of ask_network.py"
    )
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--batch", type=int, default=40)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--hidden", type=float, default=0.0, help="share of words that a step does not see")
    parser.add_argument("--composed", type=int, default=6500, help="composed sentences in a pass")
    parser.add_argument("--joined", type=int, default=0, help="mentions of newsmtsc beside another sentence in a pass")
    parser.add_argument(
        "--soft", type=Path, nargs="*", default=[], help="what a teacher says, see ask_network.py, or several"
    )
    parser.add_argument(
        "--teacher", type=float, default=0.6, help="weight of the teacher beside the labels, with --soft"
    )
    parser.add_argument(
        "--grid", type=float, default=0.0, help="step of the grid of the weights, see export_network.py"
    )
    parser.add_argument("--without", nargs="*", default=[], choices=TAUGHT_CORPORA, help="corpora to leave out")
    parser.add_argument(
        "--times",
        nargs="*",
        default=[],
        type=_times,
        metavar="CORPUS=N",
        help="how often a pass has a corpus, if not once",
    )
    parser.add_argument(
        "--alone",
        nargs="*",
        default=[],
        choices=TAUGHT_CORPORA,
        help="corpora whose labels alone count, whatever a teacher says",
    )
    parser.add_argument(
        "--pairs", type=Path, nargs="*", default=[], help="pairs of real news, see pairs.py and actor_pairs.py"
    )
    parser.add_argument("--cold", type=float, default=1.0, help="share of the pairs whose sentence has no line")
    parser.add_argument("--others", type=int, help="at most so many lessons of the corpora, drawn at random")
    parser.add_argument("--unwatched", action="store_true", help="print no figures of validation parts after a pass")
    parser.add_argument("--labelled", action="store_true", help="leave out the teacher's texts that have no labels")
    arguments = parser.parse_args()
    network, tokenizer = start_network(arguments.base, arguments.dropout, 0)
    if arguments.start:
        network.load_state_dict(mean_weights(arguments.start), strict=False)
    reader = Reader(tokenizer)
    corpora = [corpus for corpus in TAUGHT_CORPORA if corpus not in arguments.without]
    composed_seed = arguments.seed if arguments.composed_seed is None else arguments.composed_seed
    times = dict(arguments.times)
    data = lessons(arguments.corpora, [c for c in corpora if c not in arguments.alone], composed_seed, 0, times)
    if arguments.others is not None:
        random.Random(arguments.seed).shuffle(data)
        data = data[: arguments.others]
    data += composed_lessons(arguments.composed, composed_seed)
    alone = lessons(arguments.corpora, [c for c in corpora if c in arguments.alone], composed_seed, 0, times)
    if arguments.joined:
        alone += joined_lessons(arguments.corpora, arguments.joined, arguments.seed)
    if arguments.soft:
        data = with_soft_labels(data, arguments.soft, alone, not arguments.labelled)
    else:
        data += alone
    pairs = [pair for path in arguments.pairs for pair in read_pairs(path)]
    data += pair_lessons(pairs, arguments.cold, arguments.seed)
    print(f"{len(data)} texts in a pass", flush=True)
    settings = FitSettings(
        arguments.epochs, arguments.batch, arguments.rate, arguments.seed, arguments.hidden, arguments.teacher if arguments.soft else 0.0, arguments.grid
    )  # fmt: skip
    watch = _steps if arguments.unwatched else Watch(arguments.corpora, reader, pairs)
    checkpoint = arguments.out.with_suffix(".checkpoint.pt")
    fit_network(network, data, reader, settings, checkpoint, watch)
    with atomic_path(arguments.out) as temporary:
        torch.save(network.cpu().state_dict(), temporary)


if __name__ == "__main__":
    main()
