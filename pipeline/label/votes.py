"""Who has a vote on an example: each annotator one, people and machines apart, and an adjudicator above all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.codebook import NOTHING_TO_JUDGE
from pipeline.label.matching import MatchedLabel
from pipeline.records import Label
from pipeline.records.annotator import annotator_sort
from pipeline.tasks import Task

ADJUDICATOR = "adjudicator"
_SKIPPED = "skipped"


def is_machine(annotator: str) -> bool:
    """Whether an annotator is a rule or a language model."""
    return annotator_sort(annotator) != "person"


def is_rule(annotator: str) -> bool:
    """Whether an annotator is a labelling function."""
    return annotator_sort(annotator) == "rule"


@dataclass(slots=True)
class Ballot:
    """The labels on one example that count, by annotator; those of an adjudicator lie apart."""

    people: dict[str, Label] = field(default_factory=dict)
    machines: dict[str, Label] = field(default_factory=dict)
    adjudicators: dict[str, Label] = field(default_factory=dict)

    def add(self, label: Label) -> Label:
        """Let a label count, unless its annotator has one here; the one that counts."""
        if label.role == ADJUDICATOR:
            return self.adjudicators.setdefault(label.annotator, label)
        return (self.machines if is_machine(label.annotator) else self.people).setdefault(label.annotator, label)

    @property
    def adjudicated(self) -> Label | None:
        """The label that decides, where somebody was asked to; of several the latest."""
        return max(self.adjudicators.values(), key=lambda label: (label.time, label.annotator), default=None)

    @property
    def judges(self) -> dict[str, Label]:
        """What people said who did not pass over the example."""
        return {name: label for name, label in self.people.items() if _SKIPPED not in label.flags}

    @property
    def deciding(self) -> dict[str, Label]:
        """What people said who did not pass over the example, or the adjudicator alone."""
        decided = self.adjudicated
        return {decided.annotator: decided} if decided is not None else self.judges

    def votes(self, task: Task, machines: bool = False) -> dict[str, str]:
        """The label of each annotator who gave one for the task."""
        cast = self.people | self.machines if machines else self.deciding
        return {name: task.label(label) for name, label in sorted(cast.items()) if getattr(label, task) is not None}

    def nothing_to_judge(self) -> bool:
        """Whether at least half of those who decide flagged the example as none."""
        flagged = sum(any(flag in NOTHING_TO_JUDGE for flag in label.flags) for label in self.deciding.values())
        return flagged > 0 and 2 * flagged >= len(self.deciding)


def cast_ballots(matched: Iterable[MatchedLabel]) -> tuple[dict[str, Ballot], int]:
    """For each example the votes on it, and how many labels a later one of the same annotator replaced.

    Of one annotator's labels the one that fits the example best counts, and of those of the same words the last.
    """
    ballots: dict[str, Ballot] = defaultdict(Ballot)
    superseded = 0
    newest = sorted(enumerate(matched), key=lambda m: (m[1].label.time, m[0]), reverse=True)
    for _, match in sorted(newest, key=lambda m: _fit(m[1])):
        counted = ballots[match.example.example_id].add(match.label)
        superseded += counted is not match.label and counted.text == match.label.text
    return ballots, superseded


def people_votes(ballots: Mapping[str, Ballot], task: Task) -> dict[str, dict[str, str]]:
    """What each person said of each example, adjudicators left out: that by which agreement is measured."""
    return {
        example: {name: task.label(label) for name, label in ballot.people.items() if getattr(label, task) is not None}
        for example, ballot in ballots.items()
    }


def _overlap(match: MatchedLabel) -> float:
    length = max(len(match.label.text), len(match.example.text))
    return min(len(match.label.text), len(match.example.text)) / length if length else 1.0


def _fit(match: MatchedLabel) -> tuple[str, str, float, str]:
    return match.example.example_id, match.label.annotator, -_overlap(match), match.label.text
