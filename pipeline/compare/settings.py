"""In which parameters, versions and logged metrics groups of runs differ."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pipeline.compare.run import RunGroup

ABSENT = "–"


@dataclass(frozen=True, slots=True)
class Setting:
    """One parameter or version with its value in each group; ``–`` where a group has none, values of seeds joined."""

    sort: str
    name: str
    values: tuple[str, ...]


def differing_settings(groups: Sequence[RunGroup]) -> list[Setting]:
    """The parameters, then the versions, in which groups differ, each sorted by name."""
    found: list[Setting] = []
    for sort in ("parameter", "version"):
        tables = [[run.parameters if sort == "parameter" else run.versions for run in group.runs] for group in groups]
        for name in sorted({name for runs in tables for values in runs for name in values}):
            values = tuple(_joined([table.get(name, ABSENT) for table in runs]) for runs in tables)
            if len(set(values)) > 1:
                found.append(Setting(sort, name, values))
    return found


def differing_metrics(groups: Sequence[RunGroup], recomputed: Collection[str]) -> list[Setting]:
    """The logged metrics in which groups differ and which no comparison recomputes, such as behavioural pass rates; the
    mean of a group's seeds."""
    names = {name for group in groups for run in group.runs for name in run.metrics}
    found: list[Setting] = []
    for name in sorted(names - set(recomputed)):
        if name.endswith(("_low", "_high")):
            continue
        values = tuple(_mean([run.metrics[name] for run in group.runs if name in run.metrics]) for group in groups)
        if len(set(values)) > 1:
            found.append(Setting("metric", name, values))
    return found


def _mean(values: Sequence[float]) -> str:
    return f"{sum(values) / len(values):.4f}" if values else ABSENT


def _joined(values: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(values))
