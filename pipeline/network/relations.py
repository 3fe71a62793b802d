"""What the network is taught: which classes of each head a label allows.

The head of stance knows the relation of speaker and target in both directions, as directed corpora label it (Park, Pan
and Joo 2021); a label that speaks of one direction alone allows all classes that agree with it, and the loss is the
probability of these together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from pipeline.records import SENTIMENTS

Array = np.ndarray[Any, Any]

# Relation of speaker s and target t: none, s favors t, t favors s, s is against t, t is against s.
RELATION_STANCES = ("neutral", "favor", "neutral", "against", "neutral")
REVERSED_RELATIONS = (0, 2, 1, 4, 3)
N_RELATIONS = len(RELATION_STANCES)
# Whether somebody holds something toward the target at all: yes, no.
N_REPORTED = 2
N_CLASSES = N_RELATIONS + len(SENTIMENTS) + N_REPORTED


@dataclass(frozen=True, slots=True)
class TrainingText:
    """A masked text with what is known of it: a relation or a stance, a sentiment, any of them or ``None``.

    `spoken`: whether it is what the speaker says, see `Reader.read`. `whole`: whether each word decides, so that none is
    hidden in training (`FitSettings.hidden`). `soft`: a larger network's probabilities of the relations and sentiments;
    `features`: what that network makes of the text, shape (n_features,).
    """

    masked: str
    stance: str | None = None
    sentiment: str | None = None
    relation: int | None = None
    reported: bool | None = None
    spoken: bool = False
    whole: bool = False
    soft: tuple[float, ...] | None = None
    features: Array | None = field(default=None, compare=False, repr=False)

    def allowed(self) -> Array:
        """Ones for the classes that the labels allow, relations, sentiments, reported; shape (10,), zeros where unlabelled.

        Raises
        ------
        ValueError
            If a label is not one of the schema's.
        """
        classes = np.zeros(N_CLASSES, dtype=np.float32)
        if self.relation is not None:
            classes[self.relation] = 1
        elif self.stance is not None:
            agreeing = [i for i, stance in enumerate(RELATION_STANCES) if stance == self.stance]
            if not agreeing:
                raise ValueError(f"'{self.stance}' is no stance")
            classes[agreeing] = 1
        if self.sentiment is not None:
            classes[N_RELATIONS + SENTIMENTS.index(self.sentiment)] = 1
        if self.reported is not None:
            classes[-1 if not self.reported else -2] = 1
        return classes


# What one pass over the data draws one text from: the same sentence read in either direction, for instance.
Alternatives = Sequence[TrainingText]


def stance_probabilities(relations: Array, stances: Sequence[str]) -> Array:
    """Probabilities of relations (n_texts, 5) → of `stances`, shape (n_texts, n_stances)."""
    columns = [[i for i, stance in enumerate(RELATION_STANCES) if stance == label] for label in stances]
    return np.stack([relations[:, column].sum(axis=1) for column in columns], axis=1)
