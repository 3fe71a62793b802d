"""Examples that two runs judge differently, those that the second lost first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.compare.side import Side
from pipeline.model.explanation import explain
from pipeline.model.trained import TrainedModel
from pipeline.records import Prediction
from pipeline.tasks import Task

Kind = Literal["lost", "gained", "changed"]
_MOST_WORDS = 3
_ORDER: tuple[Kind, ...] = ("lost", "gained", "changed")


@dataclass(frozen=True, slots=True)
class Flip:
    """An example whose label differs: `lost` was right and is wrong now, `gained` the reverse, `changed` is wrong in both.

    `before` and `after` are labels, `drop` is how much probability of the gold label was lost (negative: won). The
    explanations name the words that decided, and are empty where they were not asked for.
    """

    task: Task
    kind: Kind
    example_id: str
    target: str
    speaker_country: str | None
    outlet: str | None
    text: str
    gold: str
    before: str
    after: str
    drop: float
    explanation_before: str = ""
    explanation_after: str = ""


def flips(baseline: Side, other: Side, task: Task) -> list[Flip]:
    """Every example whose label differs between two groups, lost ones first, those of the largest drop first.

    A group of several seeds says what its mean probabilities say.
    """
    before, after = baseline.mean_probabilities(task), other.mean_probabilities(task)
    labels = task.labels
    found: list[Flip] = []
    for row, prediction in enumerate(baseline.predictions):
        one, two = int(before[row].argmax()), int(after[row].argmax())
        if one == two:
            continue
        gold = labels.index(getattr(prediction, task.gold))
        kind: Kind = "lost" if one == gold else "gained" if two == gold else "changed"
        found.append(
            _flip(prediction, task, kind, labels[one], labels[two], float(before[row, gold] - after[row, gold]))
        )
    return sorted(found, key=lambda f: (_ORDER.index(f.kind), -abs(f.drop), f.example_id))


def _flip(prediction: Prediction, task: Task, kind: Kind, before: str, after: str, drop: float) -> Flip:
    return Flip(
        task=task,
        kind=kind,
        example_id=prediction.example_id,
        target=prediction.target,
        speaker_country=prediction.speaker_country,
        outlet=prediction.outlet,
        text=prediction.text,
        gold=getattr(prediction, task.gold),
        before=before,
        after=after,
        drop=round(drop, 6),
    )


def worst(found: Sequence[Flip], most: int) -> list[Flip]:
    """The first `most` flips of each kind."""
    return [flip for kind in _ORDER for flip in [f for f in found if f.kind == kind][:most]]


def explained(
    found: Sequence[Flip], predictions: Sequence[Prediction], before: TrainedModel, after: TrainedModel
) -> list[Flip]:
    """The flips with the words that decided in each model."""
    masked = {p.example_id: p.masked for p in predictions}
    return [
        replace(
            flip,
            explanation_before=_words(before, masked[flip.example_id], flip.task),
            explanation_after=_words(after, masked[flip.example_id], flip.task),
        )
        for flip in found
    ]


def _words(model: TrainedModel, masked: str, task: Task) -> str:
    return "; ".join(map(str, explain(model, masked, task, _MOST_WORDS)))
