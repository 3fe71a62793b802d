"""What a model must beat: the majority class of the training part, and VADER (Hutto and Gilbert 2014)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# The threshold that VADER's authors recommend.
_VADER_THRESHOLD = 0.05


def majority(training_labels: Sequence[str], n_examples: int, labels: tuple[str, ...]) -> NDArray[np.float64]:
    """The class shares of the training part as probabilities for every example, shape (n_examples, n_labels)."""
    counts = Counter(training_labels)
    shares = np.array([counts[label] for label in labels], dtype=float)
    return np.tile(shares / shares.sum(), (n_examples, 1))


def vader(texts: Sequence[str], labels: tuple[str, ...]) -> NDArray[np.float64]:
    """VADER's polarity of each text as the first, second or third label (good, bad, neither).

    VADER gives no probabilities of classes; its call gets 0.9, so that log-loss stays finite.
    """
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = SentimentIntensityAnalyzer()
    probabilities = np.full((len(texts), len(labels)), 0.1 / (len(labels) - 1))
    for row, text in enumerate(texts):
        compound = analyzer.polarity_scores(text)["compound"]
        column = 0 if compound >= _VADER_THRESHOLD else 1 if compound <= -_VADER_THRESHOLD else 2
        probabilities[row, column] = 0.9
    return probabilities
