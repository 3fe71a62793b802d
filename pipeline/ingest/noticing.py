"""What was read in part, a kind at a time: how often, and where first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class Noticed:
    """Counts of what was read in part, each with its first place.

    Attributes
    ----------
    counts : dict of str to int
    first : dict of str to str
        The record where each was noticed first, with the value where there is one.

    Examples
    --------
    >>> noticed = Noticed()
    >>> noticed.add("date that was not read", "a.csv#2: 'someday'")
    >>> list(noticed.lines())
    ["1 × date that was not read (a.csv#2: 'someday')"]
    """

    counts: dict[str, int] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)

    def add(self, what: str, where: str, times: int = 1) -> None:
        """Count one more."""
        self.counts[what] = self.counts.get(what, 0) + times
        self.first.setdefault(what, where)

    def as_dict(self) -> dict[str, tuple[int, str]]:
        """As JSON has it."""
        return {what: (number, self.first[what]) for what, number in self.counts.items()}

    def update(self, others: Mapping[str, Iterable[object]]) -> None:
        """Add what `as_dict` gave."""
        for what, (times, where) in others.items():
            self.add(what, str(where), int(str(times)))

    def lines(self, most: int | None = None) -> list[str]:
        """A line a kind, the most frequent first."""
        ordered = sorted(self.counts.items(), key=lambda each: (-each[1], each[0]))
        return [
            f"{number:,} × {what} ({'the first, ' if number > 1 else ''}{self.first[what]})"
            for what, number in ordered[:most]
        ]
