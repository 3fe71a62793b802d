"""In which parts of the test examples a run gained and lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.compare.paired import draw, holm, paired_difference
from pipeline.compare.side import Side
from pipeline.evaluate.bootstrap import Interval
from pipeline.evaluate.metrics import HEADLINE
from pipeline.evaluate.slices import FEW, Slice, slices
from pipeline.tasks import Task


@dataclass(frozen=True, slots=True)
class SliceDifference:
    """Macro-F1 of both groups in a slice, and the difference.

    Slices of fewer than 30 examples or of one article are not tested and have no interval (not a number). `p_adjusted` is
    after Holm's correction over the slices of the task that are tested.
    """

    task: Task
    dimension: str
    value: str
    examples: int
    articles: int
    baseline: float
    other: float
    difference: Interval
    p_value: float | None
    p_adjusted: float | None

    @property
    def few(self) -> bool:
        """Whether there are too few examples to say much."""
        return self.examples < FEW

    @property
    def name(self) -> str:
        """``target=USA``."""
        return f"{self.dimension}={self.value}"


def slice_differences(
    baseline: Side,
    other: Side,
    task: Task,
    *,
    resamples: int = 2000,
    confidence: float = 0.95,
    seed: int = 0,
    chosen: Sequence[Slice] | None = None,
) -> list[SliceDifference]:
    """The difference in every slice, the greatest losses first.

    Parameters
    ----------
    baseline, other : Side
    task : Task
    resamples, confidence, seed
        Of the bootstrap.
    chosen : sequence of Slice, optional
        Without it every slice of every dimension (see `pipeline.evaluate.slices`).
    """
    predictions = baseline.predictions
    parts = slices(predictions, task) if chosen is None else chosen
    found: list[SliceDifference] = []
    for part in parts:
        articles = len({predictions[row].duplicate_group for row in part.rows.tolist()})
        tested = len(part.rows) >= FEW and articles > 1
        drawn = resamples if tested else 0
        one = draw([judged.part(part.rows) for judged in baseline.judged[task]], resamples=drawn, seed=seed)
        two = draw([judged.part(part.rows) for judged in other.judged[task]], resamples=drawn, seed=seed, seed_stream=2)
        difference, p_value = paired_difference(one, two, HEADLINE, confidence)
        found.append(
            SliceDifference(
                task=task,
                dimension=part.dimension,
                value=part.value,
                examples=len(part.rows),
                articles=articles,
                baseline=float(one.point[HEADLINE].mean()),
                other=float(two.point[HEADLINE].mean()),
                difference=difference,
                p_value=p_value if tested else None,
                p_adjusted=None,
            )
        )
    adjusted = iter(holm([d.p_value for d in found if d.p_value is not None]))
    found = [d if d.p_value is None else replace(d, p_adjusted=next(adjusted)) for d in found]
    return sorted(found, key=lambda d: (d.difference.value, d.name))
