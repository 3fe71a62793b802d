"""Fine-tuning: passes over labelled texts, the weights averaged over the steps, resumable after a kill."""

from __future__ import annotations

import copy
import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from pipeline.io import atomic_path
from pipeline.schema import content_id
from pipeline.train.encoder.network import StanceNetwork
from pipeline.train.encoder.reading import Array, Reader, ReadText
from pipeline.train.encoder.tasks import N_RELATIONS, Alternatives

_SORTED_TOGETHER = 40
_WARM_UP = 0.06
_LAST_RATE = 0.02
_LONGEST_MEMORY = 0.998
_HEAD_RATE = 5.0
_SAVE_EVERY = 200
_REMEMBER_EVERY = 4


@dataclass(frozen=True, slots=True)
class FitSettings:
    """How long and how fast: passes over the data, texts a step, learning rate of the encoder, seed.

    `hidden` is the share of words, drawn anew in each step, that the network does not see, so that it cannot learn texts by
    heart.
    """

    epochs: int = 4
    batch_size: int = 32
    rate: float = 1e-4
    seed: int = 0
    hidden: float = 0.0


@dataclass(frozen=True, slots=True)
class _Lesson:
    text: ReadText
    allowed: Array
    whole: bool


@dataclass(frozen=True, slots=True)
class _Batch:
    ids: torch.Tensor
    roles: torch.Tensor
    mask: torch.Tensor
    allowed: torch.Tensor
    whole: torch.Tensor


def pad(texts: Sequence[ReadText]) -> tuple[Array, Array, Array]:
    """Ids, roles and mask of texts, filled up to the longest; each of shape (n_texts, n_pieces)."""
    longest = max(len(text.ids) for text in texts)
    ids = np.zeros((len(texts), longest), dtype=np.int64)
    roles, mask = np.zeros_like(ids), np.zeros_like(ids)
    for row, text in enumerate(texts):
        length = len(text.ids)
        ids[row, :length], roles[row, :length], mask[row, :length] = text.ids, text.roles, 1
    return ids, roles, mask


def _batches(data: Sequence[Sequence[_Lesson]], size: int, rng: random.Random) -> Iterator[list[_Lesson]]:
    drawn = [alternatives[rng.randrange(len(alternatives))] for alternatives in data]
    rng.shuffle(drawn)
    cut: list[list[_Lesson]] = []
    for start in range(0, len(drawn), size * _SORTED_TOGETHER):
        alike = sorted(drawn[start : start + size * _SORTED_TOGETHER], key=lambda lesson: len(lesson.text.ids))
        cut += [alike[i : i + size] for i in range(0, len(alike), size)]
    rng.shuffle(cut)
    yield from cut


def allowed_loss(scores: torch.Tensor, allowed: torch.Tensor) -> torch.Tensor:
    """Mean negative log-probability of the allowed classes together, over the texts that have any.

    Parameters
    ----------
    scores, allowed : tensor of shape (n_texts, n_classes)
    """
    labelled = allowed.sum(dim=1) > 0
    if not bool(labelled.any()):
        return scores.sum() * 0.0
    logs = torch.log_softmax(scores[labelled], dim=1)
    chosen = allowed[labelled] > 0
    right = torch.logsumexp(logs.masked_fill(~chosen, -torch.inf), dim=1)
    return -right.sum() / len(scores)


def _loss(network: StanceNetwork, batch: _Batch) -> torch.Tensor:
    with torch.autocast(batch.ids.device.type, dtype=torch.bfloat16):
        relation, sentiment, _ = network(batch.ids, batch.roles, batch.mask)
    return allowed_loss(relation.float(), batch.allowed[:, :N_RELATIONS]) + allowed_loss(
        sentiment.float(), batch.allowed[:, N_RELATIONS:]
    )


def fit_network(
    network: StanceNetwork,
    data: Sequence[Alternatives],
    reader: Reader,
    settings: FitSettings,
    checkpoint: Path | None = None,
    watch: Callable[[int, int, float, StanceNetwork | None], None] | None = None,
) -> StanceNetwork:
    """Train on texts and return the network with its weights averaged over the steps.

    Parameters
    ----------
    network : StanceNetwork
        Is trained in place, on the GPU when there is one.
    data : sequence of sequence of TaughtText
        Each pass draws one text of each inner sequence.
    checkpoint : Path, optional
        Where the state is saved as the training goes; a training that was cut off goes on from there.
    watch : callable, optional
        Called after each step with the step, all steps and the loss, and at the end of a pass with the averaged network.
    """
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(settings.seed)
    read: list[list[_Lesson]] = []
    for alternatives in data:
        read.append(
            [
                _Lesson(reader.read([taught.masked], spoken=taught.spoken)[0], taught.allowed(), taught.whole)
                for taught in alternatives
            ]
        )
    network.to(device).train()
    average = {name: value.detach().clone() for name, value in network.state_dict().items()}
    body = list(network.encoder.parameters())
    heads = [*network.relation.parameters(), *network.sentiment.parameters()]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": settings.rate}, {"params": heads, "lr": settings.rate * _HEAD_RATE}],
        weight_decay=0.01,
        fused=True,
    )
    in_a_pass = sum(1 for _ in _batches(read, settings.batch_size, random.Random(0)))
    total = in_a_pass * settings.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, total))
    work = content_id(
        settings, *(f"{text.masked}{text.spoken}{text.allowed().tolist()}" for texts in data for text in texts)
    )
    reached = _restore(checkpoint, work, network, optimizer, schedule, average) if checkpoint else 0
    step = 0
    for epoch in range(settings.epochs):
        for rows in _batches(read, settings.batch_size, random.Random(settings.seed * 1000 + epoch)):
            step += 1
            if step <= reached:
                continue
            # Each step has a seed of its own, so that a training that was cut off goes on as if it had not been.
            torch.manual_seed(settings.seed * 1_000_003 + step)
            batch = _on(device, rows)
            if settings.hidden:
                _hide(batch, settings.hidden, reader)
            loss = _loss(network, batch)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            if step % _REMEMBER_EVERY == 0:
                _remember(average, network, min(_LONGEST_MEMORY, (1 + step) / (10 + step)) ** _REMEMBER_EVERY)
            if checkpoint and step % _SAVE_EVERY == 0 and step < total:
                _save(checkpoint, work, network, optimizer, schedule, average, step)
            if watch:
                watch(step, total, loss.item(), None)
        if watch and step > reached:
            watch(step, total, math.nan, _with_weights(network, average))
    network.load_state_dict(average)
    if checkpoint:
        checkpoint.unlink(missing_ok=True)
    network.eval()
    return network


def _rate(step: int, total: int) -> float:
    rising = min(1.0, (step + 1) / max(1.0, _WARM_UP * total))
    return rising * max(_LAST_RATE, 0.5 * (1 + math.cos(math.pi * min(1.0, step / total))))


def _on(device: torch.device, rows: Sequence[_Lesson]) -> _Batch:
    ids, roles, mask = (torch.from_numpy(part).to(device) for part in pad([row.text for row in rows]))
    allowed = torch.from_numpy(np.stack([row.allowed for row in rows])).to(device)
    return _Batch(ids, roles, mask, allowed, torch.tensor([row.whole for row in rows], device=device))


def _hide(batch: _Batch, share: float, reader: Reader) -> None:
    drawn = torch.rand(batch.ids.shape).to(batch.ids.device) < share
    kept = torch.isin(batch.ids, torch.tensor(reader.never_hidden, device=batch.ids.device)) | batch.whole[:, None]
    batch.ids[drawn & ~kept & (batch.mask > 0)] = reader.hidden


def _remember(average: dict[str, torch.Tensor], network: StanceNetwork, decay: float) -> None:
    with torch.no_grad():
        for name, value in network.state_dict().items():
            if value.is_floating_point():
                average[name].lerp_(value, 1 - decay)


def _with_weights(network: StanceNetwork, average: dict[str, torch.Tensor]) -> StanceNetwork:
    copied: StanceNetwork = copy.deepcopy(network)
    copied.load_state_dict(average)
    copied.eval()
    return copied


def _save(
    path: Path, work: str, network: Any, optimizer: Any, schedule: Any, average: dict[str, torch.Tensor], step: int
) -> None:
    state = {
        "work": work,
        "network": network.state_dict(),
        "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(),
        "average": average,
        "step": step,
    }
    with atomic_path(path) as temporary:
        torch.save(state, temporary)


def _restore(
    path: Path, work: str, network: Any, optimizer: Any, schedule: Any, average: dict[str, torch.Tensor]
) -> int:
    """The step that was reached; 0 where nothing was saved, or what was saved is of other texts or settings."""
    if not path.is_file():
        return 0
    state = torch.load(path, weights_only=True)
    if state.get("work") != work:
        return 0
    network.load_state_dict(state["network"])
    optimizer.load_state_dict(state["optimizer"])
    schedule.load_state_dict(state["schedule"])
    average.update(state["average"])
    return int(state["step"])
