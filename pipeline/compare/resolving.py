"""From what a person types to runs: MLflow names, ids and patterns, aliases of the registry, revisions, experiments."""

from __future__ import annotations

import fnmatch
import importlib.util
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.compare.mlflow_run import from_mlflow
from pipeline.compare.revision import from_revision, revision_commit
from pipeline.compare.run import EvaluatedRun
from pipeline.config import TrackingConfig
from pipeline.errors import PipelineError
from pipeline.study_folder import lasting_folder
from pipeline.tracking.find import RunNotFoundError, find_run
from pipeline.tracking.registry import model_version
from pipeline.tracking.store import connect, store_exists

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities.model_registry import ModelVersion

_MODELS = "models:/"
_PATTERN = "*?["


def resolve_runs(names: Sequence[str], config: TrackingConfig) -> list[EvaluatedRun]:
    """The runs called `names`, in that order.

    Parameters
    ----------
    names : sequence of str
        Each the name or the beginning of the id of an MLflow run, a pattern of names such as ``'wise-*'``, an alias of the
        registered model (``champion`` or ``models:/stance@champion``), a git revision, or a DVC experiment. Where a name
        fits several of these, the first in this list is meant.

    Raises
    ------
    PipelineError
        If one is nothing of that, did not finish, its evaluation is gone, or two names are of one run. (A run that a
        pattern finds once more is left out.)
    """
    client = connect(config) if store_exists(config) else None
    found: list[EvaluatedRun] = []
    called: dict[str, str] = {}
    for name in names:
        is_pattern = any(c in name for c in _PATTERN)
        for each in _matching(client, name, config) if client and is_pattern else [name]:
            run = _resolve(client, each, config) if client else _without_store(name)
            identity = run.run_id or run.name
            if identity not in called:
                called[identity] = name
                found.append(run)
            elif not is_pattern:
                raise PipelineError(
                    f"'{called[identity]}' and '{name}' are one and the same run ({run.name}). Name runs that differ."
                )
    return found


def _matching(client: MlflowClient, pattern: str, config: TrackingConfig) -> list[str]:
    experiment = client.get_experiment_by_name(config.experiment)
    runs = (
        client.search_runs([experiment.experiment_id], "attributes.status = 'FINISHED'", order_by=["start_time ASC"])
        if experiment
        else []
    )
    # A sweep and its trials have no evaluation.
    ids = [
        str(run.info.run_id)
        for run in runs
        if fnmatch.fnmatchcase(str(run.info.run_name), pattern) and "kind" not in run.data.tags
    ]
    if not ids:
        raise PipelineError(f"No finished run of experiment '{config.experiment}' is called like '{pattern}'.")
    return ids


def _resolve(client: MlflowClient, name: str, config: TrackingConfig) -> EvaluatedRun:
    if name.startswith(_MODELS):
        return _of_model(client, name, config)
    try:
        return from_mlflow(find_run(client, name, config), config)
    except RunNotFoundError as not_found:
        version = model_version(client, f"{_MODELS}{config.registered_model}@{name}")
        if version is not None:
            return _of_version(client, version, name, config)
        if (commit := revision_commit(name)) is not None:
            return from_revision(name, commit)
        raise PipelineError(
            f"{not_found} Nor is it an alias of the registered model, a git revision or a DVC experiment."
        ) from not_found


def _without_store(name: str) -> EvaluatedRun:
    if importlib.util.find_spec("dvc") is None:
        raise ModuleNotFoundError("No module named 'dvc'", name="dvc")
    if (commit := revision_commit(name)) is not None:
        return from_revision(name, commit)
    raise PipelineError(
        f"'{name}' is no git revision or DVC experiment, and {lasting_folder()} has no MLflow store with runs yet. Go to "
        "the folder of your study, or make a run there with `stance evaluate`."
    )


def _of_model(client: MlflowClient, uri: str, config: TrackingConfig) -> EvaluatedRun:
    version = model_version(client, uri)
    if version is None:
        raise PipelineError(f"{uri}: no such model in the MLflow store. `stance runs` lists what there is.")
    return _of_version(client, version, uri, config)


def _of_version(client: MlflowClient, version: ModelVersion, name: str, config: TrackingConfig) -> EvaluatedRun:
    run_id = version.run_id or version.tags.get("run_id", "")
    try:
        run = client.get_run(run_id)
    except Exception as error:
        raise PipelineError(
            f"{name}: the run that made version {version.version} of the model is no longer in the store. Name another."
        ) from error
    return from_mlflow(run, config, "model alias", name)
