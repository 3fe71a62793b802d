"""How sure a probability is: draws from the posterior of shares and confusion matrices, by Gibbs sampling.

Source: Kim and Ghahramani 2012, Bayesian Classifier Combination (the sampler of its independent model). The interval of a
label's probability says how far it would move if the annotators' confusion matrices were known exactly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.agreement.patterns import Patterns
from pipeline.agreement.steps import expected
from pipeline.arrays import FloatArray, IntArray

_BURN_IN = 100
_DRAWS = 500
# Of a Dirichlet distribution, where the prior counts no votes.
_LEAST = 0.5


@dataclass(frozen=True, slots=True)
class Draws:
    """Draws from the posterior.

    Attributes
    ----------
    probability : float32 array of shape (n_draws, n_patterns)
        Of the label in question.
    accuracy : FloatArray of shape (n_draws, n_annotators)
        The share of units that an annotator who judges labels right.
    """

    probability: np.ndarray[tuple[int, ...], np.dtype[np.float32]]
    accuracy: FloatArray


def sampled(
    patterns: Patterns,
    posterior: FloatArray,
    label: IntArray,
    seen: FloatArray,
    classes: FloatArray,
    seed: int,
) -> Draws:
    """Sample from the posterior, starting where EM ended so that the labels keep their names.

    Parameters
    ----------
    patterns : Patterns
    posterior : FloatArray of shape (n_patterns, n_labels)
        Where to start.
    label : IntArray of shape (n_patterns,)
        The label whose probability is kept.
    seen : FloatArray of shape (n_annotators, n_labels, n_outcomes)
        Votes seen before, of the prior.
    classes : FloatArray of shape (n_labels,)
        Units seen before, of the prior.
    seed : int
    """
    generator = np.random.default_rng(seed)
    n, every = len(patterns.labels), np.arange(len(label))
    size = patterns.size.astype(np.int64)
    mute = np.array([annotator not in patterns.silent for annotator in patterns.annotators], dtype=bool)
    probability = np.empty((_DRAWS, len(label)), dtype=np.float32)
    accuracy = np.empty((_DRAWS, len(patterns.annotators)))
    for step in range(-_BURN_IN, _DRAWS):
        labelled = generator.multinomial(size, posterior).astype(float)
        counts = generator.standard_gamma(np.maximum(seen, _LEAST) + patterns.counted(labelled))
        counts[mute, :, n] = 0
        shares = generator.standard_gamma(np.maximum(classes, _LEAST) + (patterns.shared / patterns.size) @ labelled)
        prevalence = np.maximum(shares / shares.sum(), 1e-300)
        confusion = np.maximum(counts / counts.sum(axis=2, keepdims=True), 1e-300)
        posterior = expected(patterns, prevalence, confusion)
        if step >= 0:
            probability[step] = posterior[every, label]
            spoken = confusion[:, :, :n]
            accuracy[step] = np.einsum("akk,k->a", spoken, prevalence) / np.einsum("akl,k->a", spoken, prevalence)
    return Draws(probability, accuracy)
