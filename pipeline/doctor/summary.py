"""The newest results in one table, and what to type next."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.config import load_config
from pipeline.errors import PipelineError
from pipeline.evaluate.evaluation import BESIDE
from pipeline.evaluate.metrics import HEADLINE
from pipeline.evaluate.small import TOO_FEW
from pipeline.tasks import Task
from pipeline.tracking.runs import recorded_runs
from pipeline.tracking.store import store_name


@dataclass(frozen=True, slots=True)
class Summary:
    """A table, and commands with what they do."""

    title: str
    columns: list[str]
    rows: list[list[str]]
    next_commands: list[tuple[str, str]]


def _browse(store: str) -> tuple[str, str]:
    if store.startswith("http"):
        return store, "browse all runs: open this address"
    return f"mlflow ui --backend-store-uri {store}", "browse all runs at localhost:5000"


def results_summary(config_path: Path | None = None) -> Summary:
    """The metrics of the last evaluation beside the baselines.

    Raises
    ------
    PipelineError
        If nothing was evaluated yet.
    """
    config = load_config(config_path)
    path = config.paths.evaluation / "intervals.json"
    if not path.exists():
        raise PipelineError(f"{path}: no evaluation yet. Run `dvc repro` first.")
    intervals: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    counts = json.loads((config.paths.evaluation / "metrics.json").read_text(encoding="utf-8"))
    rows = []
    for task in Task:
        result = {name.removeprefix(f"{task}."): v for name, v in intervals.items() if name.startswith(f"{task}.")}
        macro = result[HEADLINE]
        # An interval over so few articles would only look like one.
        interval = f" [{macro['low']:.3f}, {macro['high']:.3f}]" if counts[task]["articles"] >= TOO_FEW else ""
        rows.append(
            [
                task.value,
                str(counts[task]["examples"]),
                f"{macro['value']:.3f}{interval}",
                f"{result['accuracy']['value']:.3f}",
                f"{result['calibration_error']['value']:.3f}",
                *(_value(result, name) for name in BESIDE),
            ]
        )
    runs = recorded_runs()
    names = [run.run_name for run in runs][-2:]
    two = " ".join(names) if len(names) == 2 else f"{names[0] if names else 'RUN'} OTHER_RUN"
    return Summary(
        title=f"Results on the test part{f', run {names[-1]}' if names else ''}",
        columns=["", "examples", "macro-F1 [95 %]", "accuracy", "calib. error", *BESIDE.values()],
        rows=rows,
        next_commands=[
            ("stance score my_articles/ --out scores.csv", "judge your own articles"),
            (f"stance compare {two}", "what differs between two runs"),
            _browse(store_name(config.tracking)),
        ],
    )


def _value(result: dict[str, dict[str, float]], name: str) -> str:
    return f"{result[name]['value']:.3f}" if name in result else "–"
