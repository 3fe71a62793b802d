"""What `catalogue.yaml` says of each corpus."""

from __future__ import annotations

import importlib.resources
from functools import cache
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, model_validator

from pipeline.errors import PipelineError, did_you_mean
from pipeline.tasks import Task


class CorpusFile(BaseModel):
    """One published file, by its name at the address and its SHA-256."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str
    sha256: str


class LinearSettings(BaseModel):
    """Parameters of the linear estimator that is fitted on a corpus to compare with."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    C: float = 1.0
    class_weight: str | None = "balanced"


class Corpus(BaseModel):
    """One corpus: where it is from, and what is judged in it; the comment of ``catalogue.yaml`` explains the fields.

    `classes` are in the order of the corpus; `files` are by split.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    about: str
    citation: str
    licence: str
    task: Task
    classes: dict[str, str | tuple[str, str]]
    linear: LinearSettings = LinearSettings()
    file_name: str
    address: str
    files: dict[str, CorpusFile]

    @model_validator(mode="after")
    def _classes_are_of_the_task(self) -> Self:
        for label in self._said():
            if label not in self.task.labels:
                raise ValueError(f"classes: '{label}' is no {self.task}")
        return self

    def _said(self) -> set[str]:
        return {label for said in self.classes.values() for label in ([said] if isinstance(said, str) else said)}

    @property
    def directions(self) -> list[tuple[str, str]]:
        """What each class says of the two directions; empty where a sentence is judged in one."""
        return [stances for stances in self.classes.values() if not isinstance(stances, str)]

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the task that the corpus knows, in their order."""
        return tuple(label for label in self.task.labels if label in self._said())

    @property
    def columns(self) -> list[int]:
        """The places of `labels` among those of the task."""
        return [self.task.labels.index(label) for label in self.labels]


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
