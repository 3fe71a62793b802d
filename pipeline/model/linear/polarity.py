"""How much favor and opposition the words of a text carry, from a lexicon, with negation, per side of the target."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin

from pipeline.languages import DEFAULT, Language, language
from pipeline.model.linear.tokens import target_positions

_NEGATION_REACH = 3
_VADER_SCALE = 4.0


@cache
def polarity_lexicon(of: Language) -> tuple[dict[str, float], frozenset[str]]:
    """Word → polarity in −1 … 1, and the words that negate, in one language."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    words = of.polarity
    lexicon = {word: valence / _VADER_SCALE for word, valence in SentimentIntensityAnalyzer().lexicon.items()}
    for group, sign in ((words.favor, 1.0), (words.against, -1.0)):
        for word in group:
            lexicon |= dict.fromkeys(of.inflection.word_forms(word), sign)
    for word in words.neither:
        lexicon.pop(word, None)
    return lexicon, words.negators


class PolarityFeatures(BaseEstimator, TransformerMixin):
    """Ten numbers a text: favor, opposition, their balance and count of negations, overall and on each side of the target.

    Parameters
    ----------
    window : int
        Words on each side of the target that count for the sides.
    """

    def __init__(self, window: int = 6) -> None:
        self.window = window

    def fit(self, X: Iterable[list[str]], y: object = None) -> PolarityFeatures:
        """Nothing is learned; the method is there for pipelines."""
        self.n_features_out_ = 10
        return self

    def get_feature_names_out(self, input_features: object = None) -> NDArray[np.object_]:
        """What the ten numbers are."""
        sides = [
            f"{what}, {where}"
            for where in ("text", "leftward", "rightward")
            for what in ("favor", "against", "balance")
        ]
        return np.array([*sides, "negation"], dtype=object)

    def transform(self, X: Iterable[list[str]]) -> NDArray[np.float64]:
        """The features of texts given by their words, shape (n_texts, 10)."""
        return np.array([self._features(text) for text in X], dtype=np.float64).reshape(-1, 10)

    def _features(self, tokens: list[str]) -> list[float]:
        lexicon, negators = polarity_lexicon(language(DEFAULT))
        values = [lexicon.get(token, 0.0) for token in tokens]
        for position, pair in enumerate(pairwise(tokens)):
            # "Stand by", "side with": a pair that the lexicon has prevails over its words.
            values[position] = lexicon.get(" ".join(pair)) or values[position]
        negations = [position for position, token in enumerate(tokens) if token in negators]
        for position in {p for n in negations for p in range(n + 1, min(n + 1 + _NEGATION_REACH, len(tokens)))}:
            values[position] = -values[position]
        positions = target_positions(tokens)
        first, last = (positions[0], positions[-1]) if positions else (0, 0)
        left = values[max(0, first - self.window) : first]
        right = values[last + 1 : last + 1 + self.window]
        features: list[float] = []
        for part in (values, left, right):
            favor = sum(v for v in part if v > 0)
            against = -sum(v for v in part if v < 0)
            features += [np.tanh(favor / 2), np.tanh(against / 2), np.tanh((favor - against) / 2)]
        return [*features, float(bool(negations))]
