"""Runs that differ in nothing but the seed are one group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pipeline.compare.run import SEED, EvaluatedRun, RunGroup
from pipeline.errors import PipelineError, did_you_mean
from pipeline.printable import printable

# What follows from the seed, not from the person.
_FOLLOWS = "chosen."


def group_runs(runs: Sequence[EvaluatedRun], by: Sequence[str] | None = None) -> list[RunGroup]:
    """Runs as groups, in the order in which the first run of each was named.

    Parameters
    ----------
    runs : sequence of EvaluatedRun
    by : sequence of str, optional
        Parameters; runs with equal values of all of them are one group. Without it, runs are one group that have equal
        parameters, data and code and differ in the seed; two runs with the same seed stay apart.

    Raises
    ------
    PipelineError
        If no run has such a parameter.
    """
    known = sorted({name for run in runs for name in run.parameters})
    for name in by or ():
        if name not in known:
            raise PipelineError(f"--group-by: no run has the parameter '{name}'.{did_you_mean(name, known)}")
    groups: dict[tuple[object, ...], list[EvaluatedRun]] = defaultdict(list)
    for run in runs:
        groups[_key(run, by)].append(run)
    split = [part for members in groups.values() for part in (_apart(members) if by is None else [members])]
    return [RunGroup(printable(_name(members, by)), members) for members in split]


def _key(run: EvaluatedRun, by: Sequence[str] | None) -> tuple[object, ...]:
    if by is not None:
        return tuple(run.parameters.get(name) for name in by)
    settings = {k: v for k, v in run.parameters.items() if k != SEED and not k.startswith(_FOLLOWS)}
    versions = tuple(run.versions.get(name) for name in ("data_version", "git_commit"))
    return (*sorted(settings.items()), *versions)


def _apart(members: list[EvaluatedRun]) -> list[list[EvaluatedRun]]:
    """One group where all seeds differ, else every run alone: the same run twice is no second seed."""
    return [members] if len({run.seed for run in members}) == len(members) else [[run] for run in members]


def _name(members: Sequence[EvaluatedRun], by: Sequence[str] | None) -> str:
    if by is not None:
        return ", ".join(f"{name.rpartition('.')[2]}={members[0].parameters.get(name, '–')}" for name in by)
    return members[0].name if len(members) == 1 else f"{members[0].name} (+{len(members) - 1} seeds)"
