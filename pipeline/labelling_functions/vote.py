"""What a rule says of an example."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records import Example
from pipeline.tasks import SENTIMENTS, STANCES, Task

_OPPOSITE = {"favor": "against", "against": "favor", "positive": "negative", "negative": "positive"}


@dataclass(frozen=True, slots=True)
class Vote:
    """The labels that a rule gives an example; ``None`` where it is silent on a task."""

    stance: str | None = None
    sentiment: str | None = None

    @property
    def silent(self) -> bool:
        """Whether it says nothing at all."""
        return self.stance is None and self.sentiment is None

    def label(self, task: Task) -> str | None:
        """The label of one task."""
        return self.stance if task is Task.stance else self.sentiment

    def negated(self) -> Vote:
        """The vote of the same words under a negation: the other side, and nothing where it took none."""
        return Vote(_OPPOSITE.get(self.stance or ""), _OPPOSITE.get(self.sentiment or ""))


def known_vote(value: object) -> Vote | None:
    """The vote that `value` means, or ``None`` where it means none that is known.

    Parameters
    ----------
    value : object
        A stance, ``positive`` or ``negative``, a pair of stance and sentiment, a dict with these keys, or a `Vote`.

    Examples
    --------
    >>> known_vote("against"), known_vote(("favor", "positive")).sentiment, known_vote("contra")
    (Vote(stance='against', sentiment=None), 'positive', None)
    """
    match value:
        case None:
            return Vote()
        case Vote(stance=stance, sentiment=sentiment) | (stance, sentiment):
            pass
        case {**rest} if set(rest) <= {"stance", "sentiment"}:
            stance, sentiment = rest.get("stance"), rest.get("sentiment")
        case str() if value in STANCES:
            stance, sentiment = value, None
        case _:
            stance, sentiment = None, value
    if stance not in (None, *STANCES) or sentiment not in (None, *SENTIMENTS):
        return None
    return Vote(stance, sentiment)


@dataclass(frozen=True, slots=True)
class MaskedExample(Example):
    """An example as a rule sees it: all of `Example`, and `masked`, its passage with countries replaced by what they are."""

    masked: str = ""
