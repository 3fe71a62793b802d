"""What the user says that the labels of a file mean: pairs such as ``1=favor``, each for the task whose label it names."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.errors import PipelineError
from pipeline.exchange.values import label_of
from pipeline.tasks import Task


def meant_by(pairs: Mapping[str, str], task: Task) -> dict[str, str]:
    """What words of a file, in small letters, mean as labels of a task.

    Parameters
    ----------
    pairs : mapping of str to str
        Theirs → ours. One with ``stance:`` or ``sentiment:`` before it is of that task alone; any other is of the tasks that
        have its label. Numbers are one scale: where others of them name labels of one task alone, they are all of that task.
    task : Task

    Raises
    ------
    PipelineError
        If ours is no label.

    Examples
    --------
    >>> pairs = {"1": "favor", "2": "neutral", "3": "against", "sentiment:1": "negative"}
    >>> meant_by(pairs, Task.sentiment)
    {'1': 'negative'}
    """
    named: dict[str, str] = {}
    plain: dict[str, tuple[str, set[Task]]] = {}
    for key, word in pairs.items():
        before, colon, theirs = (part.strip() for part in key.casefold().partition(":"))
        of = {one for one in Task if _is_label(word, one)}
        if colon and before in set(Task):
            of &= {Task(before)}
            named |= {theirs: word} if before == task else {}
        else:
            plain[key.strip().casefold()] = word, of
        if not of:
            raise PipelineError(
                f"--values: '{key}={word}' names no label. "
                + " ".join(f"Of {one} there is {', '.join(one.labels)}." for one in Task)
            )
    scale = {one for theirs, (_, of) in plain.items() if number_of(theirs) is not None and len(of) == 1 for one in of}
    told = {
        theirs: word
        for theirs, (word, of) in plain.items()
        if task in of and (number_of(theirs) is None or not scale or task in scale)
    }
    return told | named


def number_of(written: str) -> float | None:
    """The number that a cell holds, if it is one."""
    try:
        return float(written)
    except ValueError:
        return None


def _is_label(word: str, task: Task) -> bool:
    try:
        label_of(word, task)
    except ValueError:
        return False
    return True
