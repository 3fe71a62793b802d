"""Finding the model a user means: a folder, an MLflow URI, the one trained here, or the one inside the package."""

from __future__ import annotations

import importlib.resources
from collections.abc import Callable
from pathlib import Path

from pipeline.config import PipelineConfig, TrackingConfig
from pipeline.errors import PipelineError
from pipeline.model.estimators import ESTIMATORS
from pipeline.model.folder import DESCRIPTION, load_model
from pipeline.model.trained import TrainedModel

AUTO = "auto"


def packaged_model(name: str | None = None) -> Path:
    """The folder of a model that the package carries: of that estimator, or of the best whose requirements are installed."""
    if name is None:
        name = [packaged for packaged in packaged_models() if ESTIMATORS[packaged].is_installed()][-1]
    return _shipped(name)


def packaged_models() -> list[str]:
    """The estimators of which the package carries a model, from the plainest to the best."""
    return [name for name in ESTIMATORS if (_shipped(name) / DESCRIPTION).is_file()]


def _shipped(name: str) -> Path:
    return Path(str(importlib.resources.files("pipeline.shipped") / name))


def _in_store(uri: str, config: TrackingConfig) -> Path:
    # Whoever names no run waits for, and needs, no MLflow.
    from pipeline.tracking.registry import download_model

    return download_model(uri, config)


# How the folder is found of a model whose address begins with “models:/”, and so on.
ADDRESSES: dict[str, Callable[[str, TrackingConfig], Path]] = {
    "models": _in_store,
    "runs": _in_store,
    "mlflow-artifacts": _in_store,
}


def resolve_model(name: str, config: PipelineConfig) -> TrainedModel:
    """The model called `name`.

    Parameters
    ----------
    name : str
        ``auto`` (the model trained here, else the best that the package carries), ``linear`` or ``encoder`` (those of the
        package), a folder with a model, or an MLflow URI (``models:/stance@newest``, ``runs:/RUN_ID/model``).

    Raises
    ------
    PipelineError
        If there is no such model or it cannot be used.
    """
    return load_model(_folder(name, config), config.compute.workers)


def _folder(name: str, config: PipelineConfig) -> Path:
    if name == AUTO:
        trained = config.paths.model
        return trained if (trained / DESCRIPTION).is_file() else packaged_model()
    folder = Path(name)
    if folder.is_dir():
        return folder
    if name in packaged_models():
        return packaged_model(name)
    scheme, separator, _ = name.partition(":/")
    if separator and scheme in ADDRESSES:
        return ADDRESSES[scheme](name, config.tracking)
    raise PipelineError(
        f"{name}: no such model folder. Name a folder that `stance train` wrote, an MLflow URI such as "
        f"models:/{config.tracking.registered_model}@{config.tracking.alias}, or leave --model out."
    )
