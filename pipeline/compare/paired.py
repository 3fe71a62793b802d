"""Whether the difference of two runs on the same examples is real.

Both are evaluated on the same articles, so what is drawn anew is the article, with what each run said of it: the paired
bootstrap, clustered (Efron and Tibshirani 1993, chapters 8 and 16; for language technology Berg-Kirkpatrick et al. 2012).
Where a group has several seeds, they are drawn anew as well, so that the interval is over articles and seeds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.arrays import FloatArray
from pipeline.evaluate.bootstrap import Interval, bootstrap_sums, percentile_interval
from pipeline.evaluate.judgements import Judgements
from pipeline.evaluate.spread import Spread, spread


@dataclass(frozen=True, slots=True)
class GroupScore:
    """A metric of one group: its interval over articles (mean of the seeds), and its spread over seeds."""

    articles: Interval
    seeds: Spread


@dataclass(frozen=True, slots=True)
class Difference:
    """A metric of a group less that of the baseline, over articles and seeds; `p_value` is two-sided, `p_adjusted` after
    Holm's correction over the groups that are compared with the same baseline."""

    difference: Interval
    p_value: float
    p_adjusted: float

    @property
    def significant(self) -> bool:
        """Whether the adjusted p-value is below 0.05."""
        return self.p_adjusted < 0.05


@dataclass(frozen=True, slots=True)
class Drawn:
    """Metrics of one group by their names: of each seed on all examples, and in every resample.

    Attributes
    ----------
    point : dict of str to FloatArray of shape (n_seeds,)
    by_article, by_article_and_seed : dict of str to FloatArray of shape (resamples,)
    """

    point: dict[str, FloatArray]
    by_article: dict[str, FloatArray]
    by_article_and_seed: dict[str, FloatArray]


def draw(
    seeds: Sequence[Judgements],
    *,
    resamples: int = 2000,
    seed: int = 0,
    seed_stream: int = 1,
) -> Drawn:
    """The metrics of a group in resamples of articles; equal articles and seeds give the same resamples.

    Parameters
    ----------
    seeds : sequence of Judgements
        What each run of the group says of the same examples.
    resamples, seed : int
    seed_stream : int
        Of the draws of seeds, which must differ between the two groups of a comparison.
    """
    points: dict[str, list[float]] = {}
    draws: dict[str, list[FloatArray]] = {}
    for judged in seeds:
        counts = judged.counts()
        for name, value in counts.metrics(counts.total()).items():
            points.setdefault(name, []).append(float(value))
        for name, drawn in counts.metrics(bootstrap_sums(counts.table, resamples, seed)).items():
            draws.setdefault(name, []).append(drawn)
    n = len(seeds)
    generator = np.random.default_rng([seed, seed_stream])
    weights = generator.multinomial(n, np.full(n, 1 / n), size=resamples) / n
    stacked = {name: np.stack(drawn, axis=1) for name, drawn in draws.items()}
    return Drawn(
        {name: np.array(values) for name, values in points.items()},
        {name: drawn.mean(axis=1) for name, drawn in stacked.items()},
        {name: (drawn * weights).sum(axis=1) for name, drawn in stacked.items()},
    )


def group_scores(drawn: Drawn, confidence: float) -> dict[str, GroupScore]:
    """Every metric of a group."""
    return {
        name: GroupScore(
            percentile_interval(float(values.mean()), drawn.by_article[name], confidence),
            spread(values.tolist(), confidence),
        )
        for name, values in drawn.point.items()
    }


def bootstrap_p_value(differences: FloatArray) -> float:
    """Two-sided: twice the share of resamples in which the difference is not on its side of zero.

    One is added to both counts, so that no p-value is zero (Davison and Hinkley 1997, 4.2).

    Parameters
    ----------
    differences : FloatArray of shape (resamples,)
    """
    known = differences[np.isfinite(differences)]
    if not len(known):
        return 1.0
    below, above = (known <= 0).sum(), (known >= 0).sum()
    return float(min(1.0, 2 * (min(below, above) + 1) / (len(known) + 1)))


def paired_difference(baseline: Drawn, other: Drawn, metric: str, confidence: float) -> tuple[Interval, float]:
    """The other group's metric less the baseline's, and its p-value.

    Parameters
    ----------
    baseline, other : Drawn
        With the same `seed` and different `seed_stream`.
    metric : str
        See `pipeline.evaluate.metrics.metrics_of`.
    confidence : float
    """
    drawn = other.by_article_and_seed[metric] - baseline.by_article_and_seed[metric]
    value = float(other.point[metric].mean() - baseline.point[metric].mean())
    return percentile_interval(value, drawn, confidence), bootstrap_p_value(drawn)


@dataclass(frozen=True, slots=True)
class McNemar:
    """Examples that one run has right and the other wrong, and McNemar's test of their equality (exact below 25).

    It takes examples for independent, which those of one article are not; the bootstrap does not.
    """

    only_baseline_right: int
    only_other_right: int
    p_value: float


def mcnemar(baseline: Judgements, other: Judgements) -> McNemar:
    """McNemar's test for the accuracies of two runs on the same examples (statsmodels)."""
    from statsmodels.stats.contingency_tables import mcnemar as test

    a, b = baseline.correct(), other.correct()
    table = [[int((a & b).sum()), int((a & ~b).sum())], [int((~a & b).sum()), int((~a & ~b).sum())]]
    discordant = table[0][1] + table[1][0]
    if not discordant:
        return McNemar(0, 0, 1.0)
    result = test(table, exact=discordant < 25, correction=True)
    return McNemar(table[0][1], table[1][0], float(min(1.0, result.pvalue)))


def holm(p_values: Sequence[float]) -> list[float]:
    """P-values adjusted for their number (Holm 1979).

    Notes
    -----
    statsmodels has it too, but collects garbage at each call, which took nine tenths of a comparison's time.
    """
    given = np.asarray(p_values, dtype=float)
    order = np.argsort(given, kind="stable")
    tests_left = len(given) - np.arange(len(given))
    adjusted = np.empty(len(given))
    adjusted[order] = np.minimum(1.0, np.maximum.accumulate(tests_left * given[order]))
    return [float(p) for p in adjusted]
