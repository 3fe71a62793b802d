"""How many of a run's labels can be expected to be right, going by the model's own probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import sqrt
from typing import Any, Self

from pipeline.drift.aspects import MILLION


@dataclass(frozen=True, slots=True)
class ExpectedAccuracy:
    """The mean probability of the labels given, with its interval; ``None`` where all come from one article."""

    value: float
    low: float | None
    high: float | None

    def __str__(self) -> str:
        interval = "" if self.low is None or self.high is None else f" [{self.low:.2f}, {self.high:.2f}]"
        return f"{self.value:.2f}{interval}"


@dataclass(slots=True)
class ConfidenceSums:
    """Sums over articles from which the mean probability and its error follow, in whole millionths."""

    articles: int = 0
    rows: int = 0
    rows_squared: int = 0
    confidence: int = 0
    confidence_squared: int = 0
    product: int = 0

    def add(self, confidence: Sequence[int]) -> None:
        """Count the rows of one article."""
        self.add_total(len(confidence), sum(confidence))

    def add_total(self, rows: int, total: int) -> None:
        """Count the rows of one article, of which the sum is known."""
        self.articles += 1
        self.rows += rows
        self.rows_squared += rows * rows
        self.confidence += total
        self.confidence_squared += total * total
        self.product += rows * total

    def merged(self, other: Self) -> Self:
        """Both together."""
        mine, others = asdict(self), asdict(other)
        return type(self)(**{name: mine[name] + others[name] for name in mine})

    def as_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        return asdict(self)

    def expected_accuracy(self, level: float = 0.95) -> ExpectedAccuracy | None:
        """The mean of the most probable label's probability; ``None`` where nothing was judged.

        It is the accuracy where the probabilities are calibrated, and the better a guess of it the less the input has
        drifted (average confidence: Guillory, Shankar, Ebrahimi, Darrell and Schmidt 2021, Predicting with Confidence on
        Unseen Distributions; Garg, Balakrishnan, Lipton, Neyshabur and Sedghi 2022, Leveraging Unlabeled Data to
        Predict Out-of-Distribution Performance). The interval takes the rows of an article as one draw (ratio of sums,
        Cochran 1977, Sampling Techniques, chapter 6).

        Parameters
        ----------
        level : float, default=0.95
            How much the interval is to hold.
        """
        from scipy import stats

        if not self.rows:
            return None
        mean = self.confidence / self.rows / MILLION
        if self.articles < 2:
            return ExpectedAccuracy(mean, None, None)
        # Exactly the sum of squares of (confidence - mean * rows), times rows squared: whole numbers do not cancel out.
        deviations = (
            self.confidence_squared * self.rows**2
            - 2 * self.confidence * self.product * self.rows
            + self.confidence**2 * self.rows_squared
        ) / (self.rows * MILLION) ** 2
        error = sqrt(deviations * self.articles / (self.articles - 1)) / self.rows
        reach = float(stats.t.ppf((1 + level) / 2, self.articles - 1)) * error
        return ExpectedAccuracy(mean, max(mean - reach, 0.0), min(mean + reach, 1.0))
