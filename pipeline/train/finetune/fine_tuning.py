"""Fine-tuning the whole network on a study's own labels, stance and sentiment together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedGroupKFold

from pipeline.config import TrainConfig
from pipeline.model.calibration import TemperatureScaled, fit_temperature
from pipeline.model.encoder.classifier import EncoderClassifier, fine_tune
from pipeline.model.encoder.reading import Array
from pipeline.model.encoder.relations import TaughtText
from pipeline.model.encoder.session import SavedNetwork
from pipeline.model.folder import TrainedModel
from pipeline.model.labels import check_labels
from pipeline.records import SENTIMENTS, STANCES, GoldExample

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
    stances = check_labels([e.stance for e in examples], STANCES, "stance")
    check_labels([e.sentiment for e in examples], SENTIMENTS, "sentiment")
    lessons = [[TaughtText(e.masked, e.stance, e.sentiment)] for e in examples]
    parts = StratifiedGroupKFold(folds).split(np.zeros(len(examples)), stances, np.asarray(groups))
    kept, apart = next(iter(parts))
    first = fine_tune([lessons[i] for i in kept], untrained(config, threads, CHECKPOINT.with_suffix(".first.pt")))
    said = first.run([examples[i].masked for i in apart])
    temperatures, chosen = {}, {}
    for task in ("stance", "sentiment"):
        judge = EncoderClassifier.of(task, first)
        labels = np.array([getattr(examples[i], task) for i in apart])
        probabilities = judge.predict_proba(said)
        temperatures[task] = fit_temperature(probabilities, np.searchsorted(judge.classes_, labels))
        score = f1_score(labels, judge.classes_[probabilities.argmax(axis=1)], average="macro", zero_division=0)
        chosen[f"{task}.cross_validated_macro_f1"] = round(float(score), 6)
        chosen[f"{task}.temperature"] = temperatures[task]
    network = fine_tune(lessons, untrained(config, threads, CHECKPOINT))
    return network_model(network, temperatures, description | {"chosen": chosen})


def network_model(
    network: SavedNetwork,
    temperatures: Mapping[str, float],
    description: dict[str, Any],
    offsets: Mapping[str, Array] = MappingProxyType({}),
) -> TrainedModel:
    """The model that a network with its two heads is, calibrated task by task (see `TemperatureScaled`)."""
    stance, sentiment = (
        TemperatureScaled.of(EncoderClassifier.of(task, network), temperatures[task], offsets.get(task))
        for task in ("stance", "sentiment")
    )
    return TrainedModel(stance, sentiment, description, network=network)


def untrained(config: TrainConfig, threads: int, checkpoint: Path | None) -> EncoderClassifier:
    """The settings of a fine-tuning, as the classifier that has not been through it."""
    settings = config.encoder
    return EncoderClassifier(
        base=settings.base,
        tune="all",
        epochs=settings.epochs,
        batch_size=settings.batch_size,
        rate=settings.rate,
        dropout=settings.dropout,
        threads=threads,
        random_state=config.seed,
        checkpoint=checkpoint,
    )
