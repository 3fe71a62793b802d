"""Fine-tuning: passes over labelled texts, the weights averaged over the steps, resumable after a kill."""

from __future__ import annotations

import copy
import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from pipeline.io import atomic_path
from pipeline.model.encoder.reading import Reader
from pipeline.model.encoder.relations import Alternatives
from pipeline.records import content_id
from pipeline.train.finetune.batches import batch_on, drawn_batches, hide_words, read_lessons
from pipeline.train.finetune.grid import on_grid, snap
from pipeline.train.finetune.losses import Objective
from pipeline.train.finetune.network import StanceNetwork

_WARM_UP = 0.06
_LAST_RATE = 0.02
_LONGEST_MEMORY = 0.998
_HEAD_RATE = 5.0
# The state is several times as large as the network: on a GPU 200 steps take less time than saving it.
_SAVE_EVERY, _SECONDS_BETWEEN_SAVES = 200, 60.0
_REMEMBER_EVERY = 4


@dataclass(frozen=True, slots=True)
class FitSettings:
    """How long and how fast: passes over the data, texts a step, learning rate of the encoder, seed.

    `hidden` is the share of words, drawn anew in each step, that the network does not see, so that it cannot learn texts by
    heart. `teacher` is the weight of what a teacher says of a text (`TaughtText.soft`), beside that of its own labels.
    `grid` is the step of the grid on which the weights are while they are judged, in standard deviations (`grid.distances`);
    0 for none.
    """

    epochs: int = 4
    batch_size: int = 32
    rate: float = 1e-4
    seed: int = 0
    hidden: float = 0.0
    teacher: float = 0.0
    grid: float = 0.0


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
    read = read_lessons(data, reader)
    network.to(device).train()
    average = {name: value.detach().clone() for name, value in network.state_dict().items()}
    body = list(network.encoder.parameters())
    n_features = len(read[0][0].features) if read else 0
    objective = Objective(settings.teacher, 3 * network.encoder.config.hidden_size, n_features).to(device)
    heads = [*network.relation.parameters(), *network.sentiment.parameters(), *objective.parameters()]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": settings.rate}, {"params": heads, "lr": settings.rate * _HEAD_RATE}],
        weight_decay=0.01,
        fused=True,
    )
    in_a_pass = sum(1 for _ in drawn_batches(read, settings.batch_size, random.Random(0)))
    total = in_a_pass * settings.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, total))
    work = content_id(
        settings,
        *(f"{text.masked}{text.spoken}{text.allowed().tolist()}{text.soft}" for texts in data for text in texts),
    )
    state = {"network": network, "objective": objective, "optimizer": optimizer, "schedule": schedule}
    reached = _restore(checkpoint, work, state, average) if checkpoint else 0
    step, saved_at = 0, time.monotonic()
    for epoch in range(settings.epochs):
        for rows in drawn_batches(read, settings.batch_size, random.Random(settings.seed * 1000 + epoch)):
            step += 1
            if step <= reached:
                continue
            # Each step has a seed of its own, so that a training that was cut off goes on as if it had not been.
            torch.manual_seed(settings.seed * 1_000_003 + step)
            batch = batch_on(device, rows)
            if settings.hidden:
                hide_words(batch, settings.hidden, reader)
            with on_grid(network, settings.grid):
                loss = objective(network, batch)
                optimizer.zero_grad(set_to_none=True)
                loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            if step % _REMEMBER_EVERY == 0:
                _remember(average, network, min(_LONGEST_MEMORY, (1 + step) / (10 + step)) ** _REMEMBER_EVERY)
            waited = time.monotonic() - saved_at >= _SECONDS_BETWEEN_SAVES
            if checkpoint and step % _SAVE_EVERY == 0 and step < total and waited:
                _save(checkpoint, work, state, average, step)
                saved_at = time.monotonic()
            if watch:
                watch(step, total, loss.item(), None)
        if watch and step > reached:
            averaged = _with_weights(network, average)
            snap(averaged, settings.grid)
            watch(step, total, math.nan, averaged)
    network.load_state_dict(average)
    if checkpoint:
        checkpoint.unlink(missing_ok=True)
    network.eval()
    return network


def _rate(step: int, total: int) -> float:
    rising = min(1.0, (step + 1) / max(1.0, _WARM_UP * total))
    return rising * max(_LAST_RATE, 0.5 * (1 + math.cos(math.pi * min(1.0, step / total))))


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


def _save(path: Path, work: str, parts: dict[str, Any], average: dict[str, torch.Tensor], step: int) -> None:
    state = {name: part.state_dict() for name, part in parts.items()}
    with atomic_path(path) as temporary:
        torch.save(state | {"work": work, "average": average, "step": step}, temporary)


def _restore(path: Path, work: str, parts: dict[str, Any], average: dict[str, torch.Tensor]) -> int:
    """The step that was reached; 0 where nothing was saved, or what was saved is of other texts or settings."""
    if not path.is_file():
        return 0
    state = torch.load(path, weights_only=True)
    if state.get("work") != work:
        return 0
    for name, part in parts.items():
        part.load_state_dict(state[name])
    average.update(state["average"])
    return int(state["step"])
