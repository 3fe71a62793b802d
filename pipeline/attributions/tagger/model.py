"""The tagger's network on ONNX Runtime: word pieces → scores of the tags."""

from __future__ import annotations

import hashlib
import importlib.resources
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.attributions.tagger.pieces import Array, WordPieces, load_tokenizer
from pipeline.errors import PipelineError
from pipeline.sessions import open_session

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

PACKAGED = Path(str(importlib.resources.files("pipeline.shipped") / "tagger"))
_FIRST, _LAST = "[CLS]", "[SEP]"


@dataclass(frozen=True, slots=True)
class TaggerModel:
    """A loaded tagger. `window` is the most pieces it reads at once, `transitions` has shape (n_tags, n_tags)."""

    session: InferenceSession
    tokenizer: Tokenizer
    transitions: Array
    window: int
    version: str

    def scores(self, pieces: WordPieces, ranges: list[tuple[int, int]]) -> Array:
        """Scores of shape (n_pieces, n_tags) for the pieces of `ranges`, one range at a time; zero elsewhere.

        One at a time, because int8 scales depend on all that is read at once: the result must not depend on what else
        is in the batch.
        """
        scores = np.zeros((len(pieces), len(self.transitions)), dtype=np.float32)
        first, last = (np.array([self.tokenizer.token_to_id(name)], dtype=np.int64) for name in (_FIRST, _LAST))
        for start, end in ranges:
            ids = np.concatenate((first, pieces.ids[start:end], last))[None]
            features = np.pad(pieces.features[start:end], 1)[None]
            (window,) = self.session.run(None, {"ids": ids, "features": features, "mask": np.ones_like(ids)})
            scores[start:end] = window[0]
        return scores


@cache
def load_tagger(folder: Path = PACKAGED) -> TaggerModel:
    """The tagger in `folder`, with one thread: workers are processes.

    Raises
    ------
    PipelineError
        If a file is missing or is not the one that ``tagger.json`` describes, or ONNX Runtime is not installed.
    """
    description = _description(folder)
    try:
        session = open_session(str(folder / "model.onnx"))
    except ImportError as error:
        raise PipelineError(
            "extract.method is 'tagger', which needs ONNX Runtime: `pip install onnxruntime tokenizers`, "
            "or set extract.method to rules in configs/pipeline.yaml."
        ) from error
    return TaggerModel(
        session,
        load_tokenizer(folder / "tokenizer.json"),
        np.array(description["transitions"], dtype=np.float64),
        description["window"],
        description["version"],
    )


def tagger_version(folder: Path = PACKAGED) -> str:
    """The version of the tagger in `folder`, without loading it.

    Raises
    ------
    PipelineError
        If there is none, or a file is not the one that ``tagger.json`` describes.
    """
    return str(_description(folder)["version"])


def _description(folder: Path) -> dict[str, Any]:
    path = folder / "tagger.json"
    try:
        description: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        for name, digest in description["sha256"].items():
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
                raise PipelineError(
                    f"{folder / name}: not the file that tagger.json describes. Install the package anew."
                )
    except (OSError, ValueError, KeyError) as error:
        raise PipelineError(f"{path}: no tagger here ({error}). Install the package anew.") from error
    return description
