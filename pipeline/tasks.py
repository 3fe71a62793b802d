"""What is judged of an example, said once: the stance of the speaker toward the target, and how the target is portrayed."""

from __future__ import annotations

import typing
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, Self

from pipeline.errors import PipelineError, did_you_mean

if TYPE_CHECKING:
    from pipeline.arrays import FloatArray

Stance = Literal["favor", "against", "neutral"]
Sentiment = Literal["positive", "negative", "neutral"]

STANCES: tuple[str, ...] = typing.get_args(Stance)
SENTIMENTS: tuple[str, ...] = typing.get_args(Sentiment)


class Task(StrEnum):
    """One judgement: its name, its labels in their fixed order, and the columns that tables have of it.

    A task is its name, which is also the column of its label in tables of examples, labels and scores:
    ``Task("stance") == "stance"``.

    Attributes
    ----------
    labels : tuple of str
        In the order that arrays of probabilities have.
    probabilities : tuple of str
        The column of each label's probability.

    Raises
    ------
    PipelineError
        By ``Task(name)``, if no task is called that.
    """

    labels: tuple[str, ...]
    probabilities: tuple[str, ...]

    stance = "stance", STANCES, ("p_favor", "p_against", "p_neutral")
    sentiment = "sentiment", SENTIMENTS, ("p_positive", "p_negative", "p_neutral_sentiment")

    def __new__(cls, name: str, labels: tuple[str, ...] = (), probabilities: tuple[str, ...] = ()) -> Self:
        """The task called `name`."""
        self = str.__new__(cls, name)
        self._value_ = name
        self.labels, self.probabilities = labels, probabilities
        return self

    @classmethod
    def _missing_(cls, value: object) -> Self:
        known = [task.value for task in cls]
        raise PipelineError(f"'{value}' is no task.{did_you_mean(str(value), known)} Give {' or '.join(known)}.")

    @property
    def gold(self) -> str:
        """The column of the gold label in tables of predictions."""
        return f"gold_{self}"

    def label(self, record: Any) -> str:
        """The label that a record has, such as a `GoldExample` or a `Label`."""
        return str(getattr(record, self))

    def most_probable(self, probabilities: FloatArray, min_confidence: float = 0.0) -> list[str | None]:
        """The most probable label of each row; ``None`` where it is less probable than `min_confidence`.

        Parameters
        ----------
        probabilities : FloatArray of shape (n_texts, n_labels)
            Columns in the order of `labels`.
        min_confidence : float, default=0.0
        """
        return [self.labels[int(row.argmax())] if row.max() >= min_confidence else None for row in probabilities]

    def rows(self, probabilities: FloatArray, min_confidence: float = 0.0) -> list[dict[str, Any]]:
        """For each text its label and its probabilities, under the names of their columns.

        Parameters
        ----------
        probabilities, min_confidence
            See `most_probable`.
        """
        return [
            {self.value: label, **dict(zip(self.probabilities, map(float, row), strict=True))}
            for label, row in zip(self.most_probable(probabilities, min_confidence), probabilities, strict=True)
        ]
