from __future__ import annotations

import numpy as np

from pipeline.evaluate.abstention import risk_coverage

LABELS = ("favor", "against", "neutral")


def test_the_surest_come_first() -> None:
    probabilities = np.array([[0.9, 0.05, 0.05], [0.4, 0.35, 0.25], [0.1, 0.8, 0.1], [0.34, 0.33, 0.33]])
    rows = risk_coverage(["favor", "neutral", "against", "against"], probabilities, LABELS)
    assert [row["coverage"] for row in rows] == [0.25, 0.5, 0.75, 1.0]
    assert [row["risk"] for row in rows] == [0.0, 0.0, 0.333333, 0.5]
    assert [row["min_confidence"] for row in rows] == [0.9, 0.8, 0.4, 0.34]


def test_keeping_what_reaches_the_confidence_keeps_the_coverage() -> None:
    probabilities = np.random.default_rng(0).dirichlet([1, 1, 1], size=200)
    gold = [LABELS[i] for i in np.random.default_rng(1).integers(0, 3, 200)]
    for row in risk_coverage(gold, probabilities, LABELS):
        assert (probabilities.max(axis=1) >= row["min_confidence"] - 1e-6).mean() == row["coverage"]
