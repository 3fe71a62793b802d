"""News that never was: articles with several statements each, and a classifier that sees enemies everywhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.estimate.confidence import ClusterSums

CLASSES = 3


@dataclass(frozen=True)
class News:
    """One row a statement: its article, its true class, its predicted probabilities, and whether a person judged it."""

    article: NDArray[np.int64]
    truth: NDArray[np.int64]
    predicted: NDArray[np.float64]
    labelled: NDArray[np.bool_]

    def sums(self) -> ClusterSums:
        gold = np.eye(CLASSES)[self.truth]

        def total(values: NDArray[np.float64], rows: NDArray[np.bool_]) -> NDArray[np.float64]:
            summed = np.zeros((self.article.max() + 1, CLASSES))
            np.add.at(summed, self.article[rows], values[rows])
            return summed

        return ClusterSums(
            np.bincount(self.article[~self.labelled], minlength=self.article.max() + 1).astype(float),
            total(self.predicted, ~self.labelled),
            np.bincount(self.article[self.labelled], minlength=self.article.max() + 1).astype(float),
            total(self.predicted, self.labelled),
            total(gold, self.labelled),
        )


def news(
    seed: int,
    articles: int,
    labels: int,
    *,
    whole_articles: bool = False,
    rows_an_article: float = 4,
    skill: float = 2.0,
    bias: float = 1.0,
) -> News:
    """Draw articles that each lean somewhere, and label `labels` rows (or all rows of `labels` articles) at random."""
    rng = np.random.default_rng(seed)
    article = np.repeat(np.arange(articles), 1 + rng.poisson(rows_an_article - 1, articles))
    rows = len(article)
    chances = np.exp(np.array([-0.3, 0.4, 0.2]) + rng.normal(0, 1, (articles, CLASSES))[article])
    chances /= chances.sum(axis=1, keepdims=True)
    truth = np.minimum((chances.cumsum(axis=1) < rng.random((rows, 1))).sum(axis=1), CLASSES - 1)
    noise = rng.normal(0, 0.8, (rows, CLASSES)) + rng.normal(0, 0.5, (articles, CLASSES))[article]
    predicted = np.exp(skill * np.eye(CLASSES)[truth] + noise + np.array([0, bias, 0]))
    predicted /= predicted.sum(axis=1, keepdims=True)
    labelled = np.zeros(rows, dtype=bool)
    if whole_articles:
        labelled = np.isin(article, rng.choice(articles, labels, replace=False))
    else:
        labelled[rng.choice(rows, labels, replace=False)] = True
    return News(article, truth, predicted, labelled)
