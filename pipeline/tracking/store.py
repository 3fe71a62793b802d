"""The MLflow store of a study: where it is, whether it can be used, and how two processes share it.

``MLFLOW_TRACKING_URI``, where it is set, takes the place of ``tracking.uri``; nothing else in the pipeline asks which.
"""

from __future__ import annotations

import logging
import os
import re
import urllib.error
import urllib.request
import warnings
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.config import TrackingConfig
from pipeline.errors import PipelineError
from pipeline.study_folder import lasting_folder

if TYPE_CHECKING:
    from mlflow import MlflowClient

_SQLITE = "sqlite:///"
# Where the files of runs lie beside a SQLite store; see `pipeline.tracking.study_artifacts`.
SCHEME = "study"
ARTIFACTS = f"{SCHEME}:/mlartifacts"
_VARIABLE = "MLFLOW_TRACKING_URI"
# Of the one question whether a server answers at all, in seconds.
_PROBE_TIMEOUT = 10
# MLflow's own (7 retries, 120 s each) would have a researcher wait for minutes before a dead server is given up.
_PATIENCE = {
    "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "2",
    "MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR": "1",
    "MLFLOW_HTTP_REQUEST_TIMEOUT": "20",
}


class StoreUnavailableError(PipelineError):
    """The store cannot be used; `reason` is the part of the sentence that says why."""

    def __init__(self, where: str, reason: str, remedy: str) -> None:
        super().__init__(f"{where}: the MLflow store cannot be used ({reason}). {remedy}")
        self.reason = reason


def store_uri(config: TrackingConfig) -> str:
    """The tracking URI, of the environment or of the configuration, with a relative SQLite path made absolute."""
    uri = os.environ.get(_VARIABLE) or config.uri
    if uri.startswith(_SQLITE) and not uri.startswith(_SQLITE + "/"):
        return f"{_SQLITE}{lasting_folder() / uri.removeprefix(_SQLITE)}"
    return uri


def sqlite_path(config: TrackingConfig) -> Path | None:
    """The database of the store, or ``None`` where it is a server's."""
    uri = store_uri(config)
    return Path(uri.removeprefix(_SQLITE)) if uri.startswith(_SQLITE) else None


def store_exists(config: TrackingConfig) -> bool:
    """Whether there is a store already; of a server that is not asked."""
    path = sqlite_path(config)
    return path is None or path.exists()


def store_name(config: TrackingConfig) -> str:
    """The tracking URI as the user gave it, to be shown: without a password."""
    return re.sub(r"(://[^/:@]+):[^/@]*@", r"\1:***@", os.environ.get(_VARIABLE) or config.uri)


def store_origin() -> str:
    """Where the tracking URI comes from: ``MLFLOW_TRACKING_URI`` or ``tracking.uri``."""
    return _VARIABLE if os.environ.get(_VARIABLE) else "tracking.uri"


def store_lock(config: TrackingConfig) -> AbstractContextManager[object]:
    """Keeps other processes from making or writing a SQLite store at the same time; a server sees to that itself.

    It is not reentrant: whoever holds it does not call `connect`.
    """
    from filelock import FileLock

    uri = store_uri(config)
    if not uri.startswith(_SQLITE):
        return nullcontext()
    path = Path(uri.removeprefix(_SQLITE))
    # A store that may only be read is not written at the same time either.
    return FileLock(f"{path}.lock") if os.access(path.parent, os.W_OK) else nullcontext()


@cache
def _quiet() -> None:
    # MLflow reports its database migrations and git look-ups as if a user had to act on them, and its use to its makers.
    os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
    os.environ.setdefault("MLFLOW_LOGGING_LEVEL", "ERROR")
    os.environ.setdefault("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false")
    os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
    os.environ.setdefault("MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT", "true")
    for name, value in _PATIENCE.items():
        os.environ.setdefault(name, value)

    for name in ("mlflow", "alembic", "sqlalchemy"):
        logging.getLogger(name).setLevel(logging.ERROR)
    warnings.filterwarnings("ignore", module="mlflow")


def first_line(error: BaseException) -> str:
    """What an exception of MLflow says in its first line, with its type where it says nothing."""
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def _silence_of(uri: str) -> str | None:
    """Why no server answers at `uri`, or ``None`` where one does, whatever it answers."""
    # Whoever may not come in is answered too, so the name and the password that an address may hold are not needed.
    address = re.sub(r"://[^/@]*@", "://", uri)
    try:
        with urllib.request.urlopen(urllib.request.Request(address, method="HEAD"), timeout=_PROBE_TIMEOUT):
            return None
    except urllib.error.HTTPError:
        return None
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        return str(getattr(reason, "strerror", None) or reason).lower()


@contextmanager
def _own_addresses() -> Iterator[None]:
    # MLflow writes the addresses that it is given into the environment, where they would pass for the user's.
    names = (_VARIABLE, "MLFLOW_REGISTRY_URI")
    before = {name: os.environ.get(name) for name in names}
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _unavailable(error: Exception, uri: str, where: str) -> StoreUnavailableError:
    reason = first_line(error)
    if "out-of-date database schema" in reason:
        return StoreUnavailableError(
            where,
            "its tables are those of another MLflow version",
            f"Back it up, then run `mlflow db upgrade {uri}`; where it is the newer one, install the MLflow that made it.",
        )
    return StoreUnavailableError(where, reason, f"Start the server, or mend {store_origin()}.")


def _make(uri: str) -> None:
    """Make a SQLite store, where there is none, whose first experiment too has an address that can be moved."""
    if uri.startswith(_SQLITE) and not Path(uri.removeprefix(_SQLITE)).exists():
        from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore

        # MLflow gives its constructor no types.
        store: Any = SqlAlchemyStore
        store(uri, ARTIFACTS)


def connect(config: TrackingConfig, *, make: bool = False) -> MlflowClient:
    """A client of the store.

    Parameters
    ----------
    config : TrackingConfig
    make : bool, default=False
        Whether a SQLite store is made where there is none yet.

    Raises
    ------
    StoreUnavailableError
        If the store does not exist, cannot be reached or has another version's schema.
    """
    _quiet()
    uri = store_uri(config)
    if not make and not store_exists(config):
        raise StoreUnavailableError(
            f"{store_origin()} {store_name(config)}",
            "there is none yet",
            "The first run makes it: `dvc repro`, or `stance train` and `stance evaluate`, once there are labels.",
        )
    where = f"{store_origin()} {store_name(config)}"
    if uri.startswith(("http://", "https://")) and (silence := _silence_of(uri)):
        raise StoreUnavailableError(where, silence, f"Start the server, or mend {store_origin()}.")
    import mlflow
    from mlflow import MlflowClient

    try:
        with _own_addresses(), store_lock(config):
            _make(uri)
            mlflow.set_tracking_uri(uri)
            mlflow.set_registry_uri(uri)
            client = MlflowClient(uri)
            client.search_experiments(max_results=1)
    except Exception as error:
        raise _unavailable(error, uri, where) from error
    return client


def experiment_id(client: MlflowClient, config: TrackingConfig) -> str:
    """The id of the study's experiment, which is made where it does not exist yet."""
    from mlflow.exceptions import MlflowException

    experiment = client.get_experiment_by_name(config.experiment)
    if experiment is not None:
        return str(experiment.experiment_id)
    artifacts = ARTIFACTS if store_uri(config).startswith(_SQLITE) else None
    try:
        return str(client.create_experiment(config.experiment, artifact_location=artifacts))
    except MlflowException:
        # Another process was faster.
        experiment = client.get_experiment_by_name(config.experiment)
        if experiment is None:
            raise
        return str(experiment.experiment_id)
