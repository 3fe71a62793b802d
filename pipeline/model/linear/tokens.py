"""Words of masked text, and those around the target."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from sklearn.base import BaseEstimator, TransformerMixin

from pipeline.languages import DEFAULT, language
from pipeline.languages.lexicon import any_of
from pipeline.masking import SPEAKER, TARGET, context_and_passage

_LETTERS = 5
# Chosen by cross-validation, for a window of six words (docs/models.md).
_REACHES, _USUAL_SIZE = (1, 2, 4, 7, 12, 25), 6


@cache
def _word() -> re.Pattern[str]:
    # "‹OTHER›-backed militias" tells whose the militias are, not that anybody backs the target.
    endings = any_of(language(DEFAULT).grammar.negative_endings).replace("'", "[’']")
    return re.compile(rf"‹[A-Z]+›|(?<=›)-\w+|(?:{endings})\b|\w+(?=(?:{endings})\b)|\w+|[!?]")


def words(masked: str) -> list[str]:
    """The words of masked text in lower case; markers keep theirs, “n't” and what a hyphen ties to a marker are words.

    Examples
    --------
    >>> words("‹TARGET› isn't Our friend!")
    ['‹TARGET›', 'is', "n't", 'our', 'friend', '!']
    """
    return [w if w[0] == "‹" else w.lower().replace("’", "'") for w in _word().findall(masked)]


class Words(BaseEstimator, TransformerMixin):
    """Masked texts → the words of their passages, once for all the features that are made of them."""

    def fit(self, X: Sequence[str], y: object = None) -> Words:
        """Nothing is learned; the method is there for pipelines."""
        self.n_features_out_ = 1
        return self

    def transform(self, X: Sequence[str]) -> list[list[str]]:
        """The words of each text."""
        return [words(context_and_passage(text)[1]) for text in X]


def target_positions(tokens: list[str]) -> list[int]:
    """Where the target stands among the words."""
    return [position for position, token in enumerate(tokens) if token == TARGET]


def word_ngrams(tokens: list[str], shortest: int, longest: int) -> list[str]:
    """Words in rows of `shortest` to `longest`."""
    features: list[str] = list(tokens) if shortest == 1 else []
    for size in range(max(2, shortest), longest + 1):
        features += map(" ".join, zip(*(tokens[i:] for i in range(size)), strict=False))
    return features


def letters(tokens: list[str], size: int) -> list[str]:
    """Five letters in a row of the words within `size` words of a target, borders included; words of one stem share them."""
    positions = target_positions(tokens)
    near = tokens[max(0, positions[0] - size) : positions[-1] + size + 1] if positions else tokens[: 2 * size]
    features: list[str] = []
    for word in near:
        if word[0] != "‹":
            bounded = f" {word} "
            features += [bounded[i : i + _LETTERS] for i in range(max(1, len(bounded) - _LETTERS + 1))]
    return features


def sided_window(tokens: list[str], size: int) -> list[str]:
    """The words around a target with their side and how near they are, and the pairs of words within `size` of it.

    ``<1 accused`` is the word before the target, ``>4 leave`` one of the third and fourth after it. With six words, the
    default, words are told apart that are within 1, 2, 4, 7, 12 and 25 of the target; the reaches grow with `size`.

    Examples
    --------
    >>> sided_window(["they", "accused", "‹TARGET›", "of", "theft"], 6)
    ['<1 accused', '<2 they', '>1 of', '>2 theft', '<they accused', '>of theft']
    """
    reaches = _reaches(size)
    farthest = len(reaches)
    features: list[str] = []
    for position in target_positions(tokens):
        left = tokens[max(0, position - farthest) : position][::-1]
        right = tokens[position + 1 : position + 1 + farthest]
        for side, near in (("<", left), (">", right)):
            features += [f"{side}{reach} {word}" for reach, word in zip(reaches, near, strict=False)]
        features += [f"<{a} {b}" for b, a in pairwise(left[:size])]
        features += [f">{a} {b}" for a, b in pairwise(right[:size])]
    return features


@cache
def _reaches(size: int) -> tuple[int, ...]:
    """The reach that the first, second, … word beside the target is within."""
    reaches = [max(1, round(reach * size / _USUAL_SIZE)) for reach in _REACHES]
    return tuple(next(reach for reach in reaches if distance <= reach) for distance in range(1, reaches[-1] + 1))


def between(tokens: list[str], size: int) -> list[str]:
    """What links speaker and target: the words between the two that are nearest, and those just outside.

    Each is marked with the order of the two, because “‹SPEAKER› blamed ‹TARGET›” and “‹TARGET› blamed ‹SPEAKER›” say
    different things: ``S-T blamed``, ``T-S blamed``. A text that lacks either has none.
    """
    places = [(p, token) for p, token in enumerate(tokens) if token in (SPEAKER, TARGET)]
    pairs = [(a, b) for a, b in pairwise(places) if a[1] != b[1]]
    if not pairs:
        return ["apart"]
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
