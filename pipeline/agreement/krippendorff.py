"""Krippendorff's alpha for nominal data: 1 where annotators agree on everything, 0 where they agree as by chance.

Source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability. Its parts add up over units, so that a resample of
articles is a sum of theirs; articles are drawn as wholes, because statements of one article are not independent
(Davison and Hinkley 1997, Bootstrap Methods, 3.8).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.agreement.patterns import Votes
from pipeline.agreement.resampling import USUAL, Bootstrap, resampled_sums
from pipeline.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class Alpha:
    """Krippendorff's alpha with its interval, and on how many units several annotators were counted.

    `value` is ``None`` where no unit was judged twice, `low` and `high` also where all of them stand in one article.
    """

    value: float | None
    low: float | None
    high: float | None
    units: int
    clusters: int

    def __str__(self) -> str:
        if self.value is None:
            return "not measured"
        if self.low is None or self.high is None:
            return f"{self.value:.2f}"
        return f"{self.value:.2f} [{self.low:.2f}, {self.high:.2f}]"


def krippendorff_alpha(judgements: Votes) -> float | None:
    """Alpha for nominal data, 1 for perfect agreement, 0 for chance; ``None`` where no unit was judged twice.

    Parameters
    ----------
    judgements : mapping of unit to mapping of annotator to category
        Units judged by a single annotator do not count.

    Examples
    --------
    >>> krippendorff_alpha({"1": {"a": "favor", "b": "favor"}, "2": {"a": "against", "b": "against"}})
    1.0
    """
    parts = _parts(sorted((u, list(j.values())) for u, j in judgements.items()), _categories(judgements))
    return float(_alphas(parts.sum(axis=0, keepdims=True))[0]) if len(parts) else None


def alpha_with_interval(
    judgements: Votes,
    clusters: Mapping[str, str] | None = None,
    bootstrap: Bootstrap = USUAL,
) -> Alpha:
    """Alpha and the percentile interval of its bootstrap over clusters.

    Parameters
    ----------
    judgements : mapping of unit to mapping of annotator to category
    clusters : mapping of unit to cluster, optional
        The article of each unit; each unit is drawn by itself where it has none.
    bootstrap : Bootstrap, optional
    """
    twice = {unit: judged for unit, judged in judgements.items() if len(judged) > 1}
    if not twice:
        return Alpha(None, None, None, 0, 0)
    units = sorted(twice)
    parts = _parts([(unit, list(twice[unit].values())) for unit in units], _categories(twice))
    value = float(_alphas(parts.sum(axis=0, keepdims=True))[0])
    names = [(clusters or {}).get(unit, unit) for unit in units]
    drawn, n = resampled_sums(parts, names, bootstrap)
    low, high = bootstrap.bounds(_alphas(drawn)) if n > 1 else (None, None)
    return Alpha(value, low, high, len(units), n)


def one_against_rest(judgements: Votes, label: str) -> dict[str, dict[str, str]]:
    """The same judgements with all other labels as one, for the alpha of a single class."""
    return {
        unit: {annotator: given if given == label else f"not {label}" for annotator, given in judged.items()}
        for unit, judged in judgements.items()
    }


def _categories(judgements: Votes) -> list[str]:
    return sorted({label for judged in judgements.values() for label in judged.values()})


def _parts(judged: Sequence[tuple[str, list[str]]], categories: Sequence[str]) -> FloatArray:
    """Of each unit that was judged twice its disagreement, and how often it was given each category."""
    position = {category: index for index, category in enumerate(categories)}
    several = [labels for _, labels in judged if len(labels) > 1]
    counts = np.zeros((len(several), len(categories)))
    rows = np.repeat(np.arange(len(several)), [len(labels) for labels in several])
    columns = np.array([position[label] for labels in several for label in labels], dtype=np.intp)
    np.add.at(counts, (rows, columns), 1)
    of_unit = counts.sum(axis=1)
    disagreement = (of_unit**2 - (counts**2).sum(axis=1)) / np.maximum(of_unit - 1, 1)
    return np.column_stack([disagreement, counts])


def _alphas(sums: FloatArray) -> FloatArray:
    """Alpha of each row of sums; 1 where all judgements are of one category, and so cannot disagree."""
    observed, counts = sums[:, 0], sums[:, 1:]
    total = counts.sum(axis=1)
    by_chance = total**2 - (counts**2).sum(axis=1)
    return np.where(by_chance > 0, 1 - (total - 1) * observed / np.maximum(by_chance, 1e-12), 1.0)
