"""The estimator ``encoder``: a network that knows stances, and what a study's labels add to its judgement."""

from __future__ import annotations

from typing import Any

from sklearn.base import BaseEstimator

from pipeline.config import EncoderConfig
from pipeline.model.encoder.head import Head
from pipeline.model.estimator import Estimator
from pipeline.tasks import Task


class Encoder(Estimator[EncoderConfig]):
    """A head on a network's answers, or (``tune: all``) the network trained as a whole."""

    name = "encoder"
    trusted = ("pipeline.model.encoder.correction.Correction", "pipeline.model.encoder.head.Head")
    requires = ("onnxruntime", "tokenizers")

    def unfitted(self, settings: EncoderConfig, task: Task, seed: int) -> BaseEstimator:
        """See `Estimator.unfitted`; there is no chance in it."""
        return Head(task.name)

    def grid(self, settings: EncoderConfig) -> dict[str, list[Any]]:
        """See `Estimator.grid`."""
        return {"C": list(settings.C)}

    def base(self, settings: EncoderConfig) -> str | None:
        """See `Estimator.base`."""
        return None if self.fine_tunes(settings) else settings.base

    def fine_tunes(self, settings: EncoderConfig) -> bool:
        """See `Estimator.fine_tunes`."""
        return settings.tune == "all"

    def learned(self, fitted: Head) -> bool:
        """Whether the head is more than the network's own judgement."""
        return fitted.correction_ is not None
