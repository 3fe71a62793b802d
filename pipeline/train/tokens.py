"""Words of masked text, and those around the target."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.extract.masking import SPEAKER, TARGET

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


def between(masked: str, size: int) -> list[str]:
    """What links speaker and target: the words between the two that are nearest, and those just outside.

    Each is marked with the order of the two, because “‹SPEAKER› blamed ‹TARGET›” and “‹TARGET› blamed ‹SPEAKER›” say
    different things: ``S-T blamed``, ``T-S blamed``. A text that lacks either has none.
    """
    tokens = words(masked)
    places = [(p, token) for p, token in enumerate(tokens) if token in (SPEAKER, TARGET)]
    pairs = [(a, b) for a, b in pairwise(places) if a[1] != b[1]]
    if not pairs:
        return []
    (first, one), (last, _) = min(pairs, key=lambda pair: pair[1][0] - pair[0][0])
    order = "S-T" if one == SPEAKER else "T-S"
    inside = tokens[first + 1 : last]
    features = [f"{order} {word}" for word in inside]
    features += [f"{order} {a} {b}" for a, b in pairwise(["^", *inside, "$"])]
    features += [f"{order} {a} {b} {c}" for a, b, c in zip(inside, inside[1:], inside[2:], strict=False)]
    features += [f"{order} length {min(len(inside), 2 * size) // 3}"]
    features += [f"{order} <{word}" for word in tokens[max(0, first - size // 2) : first]]
    features += [f"{order} >{word}" for word in tokens[last + 1 : last + 1 + size // 2]]
    return features
