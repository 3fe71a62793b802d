"""Who has the registry's alias `champion`, who had it, and why: read from the registered model and written to it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline.compare.run import EvaluatedRun
from pipeline.config import TrackingConfig
from pipeline.errors import PipelineError
from pipeline.tracking.registry import registered_version as version_of_run
from pipeline.tracking.store import connect

if TYPE_CHECKING:
    from mlflow import MlflowClient

CHAMPION = "champion"
_HISTORY = "champion_history"
# MLflow keeps 5,000 characters of a tag.
_MOST_KEPT, _LONGEST_REASON = 8, 400


@dataclass(frozen=True, slots=True)
class Promotion:
    """A version of the registered model that is champion, since when and why; `forced` where the gate said no.

    `version` is empty in a refusal, of which `reason` says why.
    """

    version: str
    run: str
    time: str
    reason: str
    forced: bool = False

    @property
    def refused(self) -> bool:
        """Whether the gate said no."""
        return not self.version


def rollback(config: TrackingConfig) -> Promotion:
    """Give the alias back to the version that had it before.

    Raises
    ------
    PipelineError
        If there was none before, or none is left in the store.
    """
    client = connect(config)
    kept = history(client, config)
    if len(kept) < 2:
        raise PipelineError("There was no champion before this one, so there is nothing to roll back to.")
    *earlier, _ = kept
    there = {str(version.version) for version in client.search_model_versions(f"name = '{config.registered_model}'")}
    while earlier and earlier[-1].version not in there:
        earlier.pop()
    if not earlier:
        raise PipelineError(
            f"Every earlier champion was deleted from the MLflow store (versions {', '.join(p.version for p in kept[:-1])}), "
            "so there is nothing to roll back to. Promote a run that is still there: `stance runs` lists them."
        )
    client.set_registered_model_alias(config.registered_model, CHAMPION, earlier[-1].version)
    _keep(client, config, earlier)
    return earlier[-1]


def history(client: MlflowClient, config: TrackingConfig) -> list[Promotion]:
    """The champions so far, oldest first, as far back as is kept."""
    from mlflow.exceptions import MlflowException

    try:
        tags = client.get_registered_model(config.registered_model).tags
    except MlflowException:
        return []
    return [Promotion(**row) for row in json.loads(tags.get(_HISTORY, "[]"))]


def registered_version(client: MlflowClient, run: EvaluatedRun, config: TrackingConfig) -> str:
    """The registered version of the run's model; of several the newest.

    Raises
    ------
    PipelineError
        If it is not registered.
    """
    versions = client.search_model_versions(f"name = '{config.registered_model}'")
    numbers = [int(v.version) for v in versions if run.run_id and run.run_id in (v.run_id, v.tags.get("run_id"))]
    if (
        not numbers
        and run.run_id
        and (same := version_of_run(client, run.run_id)) in {int(v.version) for v in versions}
    ):
        # An equal model was registered before.
        return str(same)
    if not numbers:
        raise PipelineError(
            f"'{run.name}': its model is not registered as '{config.registered_model}', so it cannot get an alias. Evaluate it "
            "with `stance evaluate`, which registers it."
        )
    return str(max(numbers))


def crown(
    client: MlflowClient, config: TrackingConfig, version: str, run: str, reason: str, *, forced: bool
) -> Promotion:
    """Give the alias to a version of the registered model, and record that."""
    promotion = Promotion(version, run, now(), reason[:_LONGEST_REASON], forced)
    kept = [*history(client, config), promotion]
    client.set_model_version_tag(config.registered_model, version, "promotion", promotion.reason)
    client.set_model_version_tag(config.registered_model, version, "promotion_forced", str(forced).lower())
    client.set_registered_model_alias(config.registered_model, CHAMPION, version)
    _keep(client, config, kept)
    return promotion


def now() -> str:
    """The time, as it is recorded."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _keep(client: MlflowClient, config: TrackingConfig, kept: Sequence[Promotion]) -> None:
    rows = [asdict(promotion) for promotion in kept[-_MOST_KEPT:]]
    client.set_registered_model_tag(config.registered_model, _HISTORY, json.dumps(rows))
