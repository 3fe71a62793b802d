"""Logging a kept run to the MLflow store: the run, its artifacts, and the model with its alias."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.config import PipelineConfig, TrackingConfig
from pipeline.errors import PipelineError
from pipeline.evaluate.evaluation import Evaluation
from pipeline.records import as_row
from pipeline.study_folder import lasting_folder
from pipeline.tracking.gold_table import read_gold_table
from pipeline.tracking.pending import ARTIFACTS, GOLD, MODEL, PENDING, KeptRun, discard, persist_run
from pipeline.tracking.registry import Registered, log_model, register_model, registered_version
from pipeline.tracking.store import (
    StoreUnavailableError,
    connect,
    experiment_id,
    first_line,
    store_lock,
    store_name,
)

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import Run

RECORD = Path(".stance/runs.jsonl")
PENDING_ID = "pending_id"


class RunPendingError(PipelineError):
    """A run that the store could not take; it is kept on this machine, whole."""


@dataclass(frozen=True, slots=True)
class RecordedRun:
    """A run that this study logged. Kept outside DVC's outputs, which must not change when nothing else does."""

    run_id: str
    run_name: str
    time: str
    model_version: str
    registered_version: int
    tracking_uri: str
    note: str = ""


def recorded_runs(folder: Path | None = None) -> list[RecordedRun]:
    """The runs of this study in the order in which they were made, oldest first."""
    path = (folder or lasting_folder()) / RECORD
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return sorted((RecordedRun(**json.loads(line)) for line in lines if line.strip()), key=lambda run: run.time)


def _record(run: RecordedRun) -> None:
    from filelock import FileLock

    path = lasting_folder() / RECORD
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{path}.lock"):
        if all(known.run_id != run.run_id for known in recorded_runs()):
            with path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(run)) + "\n")


def _runs_of(client: MlflowClient, experiment: str, kept: KeptRun) -> list[Run]:
    return list(client.search_runs([experiment], filter_string=f"tags.{PENDING_ID} = '{kept.id}'"))


def _remove(client: MlflowClient, experiment: str, run: Run) -> None:
    """Take a partial run back, with the model that belongs to it."""
    run_id = run.info.run_id
    for version in client.search_model_versions(f"run_id = '{run_id}'"):
        client.delete_model_version(version.name, version.version)
    for model in client.search_logged_models([experiment], filter_string=f"source_run_id = '{run_id}'"):
        client.delete_logged_model(model.model_id)
    client.delete_run(run_id)


def _log_contents(kept: KeptRun, folder: Path) -> None:
    import mlflow
    import pandas as pd
    from mlflow.data.pandas_dataset import from_pandas

    mlflow.log_params(kept.parameters)
    mlflow.log_metrics(kept.metrics, timestamp=kept.start_time)
    for part, examples in read_gold_table(folder / GOLD).items():
        frame = pd.DataFrame([as_row(example) for example in examples])
        mlflow.log_input(
            from_pandas(frame, source=f"{kept.gold_source}/{part}", targets="stance", name=f"gold-{part}"),
            context="training" if part == "train" else "testing",
            tags={"dvc_hash": kept.tags["dvc_gold"], "examples": str(len(frame))},
        )
    for name in ARTIFACTS:
        mlflow.log_artifacts(str(folder / name), name)


def _logged(client: MlflowClient, kept: KeptRun, folder: Path, tracking: TrackingConfig) -> tuple[str, Registered]:
    """The id of the run and its model's version, logged now unless the store has all of it already."""
    import mlflow

    experiment = experiment_id(client, tracking)
    for run in _runs_of(client, experiment, kept):
        # The run ends as finished when the model is registered, and not before.
        if run.info.status == "FINISHED" and (number := registered_version(client, run.info.run_id)):
            return run.info.run_id, Registered(number)
        _remove(client, experiment, run)
    began = time.monotonic()
    tags = kept.tags | {PENDING_ID: kept.id}
    run_id = client.create_run(experiment, kept.start_time, tags, kept.run_name).info.run_id
    with mlflow.start_run(run_id=run_id, nested=True):
        _log_contents(kept, folder)
        registered = register_model(client, log_model(folder / MODEL), kept, run_id, tracking)
    duration = round((time.monotonic() - began) * 1000)
    client.set_terminated(run_id, "FINISHED", kept.start_time + duration)
    for run in _runs_of(client, experiment, kept):
        # A request whose answer was lost is sent again, and may have made a second, empty run.
        if run.info.run_id != run_id:
            _remove(client, experiment, run)
    return run_id, registered


def _pending(kept: KeptRun, config: TrackingConfig, reason: str) -> RunPendingError:
    return RunPendingError(
        f"Run {kept.run_name} is kept whole in {PENDING / kept.id}, because the MLflow store {store_name(config)} "
        f"cannot be used ({reason}); `stance sync` logs it once it can."
    )


def log_pending(kept: KeptRun, folder: Path, config: TrackingConfig) -> RecordedRun:
    """Log a kept run, or what of it the store lacks, and remove it from this machine; the caller has its lock.

    Parameters
    ----------
    config : TrackingConfig
        Which store; the experiment and the registered model are those that the run was made for.

    Raises
    ------
    RunPendingError
        If the store cannot take it; it then stays where it is.
    PipelineError
        If a file of it is damaged.
    """
    tracking = config.model_copy(
        update={"experiment": kept.experiment, "registered_model": kept.registered_model, "alias": kept.alias}
    )
    try:
        client = connect(tracking, make=True)
        with store_lock(tracking):
            run_id, registered = _logged(client, kept, folder, tracking)
    except StoreUnavailableError as error:
        raise _pending(kept, config, error.reason) from error
    except PipelineError:
        # It is the kept run that is damaged, not the store.
        raise
    except Exception as error:
        raise _pending(kept, config, first_line(error)) from error
    recorded = RecordedRun(
        run_id=run_id,
        run_name=kept.run_name,
        time=kept.time,
        model_version=kept.tags["model_version"],
        registered_version=registered.number,
        tracking_uri=store_name(config),
        note=registered.note,
    )
    _record(recorded)
    discard(folder)
    return recorded


def log_run(config: PipelineConfig, evaluation: Evaluation, takes_alias: bool = False) -> RecordedRun:
    """Log an evaluated model as one MLflow run and register the model.

    Parameters
    ----------
    config : PipelineConfig
        Its paths say where the gold examples, the model and the evaluation lie.
    evaluation : Evaluation
        Already written to ``config.paths.evaluation``.
    takes_alias : bool, default=False
        Whether its model gets the alias although the one that has it learned from more examples.

    Raises
    ------
    RunPendingError
        If the store cannot take the run; it is then kept on this machine for `stance sync`.
    PipelineError
        If something of the run is missing or it cannot be kept.
    """
    with persist_run(config, evaluation, takes_alias) as (kept, folder):
        return log_pending(kept, folder, config.tracking)
