"""Labels of several annotators → one gold label an example.

The rule: one vote an annotator (the label that overlaps the example most, where one annotator gave several); an
adjudicator's label decides; else the majority wins, and where there is none, the label is ``neutral``, because the readers
found no clear side. The confidence is the share of annotators who gave the winning label. `pipeline.label.aggregation` has
the other rule, by which annotators are weighed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.agreement.krippendorff import krippendorff_alpha
from pipeline.label.aggregation import MAJORITY, Aggregation, decided
from pipeline.label.current import current_labels
from pipeline.label.matching import UnmatchedLabel, match_labels
from pipeline.label.split import in_test
from pipeline.label.votes import Ballot, cast_ballots, people_votes
from pipeline.masking import mask_in_context
from pipeline.records import Article, Example, GoldExample, Label, composed
from pipeline.tasks import Task


@dataclass(frozen=True, slots=True)
class Conflict:
    """An example on which annotators differ, and what the rule made of it."""

    example_id: str
    target: str
    text: str
    votes: dict[str, dict[str, str]]
    stance: str
    sentiment: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An example that has labels and no gold label, and why."""

    example_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class GoldResult:
    """Gold examples in the order of the examples, the labels that were not used, and the annotators' agreement.

    `alpha` is Krippendorff's, of each task, among people. `codebooks` counts the votes by the version of the codebook that they followed; `mixed` counts the examples on which
    votes of several versions were cast, `superseded` the labels that the same annotator has replaced by a later one. `machine_only` counts
    the examples that only rules or language models judged, which the majority does not count.
    """

    gold: list[GoldExample]
    unmatched: list[UnmatchedLabel]
    conflicts: list[Conflict]
    unlabelled: int
    alpha: dict[Task, float | None]
    judged_twice: int
    codebooks: dict[str, int]
    mixed: int
    superseded: int
    machine_only: int = 0
    left_out: list[LeftOut] = field(default_factory=list)
    aggregation: Aggregation = MAJORITY


def aggregate_labels(
    labels: Iterable[Label],
    articles: Iterable[Article],
    examples: Iterable[Example],
    min_overlap: float,
    aggregation: Aggregation = MAJORITY,
    test_share: float = 0.0,
    raw: Path | None = None,
) -> GoldResult:
    """Join labels to examples and decide each example's gold label.

    Parameters
    ----------
    labels, articles, examples : iterables
        Of the same study.
    min_overlap : float
        See `pipeline.label.matching.match_labels`.
    aggregation : {"majority", "dawid_skene"}, default="majority"
        See `pipeline.label.aggregation.decided`.
    test_share : float, default=0.0
        Of the articles; what machines say of them does not count.
    raw : Path, optional
        See `pipeline.label.matching.match_labels`.
    """
    given, articles, examples = list(labels), list(articles), list(examples)
    published = {article.article_id: article for article in articles}
    current = current_labels(given)
    matched, unmatched = match_labels(current, articles, examples, min_overlap, raw)
    ballots, superseded = cast_ballots(matched)
    testing = {e.example_id for e in examples if in_test(e.duplicate_group, test_share)}
    decisions = {task: decided(ballots, task, aggregation, testing) for task in Task}
    gold: list[GoldExample] = []
    conflicts: list[Conflict] = []
    left_out: list[LeftOut] = []
    machine_only = 0
    for example in examples:
        ballot = ballots.get(example.example_id)
        if ballot is None:
            continue
        if ballot.nothing_to_judge():
            left_out.append(LeftOut(example.example_id, "annotators say that there is nothing to judge"))
            continue
        found = {task: decisions[task].get(example.example_id) for task in Task}
        won = {task: decision for task, decision in found.items() if decision is not None}
        if len(won) < len(Task):
            lacking = next(task for task in Task if task not in won)
            if not ballot.deciding and ballot.people:
                left_out.append(LeftOut(example.example_id, "everybody who was asked passed it over"))
            elif ballot.deciding:
                left_out.append(LeftOut(example.example_id, f"nobody gave a {lacking}"))
            else:
                machine_only += 1
            continue
        counted = {task.value: decision.label for task, decision in won.items()}
        confidence = min(decision.confidence for decision in won.values())
        cast = _counted(ballot, aggregation, example.example_id in testing)
        if _differ(cast):
            told = {name: _told(label) for name, label in sorted(cast.items())}
            conflicts.append(Conflict(example.example_id, example.target, example.text, told, **counted))
        gold.append(
            composed(
                GoldExample,
                example,
                published[example.article_id],
                masked=mask_in_context(example),
                label_source="+".join(sorted(cast)),
                label_confidence=confidence,
                **_drawn(cast.values()),
                **counted,
            )
        )
    versions = [{label.codebook for label in ballot.judges.values()} for ballot in ballots.values()]
    return GoldResult(
        gold=gold,
        unmatched=unmatched,
        conflicts=conflicts,
        unlabelled=len(examples) - len(gold) - len(left_out) - machine_only,
        alpha={task: krippendorff_alpha(people_votes(ballots, task)) for task in Task},
        judged_twice=sum(len(ballot.judges) > 1 for ballot in ballots.values()),
        codebooks=dict(sorted(Counter(x.codebook for b in ballots.values() for x in b.judges.values()).items())),
        superseded=superseded + _replaced(given, current),
        mixed=sum(len(found) > 1 for found in versions),
        machine_only=machine_only,
        left_out=left_out,
        aggregation=aggregation,
    )


def _counted(ballot: Ballot, aggregation: Aggregation, testing: bool) -> dict[str, Label]:
    people_alone = aggregation == MAJORITY or testing or ballot.adjudicated
    cast = ballot.deciding if people_alone else ballot.people | ballot.machines
    return {name: label for name, label in cast.items() if _told(label)}


def _told(label: Label) -> dict[str, str]:
    return {task.value: task.label(label) for task in Task if getattr(label, task) is not None}


def _drawn(cast: Iterable[Label]) -> dict[str, Any]:
    """How the example was chosen to be judged: as the labels say that say it."""
    told = next((label for label in cast if label.queue), None)
    return {"queue": told.queue, "sampling_probability": told.sampling_probability} if told else {}


def _differ(cast: dict[str, Label]) -> bool:
    told = [_told(label) for label in cast.values()]
    return any(len({said[task] for said in told if task in said}) > 1 for task in Task)


def _replaced(given: list[Label], current: list[Label]) -> int:
    """How many labels a later one of the same annotator on the same example made history, takings back apart."""
    withdrawn = {label.withdraws for label in given if label.withdraws}
    counting = [label for label in given if not label.withdraws and label.role != "practice"]
    return sum(label.label_id not in withdrawn or label.label_id is None for label in counting) - len(current)
