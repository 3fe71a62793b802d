"""What a model must beat, each one entry of `BASELINES`; to add one, write the function and the entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.arrays import FloatArray

# The threshold that VADER's authors recommend.
_VADER_THRESHOLD = 0.05


@dataclass(frozen=True, slots=True)
class Baseline:
    """One baseline: its name in files, its title in tables, and what it says.

    Attributes
    ----------
    probabilities : callable
        Texts to judge, labels of the training part, and the task's labels → FloatArray of shape (n_texts, n_labels).
    """

    name: str
    title: str
    probabilities: Callable[[Sequence[str], Sequence[str], tuple[str, ...]], FloatArray]


def majority(texts: Sequence[str], training_labels: Sequence[str], labels: tuple[str, ...]) -> FloatArray:
    """The class shares of the training part as probabilities for every text, shape (n_texts, n_labels)."""
    counts = Counter(training_labels)
    shares = np.array([counts[label] for label in labels], dtype=float)
    return np.tile(shares / shares.sum(), (len(texts), 1))


def vader(texts: Sequence[str], training_labels: Sequence[str], labels: tuple[str, ...]) -> FloatArray:
    """VADER's polarity (Hutto and Gilbert 2014) of each text as the first, second or third label: good, bad, neither.

    VADER gives no probabilities of classes; its call gets 0.9, so that log-loss stays finite. It learns nothing.

    Returns
    -------
    FloatArray of shape (n_texts, n_labels)
    """
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = SentimentIntensityAnalyzer()
    probabilities = np.full((len(texts), len(labels)), 0.1 / (len(labels) - 1))
    for row, text in enumerate(texts):
        compound = analyzer.polarity_scores(text)["compound"]
        column = 0 if compound >= _VADER_THRESHOLD else 1 if compound <= -_VADER_THRESHOLD else 2
        probabilities[row, column] = 0.9
    return probabilities


BASELINES = (Baseline("majority", "majority", majority), Baseline("vader", "VADER", vader))
