"""The examples that a model judged wrong, those it was surest of first, with the words that decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.arrays import FloatArray
from pipeline.model.explanation import explain
from pipeline.model.predictions import Predictions
from pipeline.model.trained import TrainedModel
from pipeline.records import GoldExample
from pipeline.tasks import Task

COLUMNS = ("task", "example_id", "target", "gold", "predicted", "confidence", "text", "explanation")
_MOST = 25


def worst_errors(model: TrainedModel, test: Sequence[GoldExample], predicted: Predictions) -> list[dict[str, Any]]:
    """At most 25 errors of each task as rows with the columns of `COLUMNS`."""
    rows: list[dict[str, Any]] = []
    for task in Task:
        probabilities: FloatArray = getattr(predicted, task)
        labels = task.most_probable(probabilities)
        wrong = [i for i, example in enumerate(test) if labels[i] != task.label(example)]
        wrong.sort(key=lambda i: (-probabilities[i].max(), test[i].example_id))
        for i in wrong[:_MOST]:
            rows.append(
                {
                    "task": task.value,
                    "example_id": test[i].example_id,
                    "target": test[i].target,
                    "gold": task.label(test[i]),
                    "predicted": labels[i],
                    "confidence": round(float(probabilities[i].max()), 6),
                    "text": test[i].text,
                    "explanation": "; ".join(map(str, explain(model, test[i].masked, task))),
                }
            )
    return rows
