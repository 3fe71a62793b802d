"""Labels that a study has already: taken in again they are no second judgement, and changed ones are new judgements."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.exchange.label_files import LocatedLabel
from pipeline.exchange.label_line import as_line
from pipeline.records import Label, content_id


@dataclass(frozen=True, slots=True)
class NewLabels:
    """The labels that the study does not have; `known` it has just so, `changed` are new judgements of labels that it has, `dated`
    got the time of the import."""

    labels: list[Label]
    known: int
    changed: int
    dated: int


def new_labels(lines: Sequence[LocatedLabel], there: Iterable[Label], now: datetime.datetime) -> NewLabels:
    """The labels of a file that are not in the study yet.

    Parameters
    ----------
    lines : sequence of LocatedLabel
        What the file holds.
    there : iterable of Label
        What the study holds.
    now : datetime
        When a label was made that has no time, so that of a sheet and its correction the one that came later counts, and when
        one was changed that carries the id of one in the study: it becomes a later judgement with an id of its own, so that
        both stay in the history.
    """
    held = set(there)
    ids = {label.label_id for label in held if label.label_id}
    held |= {replace(label, time="") for label in held}
    time = now.astimezone(datetime.UTC).isoformat(timespec="seconds")
    labels: list[Label] = []
    known = changed = dated = 0
    for line in lines:
        label = line.label
        if label in held:
            known += 1
            continue
        if label.label_id in ids:
            changed += 1
            label = replace(label, label_id=content_id(*as_line(label).items()), time=time)
            if label.label_id in ids:
                known, changed = known + 1, changed - 1
                continue
        dated += not label.time
        labels.append(label if label.time else replace(label, time=time))
    return NewLabels(labels, known, changed, dated)
