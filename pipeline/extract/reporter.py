"""How probable it is that a pair of holder and target stands for a statement.

Two judges are joined: a linear one of the pair's circumstances and of the words of its masked text, which takes microseconds, and the network. Where
the first is so sure that no answer of the network could change the outcome, the network is not asked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import numpy as np
from sklearn.feature_extraction import FeatureHasher

from pipeline.network.encoding import Array
from pipeline.network.network_file import load_network, shipped_folder
from pipeline.network.session import SavedNetwork

N_FEATURES = 2**16
_TOKEN = re.compile(r"‹\w+›|\w+|[“”\"?]")
_LONGEST = 2
_WEIGHT_OF_WORDS = 4.0
_SMALLEST = 1e-6

# A pair as the linear judge sees it: its masked text and its circumstances.
Described = tuple[str, Sequence[str]]


def features_of(pairs: Sequence[Described]) -> Any:
    """The features of pairs, sparse, of shape (n_pairs, 65,536): circumstances, and words and pairs of words, hashed."""
    hasher = FeatureHasher(N_FEATURES, input_type="pair", alternate_sign=False)
    return hasher.transform(_weighted(*pair) for pair in pairs)


def _weighted(masked: str, circumstances: Sequence[str]) -> list[tuple[str, float]]:
    words = _TOKEN.findall(masked.lower())
    grams = {
        " ".join(words[start : start + length])
        for length in range(1, _LONGEST + 1)
        for start in range(len(words) - length + 1)
    }
    weight = _WEIGHT_OF_WORDS / np.sqrt(max(1, len(grams)))
    return [*((f"is {one}", 1.0) for one in circumstances), *((f"has {gram}", weight) for gram in sorted(grams))]


def log_odds(probabilities: Array) -> Array:
    """The log-odds of probabilities, of which none is quite 0 or 1."""
    clipped = np.clip(probabilities, _SMALLEST, 1 - _SMALLEST)
    return np.asarray(np.log(clipped / (1 - clipped)))


@dataclass(frozen=True, slots=True)
class Reporter:
    """Both judges.

    Attributes
    ----------
    network : SavedNetwork
    coefficients : ndarray of shape (65,536,)
        Of the linear judge, to which `intercept` is added.
    of_network, of_linear, constant : float
        The log-odds of a statement are ``of_network`` · the network's + ``of_linear`` · the linear judge's + ``constant``; fitted on
        documents from which nothing else was learned.
    ceiling : float
        Log-odds of the network that are taken for the highest: where these would not do, it is not asked.
    """

    network: SavedNetwork
    coefficients: Array
    intercept: float
    of_network: float
    of_linear: float
    constant: float
    ceiling: float

    def linear(self, pairs: Sequence[Described]) -> Array:
        """What the linear judge says of pairs, as log-odds, shape (n_pairs,)."""
        return np.asarray(features_of(pairs) @ self.coefficients + self.intercept, dtype=np.float64)

    def probabilities(self, pairs: Sequence[Described], least: Array) -> Array:
        """The probability that each pair stands for a statement, shape (n_pairs,), to six digits; 0 where it is certainly below `least`."""
        probable = np.zeros(len(pairs))
        if not len(pairs):
            return probable
        # Rounded, since the last bits of a sum differ between machines.
        known = np.round(self.of_linear * self.linear(pairs) + self.constant, 6)
        open_ones = np.flatnonzero(known + self.of_network * self.ceiling >= log_odds(least))
        said = log_odds(self.network.reported([pairs[int(i)][0] for i in open_ones])) if len(open_ones) else np.zeros(0)
        probable[open_ones] = 1 / (1 + np.exp(-(known[open_ones] + self.of_network * said)))
        return np.round(probable, 6)


@cache
def shipped_reporter() -> Reporter:
    """That of the package."""
    folder = files("pipeline.shipped") / "reporter"
    told = json.loads(folder.joinpath("reporter.json").read_text(encoding="utf-8"))
    coefficients = np.load(BytesIO(folder.joinpath("coefficients.npy").read_bytes()), allow_pickle=False)
    numbers = {name: float(told[name]) for name in ("intercept", "of_network", "of_linear", "constant", "ceiling")}
    return Reporter(load_network(shipped_folder()), coefficients.astype(np.float64), **numbers)
