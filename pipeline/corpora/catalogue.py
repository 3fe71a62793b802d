"""What `catalogue.yaml` says of each corpus."""

from __future__ import annotations

import importlib.resources
from functools import cache

import yaml
from pydantic import BaseModel, ConfigDict

from pipeline.errors import PipelineError, did_you_mean


class CorpusFile(BaseModel):
    """One published file, by its name at the address and its SHA-256."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str
    sha256: str


class Corpus(BaseModel):
    """One corpus; `files` are by split."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    about: str
    citation: str
    licence: str
    address: str
    files: dict[str, CorpusFile]


@cache
def load_catalogue() -> dict[str, Corpus]:
    """All corpora by their names."""
    text = importlib.resources.files("pipeline.corpora").joinpath("catalogue.yaml").read_text(encoding="utf-8")
    return {name: Corpus.model_validate(entry) for name, entry in yaml.safe_load(text).items()}


def corpus_named(name: str) -> Corpus:
    """The corpus called `name`.

    Raises
    ------
    PipelineError
        If there is none.
    """
    catalogue = load_catalogue()
    if name not in catalogue:
        raise PipelineError(
            f"'{name}' is no known corpus.{did_you_mean(name, catalogue)} Known: {', '.join(catalogue)}."
        )
    return catalogue[name]
