"""Models in the MLflow store: logging, registering, fetching."""

from __future__ import annotations

import contextlib
import io
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from pipeline.config import TrackingConfig
from pipeline.errors import PipelineError
from pipeline.extract.single_text import masked_text
from pipeline.model.folder import DESCRIPTION, load_model
from pipeline.provenance import distributions
from pipeline.tracking.store import connect, first_line

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities.model_registry import ModelVersion

ARTIFACT = "model"
# One speaker of no known country, so that the signature lets the column be empty or left out.
_EXAMPLE = pd.DataFrame(
    {
        "text": ["We thank Norway for its loyal support.", "Chile has broken its word to us again."],
        "target": ["NOR", "CHL"],
        "speaker_country": ["FIN", None],
    }
)


def requirements() -> list[str]:
    """The distributions that a served model's code imports, at the versions that trained it."""
    served = distributions("pipeline.tracking.served_model", script=True)
    return [f"{name}=={version}" for name, version in served.items()]


def log_model(folder: Path) -> str:
    """Log the model in `folder` to the active run as a pyfunc with signature and input example; return its URI."""
    import mlflow
    from mlflow.models import infer_signature

    model = load_model(folder)
    masked = [masked_text(*row) for row in _EXAMPLE.itertuples(index=False, name=None)]
    signature = infer_signature(_EXAMPLE, model.predict(masked).table())
    package = Path(__file__).resolve().parent.parent
    with tempfile.TemporaryDirectory() as scratch:
        # The models that the package carries are many times the size of all the rest, and this one is not among them.
        code = Path(scratch) / package.name
        shutil.copytree(package, code, ignore=shutil.ignore_patterns("__pycache__", "shipped"))
        info = mlflow.pyfunc.log_model(
            name=ARTIFACT,
            python_model=str(Path(__file__).with_name("served_model.py")),
            artifacts={"model": str(folder.resolve())},
            code_paths=[str(code)],
            signature=signature,
            input_example=_EXAMPLE,
            pip_requirements=requirements(),
        )
    return str(info.model_uri)


def registered_version(client: MlflowClient, run_id: str) -> int | None:
    """The number of the registered version that a run's model has, or ``None`` where it was not registered."""
    versions = client.search_model_versions(f"run_id = '{run_id}'")
    return max((int(version.version) for version in versions), default=None)


def _is_newest(client: MlflowClient, time: int, config: TrackingConfig) -> bool:
    from mlflow.exceptions import MlflowException

    try:
        current = client.get_model_version_by_alias(config.registered_model, config.alias)
    except MlflowException:
        return True
    return int(current.tags.get("time", current.creation_timestamp)) <= time


def register_model(client: MlflowClient, uri: str, run_id: str, time: int, config: TrackingConfig) -> int:
    """Make the logged model a registered version, and give it the configured alias unless a model of a later run has it.

    Parameters
    ----------
    uri : str
        What `log_model` gave.
    time : int
        When the run was made, in milliseconds since 1970; runs that waited on this machine are registered later.

    Returns
    -------
    int
        The version's number.
    """
    import mlflow

    newest = _is_newest(client, time, config)
    # MLflow prints what it did, which `stance evaluate` says in one line of its own.
    with contextlib.redirect_stderr(io.StringIO()):
        version = mlflow.register_model(uri, config.registered_model, tags={"run_id": run_id, "time": str(time)})
    if newest:
        client.set_registered_model_alias(config.registered_model, config.alias, version.version)
    return int(version.version)


def model_version(client: MlflowClient, uri: str) -> ModelVersion | None:
    """The registered version that ``models:/NAME@ALIAS`` or ``models:/NAME/VERSION`` is, or ``None`` where there is none."""
    from mlflow.exceptions import MlflowException

    name, _, alias = uri.removeprefix("models:/").partition("@")
    try:
        if alias:
            return client.get_model_version_by_alias(name, alias)
        name, _, version = name.rpartition("/")
        return client.get_model_version(name, version)
    except MlflowException:
        return None


def download_model(uri: str, config: TrackingConfig) -> Path:
    """The local folder of the model at an MLflow URI.

    Raises
    ------
    PipelineError
        If there is no such model in the store.
    """
    client = connect(config)
    import mlflow

    try:
        folder = Path(mlflow.artifacts.download_artifacts(artifact_uri=uri))
    except Exception as error:
        if version := model_version(client, uri):
            raise PipelineError(
                f"{uri}: version {version.version} is registered, but its files are gone from the store "
                f"({first_line(error)}). Put them back, or take another version."
            ) from error
        raise PipelineError(
            f"{uri}: no such model in the MLflow store ({first_line(error)}). See `stance doctor` for what there is."
        ) from error
    found = sorted(folder.rglob(DESCRIPTION))
    if not found:
        raise PipelineError(f"{uri}: holds no model of this pipeline ({DESCRIPTION} is missing).")
    return found[0].parent
