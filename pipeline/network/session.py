"""A saved network on ONNX Runtime: masked texts → scores and features."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import softmax

from pipeline.errors import PipelineError
from pipeline.network.encoding import Array, Reader, ReadText
from pipeline.network.memory import answered, remember
from pipeline.sessions import open_session

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_CHUNK = 256
_REPORTED = "reported"
# In a network's file where it was taught to read what comes before a passage.
CONTEXT_KEY = "context"


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
        return Reader(self.tokenizer, context=self.reads_context)

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

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the network and its tokenizer."""
        return hashlib.sha256(self.onnx + self.tokenizer.encode()).hexdigest()

    @cached_property
    def reports(self) -> bool:
        """Whether it says if a text tells of a statement at all; networks of earlier versions do not."""
        return _REPORTED in self._outputs

    @cached_property
    def reads_context(self) -> bool:
        """Whether it was taught to read what comes before a passage; others read the passage alone."""
        return CONTEXT_KEY in self._session.get_modelmeta().custom_metadata_map

    @cached_property
    def _outputs(self) -> list[str]:
        return [output.name for output in self._session.get_outputs()]

    def run(self, masked: Sequence[str], *, spoken: bool = False) -> Array:
        """What the network says of masked texts, shape (n_texts, 8 + n_features): probabilities first, then features.

        `spoken`: whether they are what the speaker says, see `Reader.read`.
        """
        said = self.answers(masked, spoken=spoken)
        return said[:, : said.shape[1] - 1] if self.reports else said

    def reported(self, masked: Sequence[str]) -> Array:
        """The probability that each text tells what the speaker holds toward the target, shape (n_texts,), uncalibrated."""
        return np.asarray(self.answers(masked)[:, -1], dtype=np.float64)

    def answers(self, masked: Sequence[str], *, spoken: bool = False) -> Array:
        """`run`, and in the last column `reported` where the network says it; what was asked before is not asked again."""
        rows: list[Array] = []
        with ThreadPoolExecutor(self.threads) as pool:
            for start in range(0, len(masked), _CHUNK):
                rows += self._chunk(masked[start : start + _CHUNK], spoken, pool)
        width = FIRST_FEATURE + int(self.reports if masked else False)
        return np.stack(rows).astype(np.float64) if rows else np.zeros((0, width))

    def _chunk(self, masked: Sequence[str], spoken: bool, pool: ThreadPoolExecutor) -> list[Array]:
        known: dict[str, Array | None] = {text: answered(self.digest, text, spoken) for text in masked}
        new = [text for text, row in known.items() if row is None]
        texts = self.reader.windows(new, spoken=spoken)
        for text, answer in zip(new, pool.map(self._all_parts, texts), strict=True):
            known[text] = answer
            remember(self.digest, text, spoken, answer)
        return [row for text in masked if (row := known[text]) is not None]

    def _all_parts(self, parts: list[ReadText]) -> Array:
        """What is said of a text: of one that is too long for one part, the mean of what is said of each."""
        said = [self._one(part.ids, part.roles) for part in parts]
        return said[0] if len(said) == 1 else np.asarray(np.mean(said, axis=0))

    def _one(self, ids: Array, roles: Array) -> Array:
        given = {"ids": ids[None], "roles": roles[None], "mask": np.ones_like(ids)[None]}
        named = dict(zip(self._outputs, self._session.run(None, given), strict=True))
        parts = [softmax(named[task].astype(np.float64), axis=1) for task in ("relation", "sentiment")]
        parts.append(named["pooled"].astype(np.float64))
        if self.reports:
            parts.append(softmax(named[_REPORTED].astype(np.float64), axis=1)[:, :1])
        answer: Array = np.concatenate(parts, axis=1)[0]
        return answer
