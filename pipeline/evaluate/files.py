"""An evaluation on disk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline.evaluate.evaluation import MODEL, Evaluation
from pipeline.evaluate.mistakes import COLUMNS as ERROR_COLUMNS
from pipeline.evaluate.plots import confusion_rows, draw_task, write_csv, write_plot_data
from pipeline.evaluate.slices import COLUMNS as SLICE_COLUMNS
from pipeline.io import write_json, write_records
from pipeline.records import Prediction
from pipeline.tasks import Task

PREDICTIONS, METRICS, HEADLINES = "predictions.parquet", "metrics.json", "headline.json"


def nested(numbers: dict[str, float]) -> dict[str, Any]:
    """Dotted names as nested keys, which is how DVC reads them.

    Examples
    --------
    >>> nested({"stance.macro_f1": 0.7})
    {'stance': {'macro_f1': 0.7}}
    """
    tree: dict[str, Any] = {}
    for name, value in numbers.items():
        section, _, key = name.partition(".")
        tree.setdefault(section, {})[key] = value
    return tree


def read_metrics(path: Path) -> dict[str, float]:
    """The numbers of a ``metrics.json`` under dotted names."""
    tree: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    return {f"{section}.{key}": float(value) for section, part in tree.items() for key, value in part.items()}


def write_evaluation(folder: Path, evaluation: Evaluation) -> None:
    """Write ``predictions.parquet``, ``headline.json`` (for DVC), ``metrics.json`` (every number), ``intervals.json``,
    ``slices.csv``, ``errors.csv``, ``plots/`` (tables) and ``figures/`` (PNG, SVG and Vega-Lite); equal evaluations give equal bytes.

    Raises
    ------
    PipelineError
        If the folder cannot be written to.
    """
    write_records(folder / PREDICTIONS, Prediction, evaluation.predictions)
    write_json(folder / HEADLINES, {"model": evaluation.model_version, **nested(evaluation.headline())})
    write_json(folder / METRICS, nested(evaluation.numbers()))
    write_json(
        folder / "intervals.json", {name: interval.as_dict() for name, interval in evaluation.intervals().items()}
    )
    write_csv(folder / "slices.csv", [part.as_row() for part in evaluation.slices], SLICE_COLUMNS)
    write_csv(folder / "errors.csv", evaluation.errors, ERROR_COLUMNS)
    for task in Task:
        gold = [getattr(p, task.gold) for p in evaluation.predictions]
        predicted = [getattr(p, task) for p in evaluation.predictions]
        rows = evaluation.reliability[task], evaluation.risk[task]
        write_plot_data(folder / "plots", task, confusion_rows(gold, predicted), *rows)
        parts = [part for part in evaluation.slices if part.task == task]
        draw_task(folder / "figures", task, evaluation.metrics[MODEL][task], *rows, parts)
