"""What differs between runs: parameters, data and code versions, metrics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.config import TrackingConfig
from pipeline.errors import PipelineError
from pipeline.tracking.find import find_run
from pipeline.tracking.store import connect

_VERSIONS = (
    "data_version",
    "dvc_gold",
    "dvc_articles",
    "model_version",
    "code_version",
    "git_commit",
    "git_dirty",
    "lock_file",
)
_ABSENT = "–"


@dataclass(frozen=True, slots=True)
class Difference:
    """One parameter, version or metric with its value in each run; ``–`` where a run has none."""

    sort: str
    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The compared runs' names, and everything in which they differ."""

    runs: tuple[str, ...]
    differences: list[Difference]


def _cell(value: Any) -> str:
    return _ABSENT if value is None else f"{value:.4f}" if isinstance(value, float) else str(value)


def compare_runs(names: Sequence[str], config: TrackingConfig) -> Comparison:
    """Everything in which two or more runs differ: parameters, then versions, then metrics, each sorted by name.

    Raises
    ------
    PipelineError
        If fewer than two runs are named or one is not found.
    """
    if len(names) < 2:
        raise PipelineError(
            "Name at least two runs to compare: stance compare RUN RUN. `stance doctor` lists the runs."
        )
    client = connect(config)
    runs = [find_run(client, name, config) for name in names]
    sources: list[tuple[str, list[dict[str, Any]]]] = [
        ("parameter", [run.data.params for run in runs]),
        ("version", [{k: v for k, v in run.data.tags.items() if k in _VERSIONS} for run in runs]),
        ("metric", [run.data.metrics for run in runs]),
    ]
    differences = [
        Difference(sort, name, tuple(_cell(values.get(name)) for values in per_run))
        for sort, per_run in sources
        for name in sorted({name for values in per_run for name in values})
        if len({values.get(name) for values in per_run}) > 1
    ]
    return Comparison(tuple(str(run.info.run_name) for run in runs), differences)
