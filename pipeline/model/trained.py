"""A trained model: what it judges with, and what is known of how it was made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from pipeline.model.calibration import TemperatureScaled
from pipeline.model.inputs import Inputs, prepare
from pipeline.model.predictions import Predictions, in_order
from pipeline.network.session import SavedNetwork
from pipeline.tasks import Task


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """A stance and a sentiment classifier, the network that reads for both where there is one, and how they were made.

    The classifiers know no network: they take what `prepare` makes of texts.
    """

    stance: TemperatureScaled
    sentiment: TemperatureScaled
    description: dict[str, Any] = field(default_factory=dict)
    version: str = "unsaved"
    network: SavedNetwork | None = None

    def classifier(self, task: Task) -> TemperatureScaled:
        """The classifier of one task."""
        found: TemperatureScaled = getattr(self, task.name)
        return found

    def prepare(self, masked: Sequence[str], *, spoken: bool = False) -> Inputs:
        """Masked texts as the classifiers take them, see `pipeline.model.inputs.prepare`."""
        return prepare(masked, self.network, spoken=spoken)

    def judge(self, inputs: Inputs) -> Predictions:
        """Stance and sentiment of texts that are prepared, with probabilities."""
        return Predictions(**{task.name: self._probabilities(task, inputs) for task in Task})

    def predict(self, masked: Sequence[str], *, spoken: bool = False) -> Predictions:
        """Stance and sentiment of masked texts, with probabilities.

        Parameters
        ----------
        masked : sequence of str
            See `pipeline.masking`.
        spoken : bool, default=False
            Whether they are what the speaker says, as statements are, named by nothing but the passage; see `Reader.read`.
        """
        return self.judge(self.prepare(masked, spoken=spoken))

    def _probabilities(self, task: Task, inputs: Inputs) -> np.ndarray[Any, Any]:
        if not len(inputs):
            return np.zeros((0, len(task.labels)))
        classifier = self.classifier(task)
        return in_order(classifier.predict_proba(inputs), classifier.classes_, task.labels)
