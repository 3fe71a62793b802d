"""Masked texts as a classifier takes them, made once for all that is learned from them or judged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from pipeline.network.session import SavedNetwork

Inputs = np.ndarray[Any, Any]


def prepare(masked: Sequence[str], network: SavedNetwork | None = None, *, spoken: bool = False) -> Inputs:
    """The inputs of classifiers.

    Parameters
    ----------
    masked : sequence of str of shape (n_texts,)
        See `pipeline.masking`.
    network : SavedNetwork, optional
        That reads the texts.
    spoken : bool, default=False
        Whether they are what the speaker says, see `Reader.read`.

    Returns
    -------
    ndarray of shape (n_texts, n_columns) or (n_texts,)
        What the network says of each text (see `SavedNetwork.run`), or the texts where there is none.
    """
    return network.run(masked, spoken=spoken) if network else np.array(masked, dtype=object)
