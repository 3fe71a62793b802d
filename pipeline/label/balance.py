"""How labels are spread over targets, holders, queues and the articles' outlets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline.label.aggregation import winning_label
from pipeline.label.judged import JudgedUnits
from pipeline.label.votes import Ballot
from pipeline.records import Label
from pipeline.tasks import Task

NOT_SAID = "not said"


@dataclass(frozen=True, slots=True)
class Row:
    """One group of units: how many, and how many of them people gave each stance."""

    name: str
    units: int
    stances: Mapping[str, int]


def by_target(units: JudgedUnits) -> list[Row]:
    """Units by the country they are about, the most frequent first."""
    return _rows(units, lambda label: label.target)


def by_holder(units: JudgedUnits) -> list[Row]:
    """Units by the speaker's country, the most frequent first."""
    return _rows(units, lambda label: label.speaker_country or NOT_SAID)


def queues(units: JudgedUnits) -> dict[str, int]:
    """How many units came to people by each queue."""
    found = Counter(_first(ballot).queue or NOT_SAID for ballot in units.ballots.values() if ballot.people)
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _first(ballot: Ballot) -> Label:
    return next(iter(ballot.people.values()))


def _rows(units: JudgedUnits, group: Callable[[Label], str]) -> list[Row]:
    sizes: Counter[str] = Counter()
    stances: dict[str, Counter[str]] = {}
    for ballot in units.ballots.values():
        votes = ballot.votes(Task.stance)
        if not votes:
            continue
        name = group(next(iter(ballot.deciding.values())))
        sizes[name] += 1
        stances.setdefault(name, Counter())[winning_label(votes.values())[0]] += 1
    ordered = sorted(sizes, key=lambda name: (-sizes[name], name))
    return [Row(name, sizes[name], {s: stances[name][s] for s in Task.stance.labels}) for name in ordered]
