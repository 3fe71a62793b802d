"""A share with an interval that knows that examples of one article are alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class Proportion:
    """`hits` of `n`, and the bounds of the interval."""

    hits: int
    n: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """Hits in all."""
        return self.hits / self.n

    def __str__(self) -> str:
        return f"{self.share:.2f} [{self.low:.2f}, {self.high:.2f}]"


def clustered_proportion(outcomes: Iterable[tuple[str, bool]], confidence: float = 0.95) -> Proportion | None:
    """The share of hits; ``None`` where there is no outcome.

    Wilson's interval (Wilson 1927) for the effective number of outcomes: their number divided by the design effect, the variance
    between articles over that of independent outcomes, at least 1 (Korn and Graubard 1998, Confidence Intervals for Proportions
    with Small Expected Number of Positive Counts Estimated from Survey Data).

    Parameters
    ----------
    outcomes : iterable of (article, hit)
    confidence : float, default=0.95

    Examples
    --------
    >>> print(clustered_proportion([("a", True), ("b", True), ("c", False), ("d", True)]))
    0.75 [0.26, 0.96]
    """
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for article, hit in outcomes:
        sums[article][0] += hit
        sums[article][1] += 1
    n = sum(size for _, size in sums.values())
    if not n:
        return None
    hits = sum(hit for hit, _ in sums.values())
    share, groups = hits / n, len(sums)
    effect = 1.0
    if groups > 1 and 0 < share < 1:
        between = groups / (groups - 1) * sum((hit - share * size) ** 2 for hit, size in sums.values()) / n**2
        effect = max(1.0, between / (share * (1 - share) / n))
    elif groups:
        # Without variance to measure it by, as careful as if each article were one outcome.
        effect = n / groups
    effective = n / effect
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    centre = (share + z**2 / (2 * effective)) / (1 + z**2 / effective)
    half = z * sqrt(share * (1 - share) / effective + z**2 / (4 * effective**2)) / (1 + z**2 / effective)
    # The share of no hits, or of hits alone, is a bound itself, but for the last bits.
    return Proportion(hits, n, max(0.0, min(centre - half, share)), min(1.0, max(centre + half, share)))
