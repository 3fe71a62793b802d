"""Finding the model a user means: a folder, an MLflow URI, the one trained here, or the one inside the package."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.config import PipelineConfig, TrackingConfig
from pipeline.errors import PipelineError
from pipeline.model.folder import DESCRIPTION, load_model
from pipeline.model.packaged import packaged_model, packaged_models
from pipeline.model.trained import TrainedModel

AUTO = "auto"


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
    return load_model(model_folder(name, config), config.compute.workers)


def model_folder(name: str, config: PipelineConfig) -> Path:
    """Where the files of the model called `name` are, see `resolve_model`.

    Raises
    ------
    PipelineError
        If there is no such model.
    """
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
    asked = f"score.model: {name}" if name == config.score.model else name
    raise PipelineError(
        f"{asked}: no such model folder. Name a folder that `stance train` wrote, an MLflow URI such as "
        f"models:/{config.tracking.registered_model}@{config.tracking.alias}, or leave --model out."
    )
