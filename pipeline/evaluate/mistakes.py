"""The examples that a model judged wrong, those it was surest of first, with the words that decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from pipeline.model.explanation import explain
from pipeline.model.predictions import Predictions
from pipeline.model.trained import TrainedModel
from pipeline.records import GoldExample

COLUMNS = ("task", "example_id", "target", "gold", "predicted", "confidence", "text", "explanation")
_MOST = 25
_TASKS: tuple[Literal["stance", "sentiment"], ...] = ("stance", "sentiment")


def worst_errors(model: TrainedModel, test: Sequence[GoldExample], predicted: Predictions) -> list[dict[str, Any]]:
    """At most 25 errors of each task as rows with the columns of `COLUMNS`."""
    rows: list[dict[str, Any]] = []
    for task in _TASKS:
        probabilities = getattr(predicted, task)
        labels = predicted.stance_labels() if task == "stance" else predicted.sentiment_labels()
        wrong = [i for i, example in enumerate(test) if labels[i] != getattr(example, task)]
        wrong.sort(key=lambda i: (-probabilities[i].max(), test[i].example_id))
        for i in wrong[:_MOST]:
            rows.append(
                {
                    "task": task,
                    "example_id": test[i].example_id,
                    "target": test[i].target,
                    "gold": getattr(test[i], task),
                    "predicted": labels[i],
                    "confidence": round(float(probabilities[i].max()), 6),
                    "text": test[i].text,
                    "explanation": "; ".join(map(str, explain(model, test[i].masked, task))),
                }
            )
    return rows
