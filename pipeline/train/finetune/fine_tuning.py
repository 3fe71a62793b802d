"""Fine-tuning the whole network on a study's own labels, stance and sentiment together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedGroupKFold

from pipeline.config import EncoderConfig, TrainConfig
from pipeline.model.calibration import TemperatureScaled, fit_temperature
from pipeline.model.encoder.head import Head
from pipeline.model.labels import check_labels
from pipeline.model.trained import TrainedModel
from pipeline.network.encoding import Array, Reader
from pipeline.network.relations import Alternatives, TrainingText
from pipeline.network.session import SavedNetwork
from pipeline.progress import progress_steps
from pipeline.records import GoldExample
from pipeline.tasks import Task
from pipeline.train.finetune.weights import start_network

# Beside the study's other hidden state: DVC empties the folders of outputs before a stage runs.
CHECKPOINT = Path(".stance/fine-tuning.pt")


def fine_tuned_model(
    examples: Sequence[GoldExample],
    groups: Sequence[str],
    folds: int,
    config: TrainConfig,
    description: dict[str, Any],
    threads: int,
) -> TrainedModel:
    """Train the network on all examples; its temperatures come from a first training without one fold of the articles."""
    stances = check_labels([e.stance for e in examples], Task.stance.labels, Task.stance)
    check_labels([e.sentiment for e in examples], Task.sentiment.labels, Task.sentiment)
    lessons = [[TrainingText(e.masked, e.stance, e.sentiment)] for e in examples]
    parts = StratifiedGroupKFold(folds).split(np.zeros(len(examples)), stances, np.asarray(groups))
    kept, apart = next(iter(parts))
    settings, seed = config.encoder, config.seed
    first = fine_tune([lessons[i] for i in kept], settings, seed, threads, CHECKPOINT.with_suffix(".first.pt"))
    said = first.run([examples[i].masked for i in apart])
    temperatures: dict[str, float] = {}
    chosen: dict[str, float] = {}
    for task in Task:
        head = Head.of_network(task.name)
        labels = np.array([task.label(examples[i]) for i in apart])
        probabilities = head.predict_proba(said)
        temperatures[task.name] = fit_temperature(probabilities, np.searchsorted(head.classes_, labels))
        score = f1_score(labels, head.classes_[probabilities.argmax(axis=1)], average="macro", zero_division=0)
        chosen[f"{task}.cross_validated_macro_f1"] = round(float(score), 6)
        chosen[f"{task}.temperature"] = temperatures[task.name]
    network = fine_tune(lessons, settings, seed, threads, CHECKPOINT)
    return network_model(network, temperatures, description | {"chosen": chosen})


def fine_tune(
    lessons: Sequence[Alternatives],
    settings: EncoderConfig,
    seed: int,
    threads: int = 1,
    checkpoint: Path | None = None,
) -> SavedNetwork:
    """Train a whole network on lessons and save it.

    Parameters
    ----------
    lessons : sequence of sequence of TrainingText
        See `fit_network`.
    settings : EncoderConfig
        Where the training starts, how long and how fast it is.
    seed : int
    threads : int, default=1
        Texts that the saved network reads at a time.
    checkpoint : Path, optional
        Where the state is saved, so that a training that was cut off goes on.

    Raises
    ------
    PipelineError
        If torch is not installed, or the base encoder is not there.
    """
    network, tokenizer = start_network(settings.base, settings.dropout, seed)
    # Only now is it sure that torch is there.
    from pipeline.train.finetune.export import export_network
    from pipeline.train.finetune.fitting import FitSettings, fit_network

    fit = FitSettings(settings.epochs, settings.batch_size, settings.rate, seed)
    with progress_steps("fine-tune") as advance:
        fit_network(
            network,
            lessons,
            Reader(tokenizer),
            fit,
            checkpoint,
            lambda step, total, loss, averaged: advance(step, total),
        )
    return SavedNetwork(export_network(network), tokenizer, threads)


def network_model(
    network: SavedNetwork,
    temperatures: Mapping[str, float],
    description: dict[str, Any],
    offsets: Mapping[str, Array] = MappingProxyType({}),
) -> TrainedModel:
    """The model that a network with its two heads is, calibrated task by task (see `TemperatureScaled`)."""
    classifiers = {
        task: TemperatureScaled.of(Head.of_network(task), temperatures[task], offsets.get(task)) for task in Task
    }
    return TrainedModel(**classifiers, description=description, network=network)
