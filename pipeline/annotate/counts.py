"""How far everybody is: the items of the plan that are judged, the statements added, and the time that it took."""

from __future__ import annotations

from collections import defaultdict
from statistics import median

from pipeline.annotate.desk import SKIPPED, Desk
from pipeline.annotate.items import ADDED
from pipeline.annotate.judgements import Progress
from pipeline.annotate.plan import Plan
from pipeline.annotate.store import LabelStore

# Times of so many of the last items make the median.
_TIMED = 200
Flags = tuple[str, ...]


class Counts:
    """What annotators judged of a plan, by the judgements of a store that count.

    Parameters
    ----------
    plan : Plan
    store : LabelStore

    Attributes
    ----------
    desk : Desk
        The items of the plan: whose turn it is.
    """

    def __init__(self, plan: Plan, store: LabelStore) -> None:
        self._plan, self._store = plan, store
        self.desk = Desk(plan.double, plan.annotators)
        self.anew()

    def anew(self) -> None:
        """Count all that stands in the store."""
        of_plan: dict[str, dict[int, Flags]] = defaultdict(dict)
        self._added: dict[str, dict[str, Flags]] = defaultdict(dict)
        self._seconds: dict[str, list[float]] = defaultdict(list)
        number_of = self._plan.number
        for entry in self._store.counting():
            number = number_of(entry.key)
            if number is not None:
                of_plan[entry.annotator][number] = entry.answer[2]
            elif entry.key.startswith(ADDED):
                self._added[entry.annotator][entry.key] = entry.answer[2]
            if entry.seconds is not None:
                self._seconds[entry.annotator].append(entry.seconds)
        self.desk.begin(of_plan)

    def judged(self, item_id: str, annotator: str, flags: Flags, seconds: float | None) -> None:
        """Count a judgement that was saved."""
        self._count(item_id, annotator, flags)
        if seconds is not None:
            self._seconds[annotator].append(seconds)

    def taken_back(self, item_id: str, annotator: str, before: Flags | None, seconds: float | None) -> None:
        """Count a judgement no more that took so long; `before` are the flags of the one that counts instead, if any."""
        if seconds is not None and self._seconds[annotator]:
            self._seconds[annotator].pop()
        self._count(item_id, annotator, before)

    def _count(self, item_id: str, annotator: str, flags: Flags | None) -> None:
        number = self._plan.number(item_id)
        if number is not None:
            self.desk.judged(number, annotator, flags)
        elif item_id.startswith(ADDED) and flags is not None:
            self._added[annotator][item_id] = flags
        else:
            self._added[annotator].pop(item_id, None)

    def judged_items(self, annotator: str) -> list[str]:
        """The items that the annotator judged, in the order of the plan, with those that were added behind them."""
        return [*(self._plan.ids[number] for number in sorted(self.desk.flags(annotator))), *self._added[annotator]]

    def skipped(self, annotator: str) -> list[str]:
        """The items that the annotator skipped, in the order of the plan."""
        flags = self.desk.flags(annotator)
        return [self._plan.ids[number] for number in sorted(flags) if SKIPPED in flags[number]]

    def next_item(self, annotator: str, after: str | None) -> str | None:
        """The item that is asked of the annotator next, behind `after` where something is left there; last those that were added."""
        number = self.desk.next(annotator, self._plan.number(after) if after else None)
        if number is not None:
            return self._plan.ids[number]
        return next(iter(self._waiting(annotator)), None)

    def _waiting(self, annotator: str) -> list[str]:
        judged = self._added[annotator]
        return [item_id for item_id, by in self._plan.added.items() if by == annotator and item_id not in judged]

    def progress(self, annotator: str) -> Progress:
        """How far the annotator is."""
        added = self._added[annotator]
        flags = [*self.desk.flags(annotator).values(), *added.values()]
        times = self._seconds[annotator][-_TIMED:]
        return Progress(
            annotator=annotator,
            done=len(flags),
            total=self.desk.total(annotator) + len(added) + len(self._waiting(annotator)),
            skipped=sum(SKIPPED in of_item for of_item in flags),
            flagged=sum(bool(set(of_item) - {SKIPPED}) for of_item in flags),
            median_seconds=round(median(times), 1) if times else None,
        )
