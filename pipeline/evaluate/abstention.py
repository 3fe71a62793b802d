"""What abstaining buys: the share of errors among the judgements a model is surest of (El-Yaniv and Wiener 2010)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from pipeline.arrays import FloatArray
from pipeline.evaluate.confusions import class_codes

_STEPS = 20


def risk_coverage(gold: Sequence[str], probabilities: FloatArray, labels: tuple[str, ...]) -> list[dict[str, Any]]:
    """For each twentieth of the examples, surest first: the share kept, the share wrong among them, and the confidence
    that the last of them has, which is the ``--min-confidence`` that keeps this share.

    Parameters
    ----------
    gold : sequence of str of shape (n_examples,)
    probabilities : FloatArray of shape (n_examples, n_labels)
    labels : tuple of str
    """
    truth = class_codes(gold, labels)
    confidence = probabilities.max(axis=1)
    order = np.argsort(-confidence, kind="stable")
    wrong = np.cumsum(probabilities.argmax(axis=1)[order] != truth[order])
    rows: list[dict[str, Any]] = []
    for kept in sorted({max(1, round(len(order) * step / _STEPS)) for step in range(1, _STEPS + 1)}):
        rows.append(
            {
                "coverage": round(kept / len(order), 6),
                "risk": round(float(wrong[kept - 1] / kept), 6),
                "min_confidence": round(float(confidence[order[kept - 1]]), 6),
            }
        )
    return rows
