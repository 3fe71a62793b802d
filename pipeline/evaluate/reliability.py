"""Whether a model is right as often as it is sure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from pipeline.arrays import FloatArray
from pipeline.evaluate.confusions import class_codes


def reliability(
    gold: Sequence[str], probabilities: FloatArray, labels: tuple[str, ...], bins: int = 10
) -> list[dict[str, Any]]:
    """Mean confidence and accuracy in each bin of confidence that holds examples, for a reliability diagram.

    Parameters
    ----------
    gold : sequence of str of shape (n_examples,)
    probabilities : FloatArray of shape (n_examples, n_labels)
        Columns in the order of `labels`.
    labels : tuple of str
    bins : int, default=10
        Of equal width.
    """
    truth = class_codes(gold, labels)
    top, correct = probabilities.max(axis=1), probabilities.argmax(axis=1) == truth
    bin_of = np.minimum((top * bins).astype(int), bins - 1)
    rows = []
    for index in range(bins):
        inside = bin_of == index
        if inside.any():
            rows.append(
                {
                    "confidence": round(float(top[inside].mean()), 6),
                    "accuracy": round(float(correct[inside].mean()), 6),
                    "examples": int(inside.sum()),
                }
            )
    return rows
