"""Which words of a text a judgement hangs on, whatever the estimator (occlusion: Zeiler and Fergus 2014)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.tasks import Task

if TYPE_CHECKING:
    from pipeline.model.trained import TrainedModel

# A marker, or a word with what is tied to it; what is left of a word keeps its place in the text.
_WORD = re.compile(r"‹[A-Z]+›|\w+(?:[’'-]\w+)*")
_HIDDEN = "[MASK]"
_MARKER = "‹"


@dataclass(frozen=True, slots=True)
class Contribution:
    """How much `part` of a text spoke for the label that was given (negative: against it)."""

    part: str
    value: float

    def __str__(self) -> str:
        return f"{self.part} {self.value:+.2f}"


def occlusion(model: TrainedModel, task: Task, masked: str) -> list[Contribution]:
    """The words of a masked text, each with the probability that the label loses when the word is hidden."""
    words = [word for word in _WORD.finditer(masked) if not word.group().startswith(_MARKER)]
    without = [f"{masked[: word.start()]}{_HIDDEN}{masked[word.end() :]}" for word in words]
    probabilities = model.classifier(task).predict_proba(model.prepare([masked, *without]))
    column = int(probabilities[0].argmax())
    lost = probabilities[0, column] - probabilities[1:, column]
    return [Contribution(word.group(), float(value)) for word, value in zip(words, lost, strict=True)]
