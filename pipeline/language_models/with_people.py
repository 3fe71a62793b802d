"""How far a model agrees with people: what must be known before its labels are used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.agreement import Alpha, alpha_with_interval
from pipeline.agreement.resampling import Bootstrap
from pipeline.label.people import PeopleSay
from pipeline.labelling_functions.proportion import Proportion, clustered_proportion
from pipeline.tasks import Task


@dataclass(frozen=True, slots=True)
class WithPeople:
    """Agreement on one task.

    Attributes
    ----------
    task : Task
    agreed : Proportion or None
        The share of the shared examples on which the model says what people decided.
    alpha : Alpha
        Krippendorff's, of the model and what people decided.
    among_people : Alpha
        Of people with one another on the same examples, where several judged them.
    confusion : dict of (people's label, model's label) to int
    """

    task: Task
    agreed: Proportion | None
    alpha: Alpha
    among_people: Alpha
    confusion: dict[tuple[str, str], int]

    def as_values(self) -> dict[str, Any]:
        """For JSON."""
        agreed = self.agreed
        return {
            "shared_examples": agreed.n if agreed else 0,
            "agreed": None if agreed is None else {"share": agreed.share, "low": agreed.low, "high": agreed.high},
            "alpha": _interval(self.alpha),
            "alpha_among_people": _interval(self.among_people),
            "confusion": [
                {"people": people, "model": model, "examples": number}
                for (people, model), number in sorted(self.confusion.items())
            ],
        }

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Its confusion as columns and rows of a table: people's labels down, the model's across."""
        columns = ["people \\ model", *self.task.labels, "all"]
        rows = []
        for people in self.task.labels:
            numbers = [self.confusion.get((people, model), 0) for model in self.task.labels]
            rows.append([people, *(f"{n:,}" for n in numbers), f"{sum(numbers):,}"])
        return columns, rows

    def __str__(self) -> str:
        if self.agreed is None:
            return (
                f"{self.task}: no example is judged by a person too, so nothing is known of how good these labels are"
            )
        among = "" if self.among_people.value is None else f" (people among themselves: {self.among_people})"
        return (
            f"{self.task}: agrees with people on {self.agreed} of {self.agreed.n:,} shared examples; "
            f"Krippendorff's alpha {self.alpha}{among}"
        )


def _interval(alpha: Alpha) -> dict[str, Any]:
    return {
        "value": alpha.value,
        "low": alpha.low,
        "high": alpha.high,
        "units": alpha.units,
        "articles": alpha.clusters,
    }


def agreement_with_people(
    labels: Mapping[str, Mapping[Task, str]],
    people: PeopleSay,
    articles: Mapping[str, str],
    confidence: float = 0.95,
) -> list[WithPeople]:
    """The agreement on each task, on the examples that both have judged; intervals by article.

    Parameters
    ----------
    labels : mapping of example_id to labels
        The model's.
    people : PeopleSay
    articles : mapping of example_id to article_id
    confidence : float, default=0.95
    """
    return [_on_task(task, labels, people, articles, confidence) for task in Task]


def _on_task(
    task: Task,
    labels: Mapping[str, Mapping[Task, str]],
    people: PeopleSay,
    articles: Mapping[str, str],
    confidence: float,
) -> WithPeople:
    pairs = {
        example: {"people": decided[task], "model": labels[example][task]}
        for example, decided in people.decided.items()
        if task in decided and task in labels.get(example, {})
    }
    outcomes = [(articles.get(e, e), pair["people"] == pair["model"]) for e, pair in sorted(pairs.items())]
    votes = people.votes.get(task, {})
    return WithPeople(
        task,
        clustered_proportion(outcomes, confidence),
        alpha_with_interval(pairs, articles, Bootstrap(confidence=confidence)),
        alpha_with_interval({e: votes[e] for e in pairs if e in votes}, articles, Bootstrap(confidence=confidence)),
        dict(Counter((pair["people"], pair["model"]) for pair in pairs.values())),
    )
