"""How often each category occurs, in bounded memory: those of the training data, and a sample of the others by name."""

from __future__ import annotations

import zlib
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Self

# Other categories that are kept by name; of all the rest only how often they occurred.
KEPT = 256


@dataclass(slots=True, eq=False)
class Categories:
    """Counts of categories, which can be added up in any order with equal result.

    Attributes
    ----------
    known : Counter of str
        Of the categories that the training data hold.
    others : int
        How many times one came that they do not hold.
    named : Counter of str
        Of some of those, with exact counts.

    Notes
    -----
    The names that are kept are those with the smallest checksums (a bottom-k sample, Cohen and Kaplan 2007). One that
    is not among the smallest of a part is not among those of the whole either, so nothing that is kept at the end was
    ever dropped before, whatever the order.
    """

    known: Counter[str] = field(default_factory=Counter)
    others: int = 0
    named: Counter[str] = field(default_factory=Counter)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Categories) and self.as_dict() == other.as_dict()

    @property
    def total(self) -> int:
        """How many were counted."""
        return sum(self.known.values()) + self.others

    def add(self, category: str, is_known: bool) -> None:
        """Count one."""
        if is_known:
            self.known[category] += 1
            return
        self.others += 1
        self.named[category] += 1
        # Not each time, because sorting takes longer than counting.
        if len(self.named) > 2 * KEPT:
            self.named = _sample(self.named)

    def merged(self, other: Self) -> Self:
        """Both together."""
        return type(self)(self.known + other.known, self.others + other.others, _sample(self.named + other.named))

    def as_dict(self) -> dict[str, Any]:
        """As JSON has it; equal counts give equal bytes."""
        return {
            "known": dict(sorted(self.known.items())),
            "others": self.others,
            "named": dict(sorted(_sample(self.named).items())),
        }

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Self:
        """What `as_dict` gave."""
        return cls(Counter(values["known"]), int(values["others"]), Counter(values["named"]))


def _sample(named: Counter[str]) -> Counter[str]:
    smallest = sorted(named, key=lambda name: (zlib.crc32(name.encode("utf-8", "surrogatepass")), name))[:KEPT]
    return Counter({name: named[name] for name in smallest})
