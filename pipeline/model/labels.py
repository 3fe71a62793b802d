"""Texts and labels before anything is learned from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pipeline.errors import PipelineError, did_you_mean


def check_labels(y: ArrayLike, allowed: Sequence[str], task: str) -> NDArray[Any]:
    """The labels as an array; numbers, which scikit-learn can put in the place of labels, as they are where none is named.

    Raises
    ------
    PipelineError
        If one is missing or none of those allowed, or all are the same.
    """
    labels = np.asarray(y)
    if allowed or labels.dtype.kind not in "iu":
        labels = np.asarray(y, dtype=object)
        for row, label in enumerate(labels):
            if not isinstance(label, str) or (allowed and label not in allowed):
                hint = did_you_mean(str(label), allowed)
                known = f" Labels are {', '.join(allowed)};" if allowed else " A label is a word;"
                raise PipelineError(f"Row {row}: {label!r} is no {task}.{hint}{known} mend or remove the row.")
        labels = labels.astype(str)
    if len(np.unique(labels)) < 2:
        raise PipelineError(
            f"Training needs at least two different labels, and {len(labels)} examples have {len(np.unique(labels))}. "
            "Label more examples (data/labels)."
        )
    return labels


def check_texts(X: Iterable[Any]) -> list[str]:
    """The texts as a list.

    Raises
    ------
    PipelineError
        If one is missing or empty.
    """
    texts = list(X)
    for row, text in enumerate(texts):
        if not isinstance(text, str) or not text.strip():
            raise PipelineError(f"Row {row}: the text is {text!r}, which has no words. Fill or remove the row.")
    return [str(text) for text in texts]
