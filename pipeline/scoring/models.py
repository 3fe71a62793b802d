"""Finding the model a user means: a folder, an MLflow URI, the one trained here, or the one inside the package."""

from __future__ import annotations

import importlib.resources
import importlib.util
from pathlib import Path

from pipeline.config import PipelineConfig
from pipeline.errors import PipelineError
from pipeline.model.folder import DESCRIPTION, TrainedModel, load_model

AUTO = "auto"
PACKAGED = ("linear", "encoder")


def packaged_model(name: str | None = None) -> Path:
    """The folder of a model that the package carries: `encoder`, or `linear` where ONNX Runtime is not installed."""
    if name is None:
        name = "encoder" if importlib.util.find_spec("onnxruntime") else "linear"
    return Path(str(importlib.resources.files("pipeline.shipped") / name))


def resolve_model(name: str, config: PipelineConfig) -> TrainedModel:
    """The model called `name`.

    Parameters
    ----------
    name : str
        ``auto`` (the model trained here, else the package's encoder), ``linear`` or ``encoder`` (those of the package), a folder with a model, or an MLflow URI (``models:/stance@newest``, ``runs:/RUN_ID/model``).

    Raises
    ------
    PipelineError
        If there is no such model or it cannot be used.
    """
    threads = config.compute.workers
    if name == AUTO:
        trained = config.paths.model
        return load_model(trained if (trained / DESCRIPTION).is_file() else packaged_model(), threads)
    if name in PACKAGED and not Path(name).is_dir():
        return load_model(packaged_model(name), threads)
    if ":/" in name:
        from pipeline.tracking.models import download_model

        return load_model(download_model(name, config.tracking), threads)
    folder = Path(name)
    if not folder.is_dir():
        raise PipelineError(
            f"{name}: no such model folder. Name a folder that `stance train` wrote, an MLflow URI such as "
            f"models:/{config.tracking.registered_model}@{config.tracking.alias}, or leave --model out."
        )
    return load_model(folder, threads)
