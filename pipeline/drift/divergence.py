"""How far apart two distributions are, with intervals: Population Stability Index and Jensen–Shannon divergence.

Sources: Siddiqi 2006, Credit Risk Scorecards (the index and its thresholds); Yurdakul 2018, Statistical Properties of
Population Stability Index, Western Michigan University (its distribution where nothing changed); Lin 1991, Divergence
Measures Based on the Shannon Entropy, IEEE Transactions on Information Theory 37; Davison and Hinkley 1997, Bootstrap
Methods and their Application, chapter 5 (the basic interval, which takes out the bias that both measures have upwards).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from pipeline.agreement.resampling import USUAL, Bootstrap
from pipeline.arrays import FloatArray

# Siddiqi's: below the first nothing has changed, above the second so much that a model is to be looked at again.
NOTABLE, LARGE = 0.1, 0.25
# Added to each count, so that no share is zero (the prior of Jeffreys 1946; Krichevsky and Trofimov 1981).
_PRIOR = 0.5


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measure, freed of the bias that it has in small samples, with its interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.2f} [{self.low:.2f}, {self.high:.2f}]"


_NONE = Estimate(0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Divergence:
    """How far apart two distributions are.

    Attributes
    ----------
    psi : Estimate
        Population Stability Index.
    jensen_shannon : Estimate
        In bits, from 0 (the same) to 1 (nothing in common).
    raw_psi : float
        The index as it is commonly computed.
    chance : float
        What `raw_psi` stays below 19 times of 20 where nothing changed, for samples of this size.
    """

    psi: Estimate
    jensen_shannon: Estimate
    raw_psi: float
    chance: float


def population_stability_index(reference: FloatArray, other: FloatArray) -> FloatArray:
    """The index of distributions, shape (…, n_categories) each, all shares above zero; shape (…,)."""
    index: FloatArray = ((other - reference) * np.log(other / reference)).sum(axis=-1)
    return index


def jensen_shannon_divergence(reference: FloatArray, other: FloatArray) -> FloatArray:
    """The divergence in bits of distributions, shape (…, n_categories) each, all shares above zero; shape (…,)."""
    middle = (reference + other) / 2
    parts = reference * np.log2(reference / middle) + other * np.log2(other / middle)
    divergence: FloatArray = parts.sum(axis=-1) / 2
    return divergence


def divergence(
    reference: FloatArray,
    other: FloatArray,
    worth: tuple[float, float] | None = None,
    bootstrap: Bootstrap = USUAL,
) -> Divergence:
    """How far the distribution of `other` is from that of `reference`.

    Parameters
    ----------
    reference, other : FloatArray of shape (n_categories,)
        Counts of the same categories.
    worth : (float, float), optional
        How many independent observations the two are worth; as many as were counted by default.
    bootstrap : Bootstrap, optional
        Both samples are drawn anew.
    """
    if len(reference) < 2:
        return Divergence(_NONE, _NONE, 0.0, 0.0)
    of_reference, of_other = worth or (float(reference.sum()), float(other.sum()))
    p, q = shares(reference, of_reference), shares(other, of_other)
    generator = np.random.default_rng(bootstrap.seed)
    drawn_p = _drawn(p, of_reference, bootstrap, generator)
    drawn_q = _drawn(q, of_other, bootstrap, generator)
    raw = float(population_stability_index(p, q))
    spread = float(stats.chi2.ppf(0.95, len(p) - 1))
    return Divergence(
        psi=_estimate(raw, population_stability_index(drawn_p, drawn_q), bootstrap, np.inf),
        jensen_shannon=_estimate(
            float(jensen_shannon_divergence(p, q)), jensen_shannon_divergence(drawn_p, drawn_q), bootstrap, 1.0
        ),
        raw_psi=raw,
        chance=(1 / max(of_reference, 1) + 1 / max(of_other, 1)) * spread,
    )


def shares(counts: FloatArray, worth: float) -> FloatArray:
    """The shares of categories, none of them zero; shape (n_categories,)."""
    total = counts.sum()
    scaled = counts * (worth / total) if total else counts
    found: FloatArray = (scaled + _PRIOR) / (scaled.sum() + _PRIOR * len(counts))
    return found


def _drawn(p: FloatArray, worth: float, bootstrap: Bootstrap, generator: np.random.Generator) -> FloatArray:
    size = max(round(worth), 1)
    counts = generator.multinomial(size, p, size=bootstrap.resamples)
    drawn: FloatArray = (counts.astype(float) + _PRIOR) / (size + _PRIOR * len(p))
    return drawn


def _estimate(raw: float, drawn: FloatArray, bootstrap: Bootstrap, most: float) -> Estimate:
    low, high = bootstrap.bounds(drawn)
    value, reflected_low, reflected_high = np.clip(
        [2 * raw - float(drawn.mean()), 2 * raw - high, 2 * raw - low], 0, most
    ).tolist()
    return Estimate(value, reflected_low, reflected_high)
