"""All that can be said of the agreement on one question, in one value."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from pipeline.agreement.aggregation import Aggregation
from pipeline.agreement.dawid_skene import dawid_skene
from pipeline.agreement.drift import Stretch, Times, alpha_by_week, stretches
from pipeline.agreement.krippendorff import Alpha, alpha_with_interval, one_against_rest
from pipeline.agreement.pairs import PairAgreement, pairs_of
from pipeline.agreement.patterns import Votes
from pipeline.agreement.resampling import USUAL, Bootstrap
from pipeline.agreement.suspects import Suspect, suspects

# Below so many units judged by several people, agreement says little; a convention of this project, said in every report.
FEW = 30
# A percentile interval of fewer resampled articles is too narrow (Cameron, Gelbach and Miller 2008, on few clusters).
FEW_ARTICLES = 20


@dataclass(frozen=True, slots=True)
class Measured:
    """The agreement on one question.

    Attributes
    ----------
    question : str
        Such as ``stance``.
    labels : tuple of str
        The answers there are.
    judged : mapping of str to int
        How many units each annotator judged.
    people : tuple of str
        Annotators that are persons; `alpha` and `classes` are among them alone.
    units : int
        Judged by somebody.
    alpha : Alpha
    classes : mapping of label to Alpha
        Each label against the rest.
    pairs : list of PairAgreement
        Of all annotators.
    stretches : list of Stretch
        Of people.
    weeks : mapping of week to Alpha
        Of people.
    aggregation : Aggregation or None
        Of all annotators, where several judged.
    suspects : list of Suspect
        People's labels that are probably mistakes.
    bootstrap : Bootstrap
        By which the intervals were found.
    wanted : float
        The reliability that is planned for.
    """

    question: str
    labels: tuple[str, ...]
    judged: Mapping[str, int]
    people: tuple[str, ...]
    units: int
    alpha: Alpha
    classes: Mapping[str, Alpha]
    pairs: list[PairAgreement]
    stretches: list[Stretch]
    weeks: Mapping[str, Alpha]
    aggregation: Aggregation | None
    suspects: list[Suspect]
    bootstrap: Bootstrap
    wanted: float

    @property
    def enough(self) -> bool:
        """Whether several people judged enough units for agreement to say something."""
        return self.alpha.units >= FEW


def measured(
    question: str,
    judgements: Votes,
    labels: Sequence[str],
    people: Collection[str],
    *,
    clusters: Mapping[str, str] | None = None,
    times: Times | None = None,
    known: Mapping[str, str] | None = None,
    bootstrap: Bootstrap = USUAL,
    wanted: float = 0.8,
) -> Measured:
    """Measure the agreement on one question.

    Parameters
    ----------
    question : str
    judgements : mapping of unit to mapping of annotator to label
        Of people, rules and models alike.
    labels : sequence of str
    people : collection of str
        Annotators that are persons.
    clusters : mapping of unit to cluster, optional
        The article of each unit.
    times : mapping of unit to mapping of annotator to time, optional
    known : mapping of unit to label, optional
        Units that an adjudicator has settled.
    bootstrap : Bootstrap, optional
    wanted : float, default=0.8
        The reliability that is planned for.
    """
    times = times or {}
    persons = set(people)
    among = {unit: {a: label for a, label in cast.items() if a in persons} for unit, cast in judgements.items()}
    judged: dict[str, int] = {}
    for cast in judgements.values():
        for annotator in cast:
            judged[annotator] = judged.get(annotator, 0) + 1
    several = len(judged) > 1
    aggregation = None
    if several:
        settled = {unit: label for unit, label in (known or {}).items() if unit in judgements}
        aggregation = dawid_skene(judgements, labels, known=settled, level=bootstrap.confidence, seed=bootstrap.seed)
    return Measured(
        question=question,
        labels=tuple(labels),
        judged=dict(sorted(judged.items())),
        people=tuple(sorted(persons & set(judged))),
        units=sum(bool(cast) for cast in judgements.values()),
        alpha=alpha_with_interval(among, clusters, bootstrap),
        classes={label: alpha_with_interval(one_against_rest(among, label), clusters, bootstrap) for label in labels},
        pairs=pairs_of(judgements, clusters, bootstrap),
        stretches=stretches(among, times, clusters, bootstrap),
        weeks=alpha_by_week(among, times, clusters, bootstrap),
        aggregation=aggregation,
        suspects=suspects(aggregation, persons) if aggregation is not None else [],
        bootstrap=bootstrap,
        wanted=wanted,
    )
