"""Annotators whose quality is known, because a test made them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

LABELS = ("favor", "against", "neutral")


@dataclass(frozen=True)
class Simulation:
    truth: dict[str, str]
    votes: dict[str, dict[str, str]]
    prevalence: np.ndarray
    confusions: dict[str, np.ndarray]

    def right_posterior(self, unit: str) -> np.ndarray:
        """How probable each label is for one who knows the annotators' confusion matrices."""
        product = self.prevalence.copy()
        for annotator, label in self.votes[unit].items():
            product = product * self.confusions[annotator][:, LABELS.index(label)]
        return product / product.sum()


def confusion(accuracy: float) -> np.ndarray:
    return np.full((3, 3), (1 - accuracy) / 2) + (accuracy - (1 - accuracy) / 2) * np.eye(3)


def simulated(
    units: int, confusions: dict[str, np.ndarray], *, seed: int, judged: float = 1.0, prevalence=(0.3, 0.4, 0.3)
) -> Simulation:
    rng = np.random.default_rng(seed)
    true = rng.choice(3, units, p=prevalence)
    votes: dict[str, dict[str, str]] = {f"u{i:05}": {} for i in range(units)}
    for annotator, matrix in confusions.items():
        said = (rng.random(units)[:, None] > matrix[true].cumsum(axis=1)).sum(axis=1).clip(max=2)
        for i in np.flatnonzero(rng.random(units) < judged):
            votes[f"u{i:05}"][annotator] = LABELS[said[i]]
    truth = {f"u{i:05}": LABELS[k] for i, k in enumerate(true)}
    return Simulation(truth, votes, np.asarray(prevalence), confusions)
