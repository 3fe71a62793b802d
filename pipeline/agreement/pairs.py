"""How far every two annotators agree.

Source of kappa: Cohen 1960, A Coefficient of Agreement for Nominal Scales.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from pipeline.agreement.krippendorff import Alpha, alpha_with_interval
from pipeline.agreement.patterns import Votes
from pipeline.agreement.resampling import USUAL, Bootstrap, resampled_sums
from pipeline.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Two annotators on the units that both judged.

    Attributes
    ----------
    first, second : str
    units : int
    share : float
        Of units on which they say the same.
    kappa : float
        Cohen's; `low` and `high` bound it, ``None`` where all units stand in one article.
    alpha : Alpha
        Krippendorff's, of the two.
    """

    first: str
    second: str
    units: int
    share: float
    kappa: float
    low: float | None
    high: float | None
    alpha: Alpha


def pairs_of(
    judgements: Votes,
    clusters: Mapping[str, str] | None = None,
    bootstrap: Bootstrap = USUAL,
) -> list[PairAgreement]:
    """Every pair of annotators with units in common, those with the most units first.

    Parameters
    ----------
    judgements, clusters, bootstrap
        See `pipeline.agreement.alpha_with_interval`.
    """
    shared: dict[tuple[str, str], list[str]] = {}
    for unit in sorted(judgements):
        for pair in combinations(sorted(judgements[unit]), 2):
            shared.setdefault(pair, []).append(unit)
    found = [_pair(pair, units, judgements, clusters or {}, bootstrap) for pair, units in shared.items()]
    return sorted(found, key=lambda pair: (-pair.units, pair.first, pair.second))


def _pair(
    pair: tuple[str, str],
    units: list[str],
    judgements: Votes,
    clusters: Mapping[str, str],
    bootstrap: Bootstrap,
) -> PairAgreement:
    first, second = pair
    both = {unit: {name: judgements[unit][name] for name in pair} for unit in units}
    labels = sorted({label for judged in both.values() for label in judged.values()})
    position = {label: index for index, label in enumerate(labels)}
    n = len(labels)
    tables = np.zeros((len(units), n * n))
    said = [position[both[unit][first]] * n + position[both[unit][second]] for unit in units]
    tables[np.arange(len(units)), said] = 1
    whole = tables.sum(axis=0, keepdims=True)
    drawn, drawable = resampled_sums(tables, [clusters.get(unit, unit) for unit in units], bootstrap)
    low, high = bootstrap.bounds(_kappas(drawn, n)) if drawable > 1 else (None, None)
    return PairAgreement(
        first,
        second,
        len(units),
        float(np.trace(whole.reshape(n, n)) / len(units)),
        float(_kappas(whole, n)[0]),
        low,
        high,
        alpha_with_interval(both, clusters, bootstrap),
    )


def _kappas(tables: FloatArray, n: int) -> FloatArray:
    """Kappa of each row, a table of what the one said by what the other said; 1 where both only ever say one label."""
    shares = tables.reshape(-1, n, n) / tables.sum(axis=1)[:, None, None]
    observed = np.trace(shares, axis1=1, axis2=2)
    by_chance = (shares.sum(axis=1) * shares.sum(axis=2)).sum(axis=1)
    return np.where(by_chance < 1 - 1e-12, (observed - by_chance) / np.maximum(1 - by_chance, 1e-12), 1.0)
