"""What an MLflow store holds of a study: its runs, and the versions of its model with their aliases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline.config import TrackingConfig
from pipeline.tracking.registry import version_told_by

if TYPE_CHECKING:
    from mlflow import MlflowClient

_MOST = 50_000


@dataclass(frozen=True, slots=True)
class ListedRun:
    """One evaluated run.

    Attributes
    ----------
    name, run_id : str
    time : str
        When it was made, ISO 8601, UTC.
    estimator : str
    stance, sentiment : float or None
        Macro-F1 on the test part.
    test_articles : int or None
        How many articles that part has, where the run says so.
    versions : list of int
        Of the registered model.
    aliases : list of str
    """

    name: str
    run_id: str
    time: str
    estimator: str
    stance: float | None
    sentiment: float | None
    test_articles: int | None
    versions: list[int]
    aliases: list[str]


def listed_runs(client: MlflowClient, config: TrackingConfig) -> list[ListedRun]:
    """The evaluated runs of the study's experiment, newest first; sweeps and their trials are left out."""
    experiment = client.get_experiment_by_name(config.experiment)
    runs = client.search_runs([experiment.experiment_id], max_results=_MOST) if experiment else []
    versions: dict[str, list[int]] = {}
    for version in client.search_model_versions(f"name = '{config.registered_model}'"):
        versions.setdefault(version.run_id or version.tags.get("run_id", ""), []).append(int(version.version))
    aliases = _aliases(client, config) if versions else {}
    known = {number for numbers in versions.values() for number in numbers}
    found = []
    for run in runs:
        if "kind" in run.data.tags:
            continue
        told = version_told_by(run)
        # That of an earlier run, whose model is the same.
        same = [told] if told in known else []
        numbers = sorted({*versions.get(run.info.run_id, []), *same})
        articles = run.data.metrics.get("test.articles", run.data.metrics.get("stance.articles"))
        found.append(
            ListedRun(
                name=str(run.info.run_name),
                run_id=str(run.info.run_id),
                time=datetime.fromtimestamp(run.info.start_time / 1000, UTC).isoformat(timespec="minutes"),
                estimator=run.data.params.get("train.estimator", ""),
                stance=run.data.metrics.get("stance.macro_f1"),
                sentiment=run.data.metrics.get("sentiment.macro_f1"),
                test_articles=None if articles is None else round(articles),
                versions=numbers,
                aliases=[alias for alias, number in aliases.items() if number in numbers],
            )
        )
    return sorted(found, key=lambda run: run.time, reverse=True)


def _aliases(client: MlflowClient, config: TrackingConfig) -> dict[str, int]:
    held = client.get_registered_model(config.registered_model).aliases
    return {alias: int(number) for alias, number in sorted(held.items())}
