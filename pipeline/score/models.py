"""Finding the model a user means: a folder, an MLflow URI, the one trained here, or the one inside the package."""

from __future__ import annotations

import importlib.resources
from pathlib import Path

from pipeline.config import PipelineConfig
from pipeline.errors import PipelineError
from pipeline.train.model_file import DESCRIPTION, TrainedModel, load_model

AUTO = "auto"


def packaged_model() -> Path:
    """The folder of the model that the package carries."""
    return Path(str(importlib.resources.files("pipeline.models") / "linear"))


def resolve_model(name: str, config: PipelineConfig) -> TrainedModel:
    """The model called `name`.

    Parameters
    ----------
    name : str
        ``auto``, a folder with a model, or an MLflow URI (``models:/stance@newest``, ``runs:/RUN_ID/model``).

    Raises
    ------
    PipelineError
        If there is no such model or it cannot be used.
    """
    if name == AUTO:
        trained = config.paths.model
        return load_model(trained if (trained / DESCRIPTION).is_file() else packaged_model())
    if ":/" in name:
        from pipeline.tracking.models import download_model

        return load_model(download_model(name, config.tracking))
    folder = Path(name)
    if not folder.is_dir():
        raise PipelineError(
            f"{name}: no such model folder. Name a folder that `stance train` wrote, an MLflow URI such as "
            f"models:/{config.tracking.registered_model}@{config.tracking.alias}, or leave --model out."
        )
    return load_model(folder)
