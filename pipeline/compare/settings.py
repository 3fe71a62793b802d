"""In which parameters, versions, commits and gold examples runs differ."""

from __future__ import annotations

import subprocess
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pipeline.compare.run import EvaluatedRun, RunGroup
from pipeline.records import GoldExample

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


def commits_between(one: str | None, other: str | None, most: int = 10) -> list[str]:
    """The commits that lead from one to the other, newest first, as ``git log --oneline`` has them; none where git does
    not know both."""
    if not one or not other or one == other:
        return []
    command = ["git", "log", "--oneline", "--no-decorate", f"--max-count={most}", f"{one}..{other}"]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return []
    return run.stdout.splitlines() if run.returncode == 0 else []


@dataclass(frozen=True, slots=True)
class ChangedExample:
    """A gold example that is only in one run's data, or in another part, or has another label there."""

    example_id: str
    target: str
    text: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DataDifference:
    """What the second run's gold examples have more, less and otherwise than the first's."""

    added: list[ChangedExample]
    removed: list[ChangedExample]
    relabelled: list[ChangedExample]
    moved: list[ChangedExample]

    @property
    def changed(self) -> bool:
        """Whether there is any difference."""
        return bool(self.added or self.removed or self.relabelled or self.moved)


def data_difference(before: EvaluatedRun, after: EvaluatedRun) -> DataDifference | None:
    """Which gold examples were added, removed, labelled anew or moved to the other part; ``None`` where a run's gold
    examples were not kept."""
    if before.gold is None or after.gold is None:
        return None
    one, other = _by_id(before.gold), _by_id(after.gold)
    result = DataDifference([], [], [], [])
    for example_id in sorted(one.keys() | other.keys()):
        a, b = one.get(example_id), other.get(example_id)
        example = (b or a or ("", None))[1]
        assert example is not None

        def changed(then: str, now: str, example: GoldExample = example) -> ChangedExample:
            return ChangedExample(example.example_id, example.target, example.text, then, now)

        if a is None and b is not None:
            result.added.append(changed(ABSENT, f"{b[0]}: {_labels(b[1])}"))
        elif b is None and a is not None:
            result.removed.append(changed(f"{a[0]}: {_labels(a[1])}", ABSENT))
        elif a is not None and b is not None:
            if _labels(a[1]) != _labels(b[1]):
                result.relabelled.append(changed(_labels(a[1]), _labels(b[1])))
            if a[0] != b[0]:
                result.moved.append(changed(a[0], b[0]))
    return result


def _by_id(gold: dict[str, list[GoldExample]]) -> dict[str, tuple[str, GoldExample]]:
    return {example.example_id: (part, example) for part, examples in gold.items() for example in examples}


def _labels(example: GoldExample) -> str:
    return f"{example.stance}, {example.sentiment}"
