"""Finding a run in the MLflow store by what a person calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.config import TrackingConfig
from pipeline.errors import PipelineError, did_you_mean

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import Run


class RunNotFoundError(PipelineError):
    """No run is called as was asked."""


def find_run(client: MlflowClient, name: str, config: TrackingConfig) -> Run:
    """The run with the given id, an unambiguous beginning of it, or name; of several with one name the newest.

    Raises
    ------
    RunNotFoundError
        If there is none.
    PipelineError
        If the beginning of an id fits several.
    """
    experiment = client.get_experiment_by_name(config.experiment)
    runs: list[Run] = list(client.search_runs([experiment.experiment_id], max_results=50_000)) if experiment else []
    named = [run for run in runs if run.info.run_name == name] or [run for run in runs if run.info.run_id == name]
    if named:
        return named[0]
    begun = [run for run in runs if len(name) >= 4 and run.info.run_id.startswith(name)]
    if len(begun) == 1:
        return begun[0]
    if begun:
        raise PipelineError(f"'{name}' is the beginning of {len(begun)} run ids; give more of it.")
    # A sweep and its trials hold no evaluation.
    known = [str(run.info.run_name) for run in runs if "kind" not in run.data.tags]
    listed = (
        f" There are: {', '.join(known[:8])}{f' and {len(known) - 8} more' if len(known) > 8 else ''}."
        if known
        else " The store holds no runs yet."
    )
    raise RunNotFoundError(
        f"No run is called '{name}' in experiment '{config.experiment}'.{did_you_mean(name, known)}{listed}"
    )
