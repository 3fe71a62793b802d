"""Stance, sentiment and flags as choices of an annotation program: ``stance:favor``, ``sentiment:positive``, ``flag:unsure``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.codebook import FLAGS
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
        Such as ``"stance:favor"``, ``"against"``, ``"positive"``. Two different ones of one task stand side by side, which is no label.
    """
    values: dict[str, Any] = {}
    flags: list[str] = []
    for choice in map(str, choices):
        task, said, label = (part.strip() for part in choice.partition(":"))
        if said and task.casefold() in {str(task) for task in Task}:
            _choose(values, task.casefold(), label)
        elif said and task.casefold() in (_FLAG, "flags"):
            flags.append(label)
        elif choice in FLAGS:
            flags.append(choice)
        else:
            _choose(values, _task_of(choice), choice)
    return {**values, "flags": flags} if flags else values


def judged_spans(spans: Iterable[tuple[int, int, str, list[Any]]]) -> Iterator[dict[str, Any]]:
    """The values of each place in a text, with all that was chosen there.

    Parameters
    ----------
    spans : iterable of tuple
        Start, end, words and choices.
    """
    places: dict[tuple[int, int], tuple[str, list[Any]]] = {}
    for start, end, words, choices in spans:
        places.setdefault((start, end), (words, []))[1].extend(choices)
    for (start, end), (words, choices) in places.items():
        yield {"text": words, "start": start, "end": end, **chosen_values(choices)}


def _choose(values: dict[str, Any], task: str, label: str) -> None:
    values[task] = f"{values[task]} and {label}" if values.get(task, label) != label else label


def _task_of(word: str) -> str:
    for task in Task:
        try:
            label_of(word, task)
        except ValueError:
            continue
        return str(task)
    return str(Task.stance)
