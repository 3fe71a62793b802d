"""What is judged of an example, said once: the stance of the speaker toward the target, and how the target is portrayed."""

from __future__ import annotations

import typing
from dataclasses import dataclass
from typing import Any, Literal

Stance = Literal["favor", "against", "neutral"]
Sentiment = Literal["positive", "negative", "neutral"]
TaskName = Literal["stance", "sentiment"]

STANCES: tuple[str, ...] = typing.get_args(Stance)
SENTIMENTS: tuple[str, ...] = typing.get_args(Sentiment)


@dataclass(frozen=True, slots=True)
class Task:
    """One judgement: its name, its labels in their fixed order, and the columns that tables have of it.

    Attributes
    ----------
    name : {"stance", "sentiment"}
        Also the column of the label, in tables of examples, labels and scores.
    labels : tuple of str
        In the order that arrays of probabilities have.
    probabilities : tuple of str
        The column of each label's probability.
    """

    name: TaskName
    labels: tuple[str, ...]
    probabilities: tuple[str, ...]

    def __str__(self) -> str:
        return self.name

    @property
    def gold(self) -> str:
        """The column of the gold label in tables of predictions."""
        return f"gold_{self.name}"

    def label(self, record: Any) -> str:
        """The label that a record has, such as a `GoldExample` or a `Label`."""
        return str(getattr(record, self.name))


STANCE = Task("stance", STANCES, ("p_favor", "p_against", "p_neutral"))
SENTIMENT = Task("sentiment", SENTIMENTS, ("p_positive", "p_negative", "p_neutral_sentiment"))
TASKS: dict[str, Task] = {task.name: task for task in (STANCE, SENTIMENT)}
