"""Whether annotators change while they work: agreement with the others early and late, and alpha week by week."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from pipeline.agreement.krippendorff import Alpha, alpha_with_interval
from pipeline.agreement.patterns import Votes
from pipeline.agreement.resampling import USUAL, Bootstrap, resampled_sums

Times = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Stretch:
    """One annotator in one stretch of their work.

    Attributes
    ----------
    annotator : str
    number, of : int
        Which stretch of how many.
    units : int
        Judged in it that others judged too.
    share : float
        Of other annotators' labels of these units that are the same.
    low, high : float or None
        The interval of `share`; ``None`` where all units stand in one article.
    """

    annotator: str
    number: int
    of: int
    units: int
    share: float
    low: float | None
    high: float | None


def stretches(
    judgements: Votes,
    times: Times,
    clusters: Mapping[str, str] | None = None,
    bootstrap: Bootstrap = USUAL,
    parts: int = 3,
) -> list[Stretch]:
    """Each annotator's agreement with the others, in equal parts of the order in which they judged.

    Parameters
    ----------
    judgements : mapping of unit to mapping of annotator to label
    times : mapping of unit to mapping of annotator to time
        Any strings whose order is that of time.
    clusters : mapping of unit to cluster, optional
    bootstrap : Bootstrap, optional
    parts : int, default=3
        An annotator with fewer units in common with others has no row.
    """
    order: dict[str, list[tuple[str, str]]] = {}
    for unit, judged in judgements.items():
        if len(judged) > 1:
            for annotator in judged:
                order.setdefault(annotator, []).append((times.get(unit, {}).get(annotator, ""), unit))
    found = []
    for annotator, judged_at in sorted(order.items()):
        if len(judged_at) < parts or len({time for time, _ in judged_at}) < parts:
            continue
        whole = [unit for _, unit in sorted(judged_at)]
        for number, part in enumerate(np.array_split(np.arange(len(whole)), parts), start=1):
            units = [whole[int(index)] for index in part]
            sums = np.array(
                [(_agreeing(judgements[unit], annotator), len(judgements[unit]) - 1) for unit in units], float
            )
            drawn, n = resampled_sums(sums, [(clusters or {}).get(unit, unit) for unit in units], bootstrap)
            low, high = bootstrap.bounds(drawn[:, 0] / drawn[:, 1]) if n > 1 else (None, None)
            share = float(sums[:, 0].sum() / sums[:, 1].sum())
            found.append(Stretch(annotator, number, parts, len(units), share, low, high))
    return found


def drifting(rows: Iterable[Stretch]) -> list[str]:
    """Annotators whose agreement with the others is not the same in their first and last stretch: intervals apart."""
    ends: dict[str, list[Stretch]] = {}
    for row in rows:
        if row.number in (1, row.of):
            ends.setdefault(row.annotator, []).append(row)
    return sorted(annotator for annotator, (first, last) in ends.items() if _apart(first, last))


def alpha_by_week(
    judgements: Votes,
    times: Times,
    clusters: Mapping[str, str] | None = None,
    bootstrap: Bootstrap = USUAL,
) -> dict[str, Alpha]:
    """Alpha of the units whose last judgement fell in each week (ISO 8601), weeks in their order.

    Units without a date that can be read count in no week.

    Parameters
    ----------
    judgements, times, clusters, bootstrap
        See `stretches`.
    """
    weeks: dict[str, dict[str, Mapping[str, str]]] = {}
    for unit, judged in judgements.items():
        week = _week(max((times.get(unit, {}).get(annotator, "") for annotator in judged), default=""))
        if len(judged) > 1 and week is not None:
            weeks.setdefault(week, {})[unit] = judged
    return {week: alpha_with_interval(units, clusters, bootstrap) for week, units in sorted(weeks.items())}


def _agreeing(judged: Mapping[str, str], annotator: str) -> int:
    return sum(label == judged[annotator] for other, label in judged.items() if other != annotator)


def _apart(first: Stretch, last: Stretch) -> bool:
    if first.low is None or first.high is None or last.low is None or last.high is None:
        return False
    return first.low > last.high or last.low > first.high


def _week(time: str) -> str | None:
    try:
        year, week, _ = date.fromisoformat(time[:10]).isocalendar()
    except ValueError:
        return None
    return f"{year}-W{week:02}"
