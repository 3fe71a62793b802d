"""Labels as judgements of units: what each annotator says of each example, or of the same words where there are no examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.codebook import NOTHING_TO_JUDGE
from pipeline.label.current import current_labels, judged
from pipeline.label.matching import match_labels
from pipeline.label.votes import Ballot, cast_ballots
from pipeline.printable import printable
from pipeline.records import Article, Example, Label
from pipeline.tasks import Task

# A question beside the tasks: whether there is a statement toward the target at all.
STATEMENT = "statement"
STATEMENT_LABELS = ("yes", "no")
_SHOWN = 80

Judgements = dict[str, dict[str, str]]


@dataclass(slots=True)
class JudgedUnits:
    """The labels that count, by what they judge.

    Attributes
    ----------
    labels : list of Label
        Those that count, one of an annotator and unit.
    ballots : mapping of unit to Ballot
        A unit is an example where the words were found in one, else the words, their target and its holder.
    articles : mapping of unit to article
    matched : int
        How many labels judge an extracted example.
    """

    labels: list[Label]
    ballots: dict[str, Ballot] = field(default_factory=dict)
    articles: dict[str, str] = field(default_factory=dict)
    matched: int = 0

    @property
    def people(self) -> set[str]:
        """Annotators that are persons."""
        return {name for ballot in self.ballots.values() for name in ballot.people}

    def judgements(self, task: Task) -> Judgements:
        """What each person, rule and model says of each unit; adjudicators are left out."""
        return {
            unit: {name: task.label(label) for name, label in _voters(ballot) if getattr(label, task) is not None}
            for unit, ballot in self.ballots.items()
        }

    def whether_statement(self) -> Judgements:
        """Whether each person sees a statement toward the target; empty where nobody ever denied it."""
        told = {
            unit: {name: STATEMENT_LABELS[denied(label)] for name, label in ballot.people.items() if _decided(label)}
            for unit, ballot in self.ballots.items()
        }
        return told if any(STATEMENT_LABELS[1] in cast.values() for cast in told.values()) else {}

    def settled(self, task: Task) -> dict[str, str]:
        """The labels of adjudicators."""
        return {
            unit: task.label(label)
            for unit, ballot in self.ballots.items()
            if (label := ballot.adjudicated) is not None and getattr(label, task) is not None
        }

    def times(self) -> Judgements:
        """When each annotator judged each unit."""
        return {unit: {name: label.time for name, label in _voters(ballot)} for unit, ballot in self.ballots.items()}

    def codebooks(self) -> dict[str, int]:
        """How many of people's labels follow each version of the codebook."""
        return dict(sorted(Counter(x.codebook for b in self.ballots.values() for x in b.people.values()).items()))

    def label(self, unit: str) -> Label:
        """A label of the unit, for its words, target and holder."""
        ballot = self.ballots[unit]
        return next(iter((ballot.people | ballot.machines | ballot.adjudicators).values()))

    def told(self, unit: str) -> str:
        """A unit in words: what is said, toward whom, where."""
        label = self.label(unit)
        said = printable(label.text)
        shown = said if len(said) <= _SHOWN else said[: _SHOWN - 1].rstrip() + "…"
        return f"“{shown}” → {label.target} ({label.article or unit})"


def judged_units(
    labels: Iterable[Label],
    articles: Iterable[Article] = (),
    examples: Iterable[Example] = (),
    min_overlap: float = 0.5,
    raw: Path | None = None,
) -> JudgedUnits:
    """The units that labels judge.

    Parameters
    ----------
    labels : iterable of Label
        In the order they were read; history, practice and what was taken back are left out.
    articles, examples : iterables, optional
        Of the study. Labels whose words overlap are of one unit only where they are joined to one example.
    min_overlap, raw
        See `pipeline.label.matching.match_labels`.
    """
    current = current_labels(labels)
    matched, unmatched = match_labels(current, articles, examples, min_overlap, raw)
    ballots, _ = cast_ballots(matched)
    articles_of = {match.example.example_id: match.example.article_id for match in matched}
    found = JudgedUnits(current, dict(ballots), articles_of, len(matched))
    for left in unmatched:
        label = left.label
        key = judged(label)
        unit = key if isinstance(key, str) else " · ".join("" if part is None else str(part) for part in key)
        ballot = found.ballots.setdefault(unit, Ballot())
        ballot.add(label)
        found.articles.setdefault(unit, label.article or unit)
    return found


def denied(label: Label) -> bool:
    """Whether the annotator says that there is no statement toward the target."""
    return any(flag in NOTHING_TO_JUDGE for flag in label.flags)


def _decided(label: Label) -> bool:
    return denied(label) or label.stance is not None


def _voters(ballot: Ballot) -> Iterable[tuple[str, Label]]:
    return sorted((ballot.people | ballot.machines).items())
