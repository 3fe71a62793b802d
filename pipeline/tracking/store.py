"""The MLflow store of a study."""

from __future__ import annotations

import logging
import os
import warnings
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.config import TrackingConfig
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from mlflow import MlflowClient

_SQLITE = "sqlite:///"


def study_folder(start: Path | None = None) -> Path:
    """The folder that relative paths of the store refer to: the working folder, or the project that a DVC experiment
    in a temporary folder (``.dvc/tmp/exps/…``) belongs to, so that its run is not lost with that folder."""
    folder = (start or Path.cwd()).resolve()
    for parent in folder.parents:
        if parent.name == ".dvc":
            return parent.parent
    return folder


def store_uri(config: TrackingConfig) -> str:
    """The tracking URI with a relative SQLite path made absolute."""
    if config.uri.startswith(_SQLITE) and not config.uri.startswith(_SQLITE + "/"):
        return f"{_SQLITE}{study_folder() / config.uri.removeprefix(_SQLITE)}"
    return config.uri


@cache
def _quiet() -> None:
    # MLflow reports its database migrations and git look-ups as if a user had to act on them.
    os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
    os.environ.setdefault("MLFLOW_LOGGING_LEVEL", "ERROR")
    os.environ.setdefault("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false")

    for name in ("mlflow", "alembic", "sqlalchemy"):
        logging.getLogger(name).setLevel(logging.ERROR)
    warnings.filterwarnings("ignore", module="mlflow")


def connect(config: TrackingConfig) -> MlflowClient:
    """A client of the store, which is made where it does not exist yet.

    Raises
    ------
    PipelineError
        If the store cannot be reached or has another version's schema.
    """
    _quiet()
    import mlflow
    from mlflow import MlflowClient

    uri = store_uri(config)
    try:
        mlflow.set_tracking_uri(uri)
        mlflow.set_registry_uri(uri)
        client = MlflowClient(uri)
        client.search_experiments(max_results=1)
    except Exception as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise PipelineError(
            f"tracking.uri {uri}: the MLflow store cannot be used ({reason}). Start the server, mend tracking.uri, or for a "
            "store of an older MLflow run `mlflow db upgrade`."
        ) from error
    return client


def experiment_id(client: MlflowClient, config: TrackingConfig) -> str:
    """The id of the study's experiment, which is made where it does not exist yet."""
    experiment = client.get_experiment_by_name(config.experiment)
    if experiment is not None:
        return str(experiment.experiment_id)
    uri = store_uri(config)
    artifacts = (study_folder() / "mlartifacts").as_uri() if uri.startswith(_SQLITE) else None
    return str(client.create_experiment(config.experiment, artifact_location=artifacts))
