"""The newest results in one table, and what to type next."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.config import load_config
from pipeline.errors import PipelineError
from pipeline.tracking.runs import recorded_runs


@dataclass(frozen=True, slots=True)
class Summary:
    """A table, and commands with what they do."""

    title: str
    columns: list[str]
    rows: list[list[str]]
    next_commands: list[tuple[str, str]]


def results_summary(config_path: Path | None = None) -> Summary:
    """The metrics of the last evaluation beside the baselines.

    Raises
    ------
    PipelineError
        If nothing was evaluated yet.
    """
    config = load_config(config_path)
    path = config.paths.evaluation / "metrics.json"
    if not path.exists():
        raise PipelineError(f"{path}: no evaluation yet. Run `dvc repro` first.")
    metrics: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    baselines = metrics["baselines"]
    rows = []
    for task in ("stance", "sentiment"):
        result = metrics[task]
        rows.append(
            [
                task,
                str(result["examples"]),
                f"{result['macro_f1']:.3f} [{result['macro_f1_low']:.3f}, {result['macro_f1_high']:.3f}]",
                f"{result['accuracy']:.3f}",
                f"{result['calibration_error']:.3f}",
                f"{baselines[f'{task}_majority']['macro_f1']:.3f}",
                f"{baselines[f'{task}_vader']['macro_f1']:.3f}",
            ]
        )
    runs = recorded_runs()
    names = [run.run_name for run in runs][-2:]
    two = " ".join(names) if len(names) == 2 else f"{names[0] if names else 'RUN'} OTHER_RUN"
    return Summary(
        title=f"Results on the test part{f', run {names[-1]}' if names else ''}",
        columns=["", "examples", "macro-F1 [95 %]", "accuracy", "calib. error", "majority F1", "VADER F1"],
        rows=rows,
        next_commands=[
            ("stance score my_articles/ --out scores.csv", "judge your own articles"),
            (f"stance compare {two}", "what differs between two runs"),
            (f"mlflow ui --backend-store-uri {config.tracking.uri}", "browse all runs at localhost:5000"),
        ],
    )
