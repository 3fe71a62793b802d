"""The two steps of EM for annotators with confusion matrices, and what it starts from."""

from __future__ import annotations

import numpy as np

from pipeline.agreement.patterns import Patterns
from pipeline.arrays import FloatArray

# What a probability is at least, so that its logarithm is finite.
_LEAST = 1e-10


def first_guess(patterns: Patterns) -> FloatArray:
    """The share of votes that each label has; equal shares where nobody voted."""
    n = len(patterns.labels)
    each = np.zeros((len(patterns.annotators), n, n + 1))
    each[:, np.arange(n), np.arange(n)] = 1
    cast = patterns.log_likelihood(each)
    total = cast.sum(axis=1, keepdims=True)
    return _settled(patterns, np.where(total > 0, cast / np.maximum(total, 1), 1 / n))


def maximised(
    patterns: Patterns, posterior: FloatArray, seen: FloatArray, classes: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """The M-step: the most probable shares of the labels and confusion matrices, given the labels."""
    weights = posterior * patterns.size[:, None]
    counts = np.maximum(patterns.counted(weights) + seen, _LEAST)
    shares = np.maximum(patterns.shared @ posterior + classes, _LEAST)
    return shares / shares.sum(), counts / counts.sum(axis=2, keepdims=True)


def expected(patterns: Patterns, prevalence: FloatArray, confusion: FloatArray) -> FloatArray:
    """The E-step: how probable each label is for each pattern, given the shares and confusion matrices."""
    logs = np.log(prevalence) + patterns.log_likelihood(np.log(confusion))
    scaled = np.exp(logs - logs.max(axis=1, keepdims=True))
    return _settled(patterns, scaled / scaled.sum(axis=1, keepdims=True))


def _settled(patterns: Patterns, posterior: FloatArray) -> FloatArray:
    known = patterns.known >= 0
    posterior[known] = np.eye(len(patterns.labels))[patterns.known[known]]
    return posterior
