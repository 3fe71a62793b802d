"""A saved network on ONNX Runtime: masked texts → scores and features."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import softmax

from pipeline.errors import PipelineError
from pipeline.model.encoder.encoding import Array, Reader
from pipeline.sessions import open_session

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_CHUNK = 256


# Columns of what a network says of a text: probabilities of relations and of sentiments, then features.
RELATION_COLUMNS, SENTIMENT_COLUMNS = slice(0, 5), slice(5, 8)
FIRST_FEATURE = 8


@dataclass(frozen=True)
class SavedNetwork:
    """The bytes of an ONNX network and of its tokenizer, run where ONNX Runtime is installed.

    Each text is run alone: the scales of 8-bit arithmetic depend on all that is run together, and what is said of a text
    must not depend on its neighbours. `threads` texts are run at a time.
    """

    onnx: bytes = field(repr=False)
    tokenizer: str = field(repr=False)
    threads: int = 1

    @cached_property
    def reader(self) -> Reader:
        """Reads texts for this network."""
        return Reader(self.tokenizer)

    @cached_property
    def _session(self) -> InferenceSession:
        try:
            return open_session(self.onnx)
        except ImportError as error:
            raise PipelineError(
                "The encoder needs ONNX Runtime: `pip install onnxruntime tokenizers`, or score with a linear model (--model)."
            ) from error
        except Exception as error:
            raise PipelineError(
                f"The network cannot be loaded ({str(error).splitlines()[0]}). Get the model again, whole."
            ) from error

    def run(self, masked: Sequence[str], *, spoken: bool = True) -> Array:
        """What the network says of masked texts, shape (n_texts, 8 + n_features): probabilities first, then features.

        `spoken`: whether they are what the speaker says, see `Reader.read`.
        """
        rows: list[Array] = []
        with ThreadPoolExecutor(self.threads) as pool:
            for start in range(0, len(masked), _CHUNK):
                texts = self.reader.read(masked[start : start + _CHUNK], spoken=spoken)
                rows += pool.map(lambda text: self._one(text.ids, text.roles), texts)
        return np.concatenate(rows) if rows else np.zeros((0, FIRST_FEATURE))

    def _one(self, ids: Array, roles: Array) -> Array:
        given = {"ids": ids[None], "roles": roles[None], "mask": np.ones_like(ids)[None]}
        relation, sentiment, pooled = self._session.run(["relation", "sentiment", "pooled"], given)
        judged = [softmax(scores.astype(np.float64), axis=1) for scores in (relation, sentiment)]
        return np.concatenate([*judged, pooled.astype(np.float64)], axis=1)
