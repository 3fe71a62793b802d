"""The metrics of a run, under the names that ``dvc exp show`` gives them too."""

from __future__ import annotations

from pipeline.evaluate.evaluation import Evaluation


def run_metrics(evaluation: Evaluation) -> dict[str, float]:
    """What DVC shows under the same names, and the ends of the intervals of all but the behavioural pass rates."""
    metrics = evaluation.numbers()
    for name, interval in evaluation.intervals().items():
        if not name.startswith("behaviour."):
            metrics[f"{name}_low"], metrics[f"{name}_high"] = interval.low, interval.high
    return metrics
