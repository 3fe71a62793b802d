"""How probable it is that a pair of holder and target stands for a statement.

Two judges are joined: a linear one of the pair's circumstances and of the words of its masked text, which takes microseconds, and the network, which
takes milliseconds and is asked only of pairs of which the first thinks that they may stand for a statement.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np

from pipeline.extract.pair_features import Described, features_of
from pipeline.network.encoding import Array
from pipeline.network.network_file import load_network, shipped_folder
from pipeline.network.relations import stance_probabilities
from pipeline.network.session import RELATION_COLUMNS, SavedNetwork
from pipeline.records import STANCES

_SMALLEST = 1e-6
# Of passages kept apart, those that are less sure alone gain from what comes before them; the others do not.
_SURE = 0.99


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
    coefficients : ndarray of shape (131,072,)
        Of the linear judge, to which `intercept` is added.
    of_network, of_linear, constant : float
        The log-odds of a statement are ``of_network`` · the network's + ``of_linear`` · the linear judge's + ``constant``; fitted on
        documents from which nothing else was learned.
    open_from : float
        Log-odds of the linear judge from which a pair may be a statement; of others the network is not asked.
    """

    network: SavedNetwork
    coefficients: Array
    intercept: float
    of_network: float
    of_linear: float
    constant: float
    open_from: float

    def linear(self, pairs: Sequence[Described]) -> Array:
        """What the linear judge says of pairs, as log-odds, shape (n_pairs,)."""
        return np.asarray(features_of(pairs) @ self.coefficients + self.intercept, dtype=np.float64)

    def probabilities(self, pairs: Sequence[Described]) -> Array:
        """The probability that each pair stands for a statement, shape (n_pairs,), to six digits; 0 for those that are not `open_from`."""
        probable = np.zeros(len(pairs))
        if not len(pairs):
            return probable
        # Rounded, since the last bits of a sum differ between machines.
        linear = np.round(self.linear(pairs), 6)
        asked = np.flatnonzero(linear >= self.open_from)
        if len(asked):
            said = log_odds(self.network.reported([pairs[int(pair)][0] for pair in asked]))
            joined = self.of_linear * linear[asked] + self.of_network * said + self.constant
            probable[asked] = np.round(1 / (1 + np.exp(-joined)), 6)
        return probable

    def reads_before(self, masked: str) -> bool:
        """Whether what comes before a passage is to be read with it: by a network that was taught to, where the passage alone leaves it
        unsure which side is taken."""
        return self.network.reads_context and not is_sure(self.network.answers([masked]))[0]


def is_sure(answers: Array) -> Array:
    """Whether a network is sure which side each text takes, shape (n_texts,); of what it says alone, before calibration."""
    return np.asarray(stance_probabilities(answers[:, RELATION_COLUMNS], STANCES).max(axis=1) >= _SURE)


@cache
def shipped_reporter() -> Reporter:
    """That of the package."""
    folder = files("pipeline.shipped") / "reporter"
    told = json.loads(folder.joinpath("reporter.json").read_text(encoding="utf-8"))
    coefficients = np.load(BytesIO(folder.joinpath("coefficients.npy").read_bytes()), allow_pickle=False)
    numbers = {name: float(told[name]) for name in ("intercept", "of_network", "of_linear", "constant", "open_from")}
    return Reporter(load_network(shipped_folder()), coefficients.astype(np.float64), **numbers)
