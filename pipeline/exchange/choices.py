"""Stance, sentiment and flags as choices of an annotation program: ``stance:favor``, ``sentiment:positive``, ``flag:unsure``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pipeline.exchange.label_line import FLAGS
from pipeline.exchange.values import label_of
from pipeline.records import Label
from pipeline.tasks import Task

_FLAG = "flag"
JUDGED = frozenset({*Task, "flags"})


def all_choices() -> list[str]:
    """All that an annotator can choose."""
    return [f"{task}:{label}" for task in Task for label in task.labels] + [f"{_FLAG}:{flag}" for flag in FLAGS]


def choices_of(label: Label) -> list[str]:
    """What a label's annotator chose."""
    chosen = [f"{task}:{given}" for task in Task if (given := getattr(label, task)) is not None]
    return chosen + [f"{_FLAG}:{flag}" for flag in label.flags]


def chosen_values(choices: Iterable[Any]) -> dict[str, Any]:
    """The values that choices stand for; a word that names no task is taken for a stance, or else for a sentiment.

    Parameters
    ----------
    choices : iterable of Any
        Such as ``"stance:favor"``, ``"against"``, ``"positive"``.
    """
    values: dict[str, Any] = {}
    flags: list[str] = []
    for choice in map(str, choices):
        task, said, label = (part.strip() for part in choice.partition(":"))
        if said and task.casefold() in {str(task) for task in Task}:
            values[task.casefold()] = label
        elif said and task.casefold() in (_FLAG, "flags"):
            flags.append(label)
        elif choice in FLAGS:
            flags.append(choice)
        else:
            values.setdefault(_task_of(choice), choice)
    return {**values, "flags": flags} if flags else values


def _task_of(word: str) -> str:
    for task in Task:
        try:
            label_of(word, task)
        except ValueError:
            continue
        return str(task)
    return str(Task.stance)
