"""Train the attribution tagger on PolNeAR's train part (needs the extra `encoder`); a training that was cut off goes on.

A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) on top of the encoder learns which tag may
follow which. Each pass cuts the articles anew into windows.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
from lessons import Labelled, Special, Window, batches, padded, read_labelled, special_pieces
from tagger import N_TAGS, Tagger, sequence_loss

from pipeline.attributions.tagger.decoding import best_tags, group
from pipeline.attributions.tagger.pieces import FIRST_OF_PARAGRAPH, WordPieces, load_tokenizer, windows
from pipeline.benchmark.polnear import FoundAttribution, counts_of, ratios_of
from pipeline.io import atomic_path
from pipeline.records import content_id
from pipeline.train.finetune.descent import Descent
from pipeline.train.finetune.precision import fast_precision

_HEAD_RATE, _RATE_OF_TRANSITIONS = 5.0, 5e-3


def characters(pieces: WordPieces, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges of pieces → ranges of characters."""
    return [(int(pieces.starts[first]), int(pieces.ends[last - 1])) for first, last in ranges]


def evaluate(model: Tagger, dev: list[Labelled], special: Special, size: int) -> dict[str, float]:
    """Content and source on the dev part, for watching the training; `stance benchmark` gives the real figures."""
    transitions = model.transitions.detach().numpy()
    rows = []
    for article, pieces, _ in dev:
        scores = np.zeros((len(pieces), N_TAGS))
        with torch.no_grad(), fast_precision("cpu"):
            for start, end in windows(pieces, size):
                empty = np.zeros(end - start, dtype=np.int64)
                ids, features, mask, _ = padded([(pieces.ids[start:end], pieces.features[start:end], empty)], special)
                scores[start:end] = model(ids, features, mask)[0, 1:-1].float().numpy()
        groups = group(best_tags(scores, transitions), np.cumsum(pieces.features >= FIRST_OF_PARAGRAPH))
        found = [
            FoundAttribution(characters(pieces, g.contents), characters(pieces, [g.source] if g.source else []))
            for g in groups
        ]
        rows.append(counts_of(article, found))
    return {name: float(value) for name, value in ratios_of(np.sum(rows, axis=0)).items()}


def main() -> None:
    """Train, and after each pass print the figures on the dev part."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--window", type=int, default=254)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--hidden", type=float, default=0.0, help="share of pieces hidden from the encoder in training")
    arguments = parser.parse_args()
    tokenizer = load_tokenizer(arguments.base / "tokenizer.json")
    special = special_pieces(tokenizer)
    train, dev = (read_labelled(arguments.corpora, split, tokenizer) for split in ("train", "dev"))
    torch.manual_seed(arguments.seed)
    model = Tagger(str(arguments.base), arguments.dropout)
    head = [*model.scores.parameters(), *model.features.parameters()]
    groups = [
        {"params": list(model.encoder.parameters()), "lr": arguments.rate},
        {"params": head, "lr": arguments.rate * _HEAD_RATE},
        {"params": [model.transitions], "lr": _RATE_OF_TRANSITIONS},
    ]

    def drawn(epoch: int) -> list[list[Window]]:
        return batches(train, arguments.window, arguments.batch, random.Random(arguments.seed * 1000 + epoch))

    total = sum(len(drawn(epoch)) for epoch in range(arguments.epochs))
    settings = {name: value for name, value in vars(arguments).items() if name not in ("corpora", "base", "out")}
    work = content_id(settings, *(f"{one.pieces.ids.tolist()}{one.tags.tolist()}" for one in train))
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    descent = Descent(model, groups, total, work, arguments.out.with_suffix(".checkpoint.pt"))
    reached, step, began = descent.step, 0, time.perf_counter()
    for epoch in range(arguments.epochs):
        model.train()
        losses = []
        for batch in drawn(epoch):
            step += 1
            if step <= reached:
                continue
            # Each step has a seed of its own, so that a training that was cut off goes on as if it had not been.
            torch.manual_seed(arguments.seed * 1_000_003 + step)
            ids, features, mask, tags = padded(batch, special)
            if arguments.hidden:
                drawn_pieces = (torch.rand(ids.shape) < arguments.hidden) & (mask > 0)
                words = (ids != special.first) & (ids != special.last)
                ids = ids.masked_fill(drawn_pieces & words, special.hidden)
            with fast_precision("cpu"):
                scores = model(ids, features, mask)
            loss = sequence_loss(scores[:, 1:-1].float(), tags, mask[:, 2:], model.transitions)
            descent.differentiate(loss)
            descent.advance()
            losses.append(loss.item())
            if step % 20 == 0:
                seconds = (time.perf_counter() - began) / (step - reached)
                print(f"{step}/{total} loss {np.mean(losses[-20:]):.4f} {seconds:.2f} s a step", flush=True)
        if losses:
            figures = evaluate(descent.averaged(), dev, special, arguments.window)
            print(json.dumps({"epoch": epoch, "loss": float(np.mean(losses)), **figures}), flush=True)
    descent.finish()
    with atomic_path(arguments.out) as temporary:
        torch.save(model.state_dict(), temporary)


if __name__ == "__main__":
    main()
