"""What a run is, in words, as MLflow shows it at the head of its page."""

from __future__ import annotations

from pipeline.config import PipelineConfig
from pipeline.evaluate.evaluation import BESIDE, MODEL, Evaluation
from pipeline.evaluate.metrics import HEADLINE
from pipeline.evaluate.small import too_small
from pipeline.printable import count
from pipeline.tasks import Task

# The tag that MLflow shows as a run's description, in Markdown.
TAG = "mlflow.note.content"


def run_description(config: PipelineConfig, evaluation: Evaluation, training_examples: int) -> str:
    """The estimator, its data, and how good it was found to be, in a few lines of Markdown."""
    result = evaluation.metrics[MODEL][Task.stance]
    intervals = evaluation.intervals()
    test = f"{count(result.n_examples, 'test example')} of {count(result.n_groups, 'article')}"
    lines = [
        f"Estimator `{config.train.estimator}`, learned from {count(training_examples, 'example')}, judged on {test}.",
        "",
        f"| | macro-F1 | {' | '.join(BESIDE.values())} |",
        f"|---|---|{'---|' * len(BESIDE)}",
    ]
    for task in Task:
        beside = (intervals.get(f"{task}.{name}") for name in BESIDE)
        figures = " | ".join(f"{interval.value:.3f}" if interval else "–" for interval in beside)
        lines.append(f"| {task} | {intervals[f'{task}.{HEADLINE}']} | {figures} |")
    if small := too_small(result.n_groups):
        lines += ["", small]
    lines += ["", "Every figure is in `evaluation/metrics.json`, with its interval in `intervals.json`."]
    return "\n".join(lines)
