"""A run that can be compared, wherever it was found."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.model.folder import load_model
from pipeline.model.trained import TrainedModel
from pipeline.records import GoldExample, Prediction

SEED = "train.seed"


@dataclass(frozen=True, slots=True)
class EvaluatedRun:
    """One run with all that a comparison reads.

    Attributes
    ----------
    name : str
        How it is called in tables.
    found_as : str
        ``MLflow run``, ``model alias`` or ``revision``.
    parameters, versions : dict of str to str
        What it was asked to do, and of which data and code it is.
    metrics : dict of str to float
        Under the names that DVC and MLflow show.
    predictions : list of Prediction
        Of its test part.
    gold : dict of str to list of GoldExample, optional
        Its gold examples by part, where they were kept.
    fetch_model : callable
        The folder of its model, fetched when asked for.
    run_id : str, optional
        In MLflow.
    """

    name: str
    found_as: str
    parameters: dict[str, str]
    versions: dict[str, str]
    metrics: dict[str, float]
    predictions: list[Prediction]
    gold: dict[str, list[GoldExample]] | None
    fetch_model: Callable[[], Path]
    run_id: str | None = None

    @property
    def seed(self) -> str:
        """The seed it ran with."""
        return self.parameters.get(SEED, "")

    def model(self) -> TrainedModel:
        """Its model.

        Raises
        ------
        PipelineError
            If it is no longer there or cannot be used.
        """
        return load_model(self.fetch_model())


@dataclass(frozen=True, slots=True)
class RunGroup:
    """Runs that differ in nothing but the seed, or that a person counts as one; often a single run."""

    name: str
    runs: Sequence[EvaluatedRun]

    @property
    def first(self) -> EvaluatedRun:
        """The run that stands for the group where only one can."""
        return self.runs[0]


def parameter_text(value: Any) -> str:
    """A parameter as MLflow keeps it."""
    return json.dumps(value) if isinstance(value, list | tuple) else str(value)
