"""What the whole of the judgements says: where annotators disagree, what is to be looked at again, how the work stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from pipeline.annotate.adjudication import disagreements
from pipeline.annotate.annotators import Annotators
from pipeline.annotate.counts import Counts
from pipeline.annotate.desk import SKIPPED
from pipeline.annotate.guarding import Guarded, one_at_a_time
from pipeline.annotate.judgements import Disagreement, Overview, Review
from pipeline.annotate.plan import Plan
from pipeline.annotate.store import LabelStore
from pipeline.codebook import Codebook, affected_labels


class Standing(Guarded):
    """The judgements of a store on the items of a plan, seen together.

    Parameters
    ----------
    plan : Plan
    store : LabelStore
    codebook : Codebook
    snapshots : mapping of str to Codebook
        Earlier versions of the codebook.
    who : Annotators
    counts : Counts
    """

    def __init__(
        self,
        plan: Plan,
        store: LabelStore,
        codebook: Codebook,
        snapshots: Mapping[str, Codebook],
        who: Annotators,
        counts: Counts,
    ) -> None:
        super().__init__(who.guard)
        self._plan, self._store, self._codebook, self._snapshots = plan, store, codebook, snapshots
        self._who, self._counts = who, counts

    @one_at_a_time
    def disagreements(self, annotator: str | None = None) -> list[Disagreement]:
        """The items that annotators judge differently, those that wait for an adjudicator first.

        Parameters
        ----------
        annotator : str, optional
            Only items that this one judged.
        """
        found = disagreements(self._store, self._place)
        return [one for one in found if annotator is None or any(label.annotator == annotator for label in one.labels)]

    def _place(self, item_id: str) -> int:
        number = self._plan.number(item_id)
        return len(self._plan) if number is None else number

    @one_at_a_time
    def review_items(self, annotator: str | None = None) -> list[Review]:
        """Labels of earlier versions of the codebook that a change of meaning touches, to be looked at again.

        Parameters
        ----------
        annotator : str, optional
            Only this one's.
        """
        version = self._codebook.version
        old = [
            self._store.label(entry)
            for entry in self._store.counting()
            if entry.codebook != version and self._plan.has(entry.key) and annotator in (None, entry.annotator)
        ]
        return [
            Review(label.example_id or "", label, one.rules)
            for one in affected_labels(old, self._codebook, self._snapshots)
            if (label := one.label).example_id
        ]

    @one_at_a_time
    def overview(self) -> Overview:
        """Where the work stands."""
        answers: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        for entry in self._store.counting():
            if self._plan.has(entry.key) and SKIPPED not in entry.answer[2]:
                answers[entry.key].append(entry.answer)
        twice = [given for given in answers.values() if len(given) > 1]
        found = self.disagreements()
        return Overview(
            annotators=tuple(self._counts.progress(name) for name in self._who.known()),
            items=len(self._plan) + len(self._plan.added),
            judged=len(answers),
            twice=len(twice),
            equal=len(twice) - len(found),
            decided=sum(one.decided is not None for one in found),
            open=sum(one.decided is None for one in found),
        )
