"""Whose turn it is: which item an annotator is asked next, and how far everybody is.

An item is asked of one annotator, or of two where the plan says so. With names in the plan each item belongs to named ones, evenly; without,
to the first who come, and an item that is on somebody's page is kept for that one for a while.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import chain, combinations

RESERVED_SECONDS = 1800.0
SKIPPED = "skipped"


class Desk:
    """What has been judged by whom, by the items' numbers.

    Parameters
    ----------
    double : sequence of bool
        Whether two annotators judge the item, in the order of the plan.
    names : sequence of str
        The annotators of the plan; empty where anybody may come.
    clock : callable
        Seconds, for how long items are kept for somebody.
    """

    def __init__(
        self, double: Sequence[bool], names: Sequence[str] = (), clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._double = double
        self._clock = clock
        self._assigned = _assigned(double, names)
        self._asked_of: dict[str, int] = defaultdict(int)
        for of_item in self._assigned:
            for name in of_item:
                self._asked_of[name] += 1
        self.begin({})

    def begin(self, flags: Mapping[str, dict[int, tuple[str, ...]]]) -> None:
        """Begin with these judgements, and forget whatever was before.

        Parameters
        ----------
        flags : mapping of str to dict
            Annotator → number of an item → the flags of the judgement.
        """
        self._flags: dict[str, dict[int, tuple[str, ...]]] = defaultdict(dict, flags)
        self._reserved: dict[int, dict[str, float]] = {}
        self._reached: dict[str, int] = defaultdict(int)
        self._judged = [0] * len(self._double)
        for mine in flags.values():
            for number, of_item in mine.items():
                self._judged[number] += SKIPPED not in of_item
        needed = [len(of_item) for of_item in self._assigned] or [1 + double for double in self._double]
        full = [judged >= needs for judged, needs in zip(self._judged, needed, strict=True)]
        self._full = sum(full)
        # Of an annotator's items: those that others could still be asked, and those that are his by name.
        self._not_full: dict[str, int] = defaultdict(int)
        self._own: dict[str, int] = defaultdict(int)
        for annotator, mine in flags.items():
            self._not_full[annotator] = sum(not full[number] for number in mine)
            self._own[annotator] = sum(annotator in self._assigned[number] for number in mine) if self._assigned else 0

    def needed(self, number: int) -> int:
        """How many annotators judge the item."""
        return len(self._assigned[number]) if self._assigned else 1 + self._double[number]

    def judged(self, number: int, annotator: str, flags: tuple[str, ...] | None) -> None:
        """An annotator judged an item with these flags, or took the judgement back (``None``)."""
        mine = self._flags[annotator]
        before = mine.get(number)
        if (before is None) != (flags is None):
            step = 1 if flags is not None else -1
            self._not_full[annotator] += step * (not self.is_full(number))
            self._own[annotator] += step * bool(self._assigned and annotator in self._assigned[number])
        if flags is None:
            mine.pop(number, None)
            # What was done and is open again is met anew by all.
            for name in self._reached:
                self._reached[name] = min(self._reached[name], number)
        else:
            mine[number] = flags
            self._reserved.get(number, {}).pop(annotator, None)
        self._count(number, _counts(flags) - _counts(before))

    def _count(self, number: int, step: int) -> None:
        was_full = self.is_full(number)
        self._judged[number] += step
        if (change := self.is_full(number) - was_full) != 0:
            self._full += change
            for name, flags in self._flags.items():
                if number in flags:
                    self._not_full[name] -= change
            for name in self._reached:
                self._reached[name] = min(self._reached[name], number) if change < 0 else self._reached[name]

    def is_full(self, number: int) -> bool:
        """Whether as many annotators judged the item as the plan asks for."""
        return self._judged[number] >= self.needed(number)

    def next(self, annotator: str, after: int | None = None) -> int | None:
        """The first open item behind `after`, else from the beginning; it is then kept for the annotator."""
        start = self._first_not_closed(annotator)
        behind = start if after is None else max(start, after + 1)
        for number in chain(range(behind, len(self._double)), range(start, behind)):
            if self._is_open(number, annotator):
                self._reserved.setdefault(number, {})[annotator] = self._clock()
                return number
        return None

    def _first_not_closed(self, annotator: str) -> int:
        number = self._reached[annotator]
        while number < len(self._double) and self._is_closed(number, annotator):
            number += 1
        self._reached[annotator] = number
        return number

    def _is_closed(self, number: int, annotator: str) -> bool:
        """Whether the item is not asked of the annotator, unless somebody takes a judgement back."""
        if number in self._flags[annotator]:
            return True
        return annotator not in self._assigned[number] if self._assigned else self.is_full(number)

    def _is_open(self, number: int, annotator: str) -> bool:
        if self._is_closed(number, annotator):
            return False
        if self._assigned:
            return True
        latest = self._clock() - RESERVED_SECONDS
        kept = sum(name != annotator and since > latest for name, since in self._reserved.get(number, {}).items())
        return self._judged[number] + kept < self.needed(number)

    def done(self, annotator: str) -> int:
        """How many items the annotator judged or skipped."""
        return len(self._flags[annotator])

    def total(self, annotator: str) -> int:
        """How many are or were asked of the annotator."""
        done = self.done(annotator)
        if self._assigned:
            return done + self._asked_of[annotator] - self._own[annotator]
        return done + len(self._double) - self._full - self._not_full[annotator]

    def flags(self, annotator: str) -> dict[int, tuple[str, ...]]:
        """The numbers of the items that the annotator judged, with the flags."""
        return self._flags[annotator]


def _counts(flags: tuple[str, ...] | None) -> int:
    return int(flags is not None and SKIPPED not in flags)


def _assigned(double: Sequence[bool], names: Sequence[str]) -> list[tuple[str, ...]]:
    """For each item who judges it: pairs and single names in turn, so that all have as much to do."""
    if not names:
        return []
    pairs: list[tuple[str, ...]] = [*combinations(names, 2)] or [(names[0],)]
    load = dict.fromkeys(names, 0)
    found: list[tuple[str, ...]] = []
    pairs_given = 0
    for is_double in double:
        if is_double:
            of_item = pairs[pairs_given % len(pairs)]
            pairs_given += 1
        else:
            of_item = (min(names, key=lambda name: load[name]),)
        for name in of_item:
            load[name] += 1
        found.append(of_item)
    return found
