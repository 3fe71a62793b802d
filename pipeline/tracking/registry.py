"""Models in the MLflow store: logging, registering, fetching."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from pipeline.config import TrackingConfig
from pipeline.errors import PipelineError
from pipeline.extract.single_text import masked_text
from pipeline.model.folder import DESCRIPTION, load_model
from pipeline.printable import count
from pipeline.provenance import distributions
from pipeline.tracking.pending import TRAINING_EXAMPLES, KeptRun
from pipeline.tracking.store import connect, first_line

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import Run
    from mlflow.entities.model_registry import ModelVersion

ARTIFACT = "model"
# Tags of a version; `_TIME` is when the last run was made that has this model.
_RUN_ID, _TIME, _IDENTITY = "run_id", "time", "identity"
# Tag of a run.
_VERSION = "registered_version"
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
            artifacts={"model": os.path.relpath(folder)},
            code_paths=[str(code)],
            signature=signature,
            input_example=_EXAMPLE,
            pip_requirements=requirements(),
        )
    return str(info.model_uri)


def registered_version(client: MlflowClient, run_id: str) -> int | None:
    """The number of the registered version that a run's model has, or ``None`` where it was not registered.

    It may be that of an earlier run, whose model is the same.
    """
    versions = client.search_model_versions(f"run_id = '{run_id}'")
    own = max((int(version.version) for version in versions), default=None)
    return version_told_by(client.get_run(run_id)) if own is None else own


def version_told_by(run: Run) -> int | None:
    """The number of the registered version that a run says its model is, or ``None``."""
    told = run.data.tags.get(_VERSION, "")
    return int(told) if told.isdecimal() else None


@dataclass(frozen=True, slots=True)
class Registered:
    """The number of a registered version, and what somebody should know: it is an earlier one, or did not get the alias."""

    number: int
    note: str = ""


def register_model(client: MlflowClient, uri: str, kept: KeptRun, run_id: str, config: TrackingConfig) -> Registered:
    """Make the logged model a registered version, unless it is one already, and give it the configured alias.

    It is one already where an earlier run has the same model, data, parameters and code. The alias stays where it is if
    a model of a later run has it (runs that waited on this machine are registered later), or one that learned from more
    examples, unless the run was made to take it.

    Parameters
    ----------
    uri : str
        What `log_model` gave.
    """
    import mlflow
    from mlflow.exceptions import MlflowException

    name = config.registered_model
    examples = int(kept.tags.get(TRAINING_EXAMPLES, 0))
    tags = {_RUN_ID: run_id, _TIME: str(kept.start_time), TRAINING_EXAMPLES: str(examples), _IDENTITY: _identity(kept)}
    try:
        current = client.get_model_version_by_alias(name, config.alias)
    except MlflowException:
        current = None
    note = ""
    if same := _same_model(client, name, tags[_IDENTITY]):
        number = int(same.version)
        if int(same.tags.get(_TIME, 0)) < kept.start_time:
            client.set_model_version_tag(name, same.version, _TIME, str(kept.start_time))
        note = f"Version {number} is the same model of the same data, parameters and code, so none was added."
    else:
        # MLflow prints what it did, which `stance evaluate` says in one line of its own.
        with contextlib.redirect_stderr(io.StringIO()):
            number = int(mlflow.register_model(uri, name, tags=tags).version)
    client.set_tag(run_id, _VERSION, str(number))
    if current and int(current.tags.get(_TIME, current.creation_timestamp)) > kept.start_time:
        return Registered(number, note)
    more = int(current.tags.get(TRAINING_EXAMPLES, 0)) if current else 0
    if current and more > examples and not kept.takes_alias:
        stays = (
            f"The alias {config.alias} stays with version {current.version}, which learned from {count(more, 'example')}, "
            f"this one from {examples}. `stance evaluate --take-alias` gives it to this one."
        )
        return Registered(number, f"{note}\n{stays}".strip())
    client.set_registered_model_alias(name, config.alias, str(number))
    return Registered(number, note)


def _identity(kept: KeptRun) -> str:
    """A digest of what makes two registered versions the same."""
    tags = {name: kept.tags.get(name) for name in ("model_version", "data_version", "code_digest")}
    return hashlib.sha256(json.dumps([tags, kept.parameters], sort_keys=True).encode()).hexdigest()


def _same_model(client: MlflowClient, name: str, identity: str) -> ModelVersion | None:
    """The newest version of that identity that can be relied on: its run is finished and its files are there."""
    import mlflow
    from mlflow.exceptions import MlflowException

    found = client.search_model_versions(f"name = '{name}' and tags.{_IDENTITY} = '{identity}'")
    for version in sorted(found, key=lambda each: int(each.version), reverse=True):
        try:
            finished = client.get_run(version.run_id or version.tags[_RUN_ID]).info.status == "FINISHED"
            if finished and mlflow.artifacts.list_artifacts(artifact_uri=f"models:/{name}/{version.version}"):
                return version
        except (MlflowException, OSError, KeyError):
            continue
    return None


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


def run_of_model(uri: str, config: TrackingConfig) -> dict[str, float]:
    """The metrics of the run that made the model at an MLflow URI; none where the store has no such run."""
    from mlflow.exceptions import MlflowException

    client = connect(config)
    scheme, _, rest = uri.partition(":/")
    version = model_version(client, uri) if scheme == "models" else None
    run_id = (version.run_id or version.tags.get(_RUN_ID, "")) if version else rest.strip("/").partition("/")[0]
    try:
        return dict(client.get_run(run_id).data.metrics)
    except MlflowException:
        return {}


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
            f"{uri}: no such model in the MLflow store ({first_line(error)}). `stance runs` lists what there is."
        ) from error
    found = sorted(folder.rglob(DESCRIPTION))
    if not found:
        raise PipelineError(f"{uri}: holds no model of this pipeline ({DESCRIPTION} is missing).")
    return found[0].parent
