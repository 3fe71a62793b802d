"""What a set of labels lacks, and the command that mends it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.agreement.measured import FEW
from pipeline.label.balance import by_target, queues
from pipeline.label.quality import QualityReport
from pipeline.label.votes import is_machine
from pipeline.printable import count
from pipeline.tasks import Task

# Below this alpha Krippendorff (2018, Content Analysis, 4th ed., p. 356) lets no conclusion be drawn.
_TENTATIVE = 0.667
_FEW_OF_TARGET = 10
_NAMED = 8
_FEW_AT_RANDOM = 50


@dataclass(frozen=True, slots=True)
class Missing:
    """What is missing and why it matters, and a command, where one helps."""

    what: str
    command: str = ""


def missing(report: QualityReport) -> list[Missing]:
    """What should be done next, the most urgent first."""
    return [
        *_agreement(report),
        *_disputes(report),
        *_sample(report),
        *_targets(report),
        *_versions(report),
        *_rest(report),
    ]


def _agreement(report: QualityReport) -> Iterator[Missing]:
    stance = report.question(Task.stance)
    alpha = stance.alpha
    if not stance.enough:
        lacking = FEW - alpha.units
        yield Missing(
            f"{count(alpha.units, 'statement')} judged by several people: have {lacking} more judged by a second person, or "
            "nobody can say how reliable the labels are.",
            f"stance annotate --queue random --items {lacking} --double-share 1",
        )
    elif alpha.value is not None and alpha.value < _TENTATIVE:
        yield Missing(
            f"Alpha of stance is {alpha}, below {_TENTATIVE:g}: talk over the statements that were judged differently and "
            "sharpen the codebook before labelling more.",
            "stance codebook",
        )


def _disputes(report: QualityReport) -> Iterator[Missing]:
    ballots = report.units.ballots.values()
    open_ = sum(
        any(len(set(ballot.votes(task).values())) > 1 for task in Task)
        for ballot in ballots
        if ballot.adjudicated is None
    )
    if open_:
        yield Missing(
            f"{count(open_, 'statement')} judged differently, which nobody has decided yet.", "stance annotate"
        )
    doubted = len({suspect.unit for question in report.questions for suspect in question.suspects})
    if doubted:
        yield Missing(f"{count(doubted, 'statement')} with a label that is probably a mistake; they are listed below.")


def _sample(report: QualityReport) -> Iterator[Missing]:
    at_random = queues(report.units).get("random", 0)
    if at_random < _FEW_AT_RANDOM:
        yield Missing(
            f"{count(at_random, 'labelled statement')} drawn at random: `stance estimate` and an honest test need a random "
            f"sample, of {_FEW_AT_RANDOM} or more.",
            f"stance annotate --queue random --items {_FEW_AT_RANDOM - at_random}",
        )


def _targets(report: QualityReport) -> Iterator[Missing]:
    few = [row for row in by_target(report.units) if row.units < _FEW_OF_TARGET]
    if few:
        named = ", ".join(f"{row.name} ({row.units})" for row in few[:_NAMED])
        more = f" and {len(few) - _NAMED} more" if len(few) > _NAMED else ""
        yield Missing(
            f"{count(len(few), 'target')} with fewer than {_FEW_OF_TARGET} labelled statements: {named}{more}.",
            f"stance annotate --queue balanced --items {math.ceil(_FEW_OF_TARGET * min(len(few), _FEW_OF_TARGET) / 2)}",
        )


def _versions(report: QualityReport) -> Iterator[Missing]:
    versions = report.units.codebooks()
    if len(versions) > 1:
        told = ", ".join(f"{version} ({number:,})" for version, number in versions.items())
        yield Missing(f"Labels follow several versions of the codebook: {told}. Look at those of earlier ones again.")


def _rest(report: QualityReport) -> Iterator[Missing]:
    ballots = report.units.ballots.values()
    alone = sum(not ballot.people and not ballot.adjudicators for ballot in ballots)
    if alone:
        yield Missing(f"{count(alone, 'statement')} that only rules or models judged, and no person.")
    machines = {name for question in report.questions for name in question.judged if is_machine(name)}
    if machines and not any(
        {p.first, p.second} & machines and {p.first, p.second} - machines for q in report.questions for p in q.pairs
    ):
        yield Missing(
            "No person judged a statement that a rule or model judged too, so that nobody knows how good these are."
        )
    if report.examples is not None and report.examples > len(report.units.ballots):
        left = report.examples - len(report.units.ballots)
        yield Missing(
            f"{count(left, 'extracted example')} without a label; a model that is unsure of some says which help most.",
            "stance annotate --queue uncertain --items 50",
        )
