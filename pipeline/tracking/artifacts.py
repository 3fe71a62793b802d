"""Fetching the files of a run from the store."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from pipeline.errors import PipelineError
from pipeline.tracking.store import first_line

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import Run

# Every run that was logged with its configuration, gold examples and package versions has this tag.
_COMPLETE = "evaluation_digest"


def has_artifact(client: MlflowClient, run: Run, path: str) -> bool:
    """Whether the store still holds the file `path` of a run."""
    parent = PurePosixPath(path).parent.as_posix()
    return any(file.path == path for file in client.list_artifacts(run.info.run_id, parent))


def fetch_artifact(client: MlflowClient, run: Run, path: str, folder: Path) -> Path:
    """Fetch the file `path` of a run into `folder`; return where it lies there.

    Raises
    ------
    PipelineError
        If the run never had it, it was deleted since, or it cannot be fetched.
    """
    name = run.info.run_name
    try:
        if has_artifact(client, run, path):
            return Path(client.download_artifacts(run.info.run_id, path, str(folder)))
    except Exception as error:
        raise PipelineError(f"{path} of run {name} cannot be fetched from the store ({first_line(error)}).") from error
    if _COMPLETE in run.data.tags:
        raise PipelineError(
            f"{path} of run {name} was deleted from the store ({run.info.artifact_uri}); put it back, or evaluate again."
        )
    raise PipelineError(
        f"Run {name} was logged by an older version, which did not keep {path}. Evaluate that model again with this one."
    )
