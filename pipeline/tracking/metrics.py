"""The metrics of a run, under the names that ``dvc exp show`` gives them too.

A page of MLflow shows some twenty figures well, so those of each class and each case of behaviour stay in the run's file
``evaluation/metrics.json``, which `stance compare` reads.
"""

from __future__ import annotations

from pipeline.evaluate.evaluation import BESIDE, Evaluation
from pipeline.evaluate.metrics import HEADLINE
from pipeline.tasks import Task


def run_metrics(evaluation: Evaluation) -> dict[str, float]:
    """What DVC shows, log-loss, whom the model is seen beside, and the interval of macro-F1."""
    metrics = evaluation.headline()
    numbers, intervals = evaluation.numbers(), evaluation.intervals()
    for task in Task:
        shown = (f"{task}.{name}" for name in ("log_loss", *BESIDE))
        metrics |= {name: numbers[name] for name in shown if name in numbers}
        whole = intervals[f"{task}.{HEADLINE}"]
        metrics |= {f"{task}.{HEADLINE}_low": whole.low, f"{task}.{HEADLINE}_high": whole.high}
    return metrics | {"behaviour.all": numbers["behaviour.all"]}
