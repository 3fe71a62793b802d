"""The metrics of a run, under the names that ``dvc exp show`` gives them too."""

from __future__ import annotations

from pipeline.evaluate.evaluation import MODEL, Evaluation


def run_metrics(evaluation: Evaluation) -> dict[str, float]:
    """Every metric of the model with the ends of its interval, of the baselines, and the behavioural pass rates."""
    metrics: dict[str, float] = {}
    for who, tasks in evaluation.metrics.items():
        prefix = "" if who == MODEL else f"{who}."
        for task, result in tasks.items():
            for name, interval in result.metrics.items():
                metrics[f"{prefix}{task}.{name}"] = interval.value
                if who == MODEL:
                    metrics[f"{task}.{name}_low"], metrics[f"{task}.{name}_high"] = interval.low, interval.high
    return metrics | {f"behaviour.{name}": rate.value for name, rate in evaluation.behaviour.items()}
