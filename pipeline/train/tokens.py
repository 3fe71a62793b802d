"""Words of masked text, and those around the target."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.extract.masking import TARGET

# "‹OTHER›-backed militias" tells whose the militias are, not that anybody backs the target.
_WORD = re.compile(r"‹[A-Z]+›|(?<=›)-\w+|n[’']t\b|\w+(?=n[’']t\b)|\w+|[!?]")


def words(masked: str) -> list[str]:
    """The words of masked text in lower case; markers keep theirs, “n't” and what a hyphen ties to a marker are words.

    Examples
    --------
    >>> words("‹TARGET› isn't Our friend!")
    ['‹TARGET›', 'is', "n't", 'our', 'friend', '!']
    """
    return [w if w[0] == "‹" else w.lower().replace("’", "'") for w in _WORD.findall(masked)]


def target_positions(tokens: list[str]) -> list[int]:
    """Where the target stands among the words."""
    return [position for position, token in enumerate(tokens) if token == TARGET]


def sided_window(masked: str, size: int) -> list[str]:
    """The words and word pairs within `size` words of a target, each marked with its side: ``<accused``, ``>must leave``."""
    tokens = words(masked)
    features: list[str] = []
    for position in target_positions(tokens):
        left = tokens[max(0, position - size) : position]
        right = tokens[position + 1 : position + 1 + size]
        features += [f"<{word}" for word in left] + [f">{word}" for word in right]
        features += [f"<{a} {b}" for a, b in pairwise(left)]
        features += [f">{a} {b}" for a, b in pairwise(right)]
    return features


def near_target(masked: str, size: int) -> str:
    """The text within `size` words of the first target, for character n-grams."""
    tokens = words(masked)
    positions = target_positions(tokens)
    if not positions:
        return " ".join(tokens[: 2 * size])
    return " ".join(tokens[max(0, positions[0] - size) : positions[-1] + size + 1])
