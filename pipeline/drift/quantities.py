"""How a number is spread: how often it falls into each step, and its mean."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Self


@dataclass(slots=True)
class Quantities:
    """Counts of a number by the step in which it lies (`Aspect.step`); whole numbers, so that any order of adding up is the same.

    Attributes
    ----------
    steps : Counter of int
    numerator, denominator : int
        Their ratio is the mean: all words over all articles, unknown words over all words.
    """

    steps: Counter[int] = field(default_factory=Counter)
    numerator: int = 0
    denominator: int = 0

    @property
    def total(self) -> int:
        """How many were counted."""
        return sum(self.steps.values())

    @property
    def mean(self) -> float:
        """Of all that were counted, 0 where there are none."""
        return self.numerator / self.denominator if self.denominator else 0.0

    def add(self, step: int, numerator: int, denominator: int) -> None:
        """Count one."""
        self.steps[step] += 1
        self.numerator += numerator
        self.denominator += denominator

    def merged(self, other: Self) -> Self:
        """Both together."""
        return type(self)(
            self.steps + other.steps, self.numerator + other.numerator, self.denominator + other.denominator
        )

    def as_dict(self) -> dict[str, Any]:
        """As JSON has it; equal counts give equal bytes."""
        steps = {str(step): number for step, number in sorted(self.steps.items())}
        return {"steps": steps, "numerator": self.numerator, "denominator": self.denominator}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Self:
        """What `as_dict` gave."""
        steps = Counter({int(step): int(number) for step, number in values["steps"].items()})
        return cls(steps, int(values["numerator"]), int(values["denominator"]))
