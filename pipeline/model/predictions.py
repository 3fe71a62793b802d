"""What a model says of texts: probabilities, the labels that follow from them, and both as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pipeline.tasks import Task

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Predictions:
    """Probabilities, shape (n_texts, 3) each, columns in the order of the task's labels."""

    stance: NDArray[np.float64]
    sentiment: NDArray[np.float64]

    def of(self, task: Task) -> NDArray[np.float64]:
        """The probabilities of one task, shape (n_texts, 3)."""
        probabilities: NDArray[np.float64] = getattr(self, task.name)
        return probabilities

    def labels(self, task: Task, min_confidence: float = 0.0) -> list[str | None]:
        """The most probable label of each text; ``None`` where it is less probable than `min_confidence`."""
        return [task.labels[int(row.argmax())] if row.max() >= min_confidence else None for row in self.of(task)]

    def stance_labels(self, min_confidence: float = 0.0) -> list[str | None]:
        """The most probable stance of each text, see `labels`."""
        return self.labels(Task.stance, min_confidence)

    def sentiment_labels(self, min_confidence: float = 0.0) -> list[str | None]:
        """The most probable sentiment of each text, see `labels`."""
        return self.labels(Task.sentiment, min_confidence)

    def table(self) -> pd.DataFrame:
        """One row a text: the label of each task and the probabilities of all labels."""
        import pandas as pd

        columns: dict[str, Any] = {}
        for task in Task:
            columns[task.name] = self.labels(task)
            columns |= dict(zip(task.probabilities, self.of(task).T, strict=True))
        return pd.DataFrame(columns)


def in_order(
    probabilities: NDArray[np.float64], classes: NDArray[np.str_], labels: tuple[str, ...]
) -> NDArray[np.float64]:
    """Probabilities of a classifier's classes as those of all labels, shape (n_texts, n_labels).

    Six digits are what a table needs; the bits beyond them differ between processors.
    """
    ordered = np.zeros((len(probabilities), len(labels)))
    ordered[:, [labels.index(str(label)) for label in classes]] = np.round(probabilities, 6)
    return ordered
