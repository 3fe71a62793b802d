"""What an annotator is, by the beginning of the name."""

from __future__ import annotations

from typing import Literal

RULE = "rule:"
MODEL = "model:"


def annotator_sort(annotator: str) -> Literal["person", "rule", "model"]:
    """What an annotator is, by the beginning of the name: a rule or a language model is never counted as a person.

    Examples
    --------
    >>> annotator_sort("rule:thanks"), annotator_sort("model:llama"), annotator_sort("Ana")
    ('rule', 'model', 'person')
    """
    if annotator.startswith(RULE):
        return "rule"
    return "model" if annotator.startswith(MODEL) else "person"
