"""Votes → the label of a task and how sure it is: by the majority, or weighed by how each annotator errs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.agreement import dawid_skene
from pipeline.label.votes import Ballot, is_rule
from pipeline.tasks import Task

Aggregation = Literal["majority", "dawid_skene"]
MAJORITY: Aggregation = "majority"


@dataclass(frozen=True, slots=True)
class Decision:
    """The label of an example, and its confidence: the share of the votes that it has, or its probability."""

    label: str
    confidence: float


def winning_label(votes: Iterable[str]) -> tuple[str, float]:
    """The label of the majority, ``neutral`` where there is none, and the share of the votes that it has."""
    counts = Counter(votes)
    total = sum(counts.values())
    (first, most), *rest = counts.most_common()
    if rest and rest[0][1] == most:
        return "neutral", counts.get("neutral", 0) / total
    return first, most / total


def decided(
    ballots: Mapping[str, Ballot], task: Task, aggregation: Aggregation, testing: set[str]
) -> dict[str, Decision]:
    """The label of each example that has one.

    Parameters
    ----------
    ballots : mapping of example to Ballot
    aggregation : {"majority", "dawid_skene"}
        By the majority people alone are counted. Dawid–Skene (1979) weighs people, rules and language models by how
        they err.
    testing : set of str
        The examples of the test part, where people alone are counted in any case: what a machine says is no measure of
        another.
    """
    people = {example: votes for example, ballot in ballots.items() if (votes := ballot.votes(task))}
    if aggregation == MAJORITY:
        return {example: Decision(*winning_label(votes.values())) for example, votes in people.items()}
    everybody = {
        example: votes
        for example, ballot in ballots.items()
        if example not in testing and (votes := ballot.votes(task, machines=True) or ballot.votes(task))
    }
    tested = {example: found for example, found in _weighed(people, ballots, task).items() if example in testing}
    return tested | _weighed(everybody, ballots, task)


def _weighed(votes: Mapping[str, Mapping[str, str]], ballots: Mapping[str, Ballot], task: Task) -> dict[str, Decision]:
    if not votes:
        return {}
    known = {
        example: task.label(label)
        for example in votes
        if (label := ballots[example].adjudicated) is not None and getattr(label, task) is not None
    }
    # A rule that can say only one thing tells something by its silence as well.
    silent = {name for cast in votes.values() for name in cast if is_rule(name)}
    found = dawid_skene(votes, task.labels, known=known, silent=silent)
    return {example: Decision(found.label(example), found.confidence(example)) for example in votes}
