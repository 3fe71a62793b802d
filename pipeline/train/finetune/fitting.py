"""Fine-tuning: passes over labelled texts, the weights averaged over the steps, resumable after a kill."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from pipeline.network.encoding import Reader
from pipeline.network.relations import Alternatives
from pipeline.records import content_id
from pipeline.train.finetune.batches import batch_on, drawn_batches, hide_words, read_lessons
from pipeline.train.finetune.descent import Descent
from pipeline.train.finetune.grid import on_grid, snap
from pipeline.train.finetune.losses import Objective
from pipeline.train.finetune.network import StanceNetwork

_HEAD_RATE = 5.0


@dataclass(frozen=True, slots=True)
class FitSettings:
    """How long and how fast: passes over the data, texts a step, learning rate of the encoder, seed.

    `hidden` is the share of words, drawn anew in each step, that the network does not see, so that it cannot learn texts by
    heart. `teacher` is the weight of what a teacher says of a text (`TrainingText.soft`), beside that of its own labels.
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
    data : sequence of sequence of TrainingText
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
    n_features = len(read[0][0].features) if read else 0
    objective = Objective(settings.teacher, 3 * network.encoder.config.hidden_size, n_features).to(device)
    heads = [
        parameter
        for part in (network.relation, network.sentiment, network.reported, objective)
        for parameter in part.parameters()
    ]
    groups = [
        {"params": list(network.encoder.parameters()), "lr": settings.rate},
        {"params": heads, "lr": settings.rate * _HEAD_RATE},
    ]
    in_a_pass = sum(1 for _ in drawn_batches(read, settings.batch_size, random.Random(0)))
    total = in_a_pass * settings.epochs
    work = content_id(
        settings,
        *(f"{text.masked}{text.spoken}{text.allowed().tolist()}{text.soft}" for texts in data for text in texts),
    )
    descent = Descent(network, groups, total, work, checkpoint, beside=objective)
    reached = descent.step
    step = 0
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
                descent.differentiate(loss)
            descent.advance()
            if watch:
                watch(step, total, loss.item(), None)
        if watch and step > reached:
            averaged = descent.averaged()
            snap(averaged, settings.grid)
            watch(step, total, math.nan, averaged)
    descent.finish()
    return network
