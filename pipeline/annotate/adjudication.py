"""Items that annotators judge differently, and what an adjudicator decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from pipeline.annotate.desk import SKIPPED
from pipeline.annotate.judgements import Disagreement
from pipeline.annotate.store import Entry, LabelStore
from pipeline.codebook import UNJUDGED

_ADJUDICATOR = "adjudicator"


def disagreements(store: LabelStore, place: Callable[[str], int]) -> list[Disagreement]:
    """The disagreements in a store: those without a decision first, each group in the order of the plan.

    Parameters
    ----------
    store : LabelStore
    place : callable
        Item id → its place in the plan.
    """
    by_item: dict[str, list[Entry]] = defaultdict(list)
    for entry in store.counting():
        if SKIPPED not in entry.answer[2]:
            by_item[entry.key].append(entry)
    decided: dict[str, Entry] = {}
    for entry in store.counting(_ADJUDICATOR):
        there = decided.get(entry.key)
        if there is None or entry.offset > there.offset:
            decided[entry.key] = entry
    found = []
    for item_id, entries in by_item.items():
        if differs := _differs(entries):
            entries.sort(key=lambda entry: entry.annotator)
            decision = decided.get(item_id)
            labels = tuple(store.label(entry) for entry in entries)
            found.append(Disagreement(item_id, labels, differs, store.label(decision) if decision else None))
    return sorted(found, key=lambda one: (one.decided is not None, place(one.item_id), one.item_id))


def _differs(entries: list[Entry]) -> tuple[str, ...]:
    """What differs of the answers: of flags only those that say that there is nothing to judge."""
    parts: dict[str, set[object]] = {
        "stance": {entry.answer[0] for entry in entries},
        "sentiment": {entry.answer[1] for entry in entries},
        "flags": {tuple(sorted(UNJUDGED & set(entry.answer[2]))) for entry in entries},
    }
    return tuple(name for name, answers in parts.items() if len(answers) > 1)
