"""The sweep in MLflow: one parent run, and under it one run for each combination and seed."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.config import PipelineConfig, flat_parameters
from pipeline.errors import PipelineError
from pipeline.provenance import code_version, git_state
from pipeline.sweep.outcome import Group, Outcome, mean_scores
from pipeline.sweep.scoring import FoldScore
from pipeline.sweep.space import Space
from pipeline.tracking.store import store_name

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import Run

# What a score of gold examples depends on; evaluation has no part in it.
_SECTIONS = ("ingest", "extract", "label", "train")
_PARENT = "mlflow.parentRunId"


class SweepRuns:
    """The runs of one study. What is in the store already is not logged again, so a sweep may be cut off anywhere.

    Parameters
    ----------
    client : MlflowClient
    experiment : str
        Its id.
    config, space, name
        Of the sweep.
    data_version : str
        Digest of the gold examples.
    kept : Path
        Where the outcomes lie whatever happens to the store.
    """

    def __init__(
        self,
        client: MlflowClient,
        experiment: str,
        config: PipelineConfig,
        space: Space,
        name: str,
        data_version: str,
        kept: Path,
    ) -> None:
        self._client, self._experiment, self._kept = client, experiment, kept
        self._config, self._space = config, space
        self.name = f"sweep-{name}"
        self._tags = {"sweep": name, "data_version": data_version, **_code_tags()}
        with self._store():
            self.parent = self._open_parent()
            self._logged = self._children()

    def log(self, outcomes: Sequence[Outcome]) -> None:
        """One run for each combination and seed that has none yet."""
        with self._store():
            for outcome in outcomes:
                for seed, scores in outcome.scores.items():
                    if (outcome.number, seed) not in self._logged:
                        self._log_trial(outcome, seed, scores)
                        self._logged.add((outcome.number, seed))

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """While the sweep runs; where it stops early, the parent run says so."""
        try:
            yield
        except BaseException:
            with suppress(Exception):
                self._client.set_terminated(self.parent, "KILLED")
            raise

    def finish(self, groups: Sequence[Group], trials: Path) -> None:
        """Say in the parent run which combination was best, and end it."""
        states = [group.outcome.state for group in groups]
        metrics = {f"points.{state}": float(states.count(state)) for state in ("complete", "pruned", "failed")}
        best = groups[0] if groups and groups[0].outcome.state == "complete" else None
        tags: dict[str, str] = {}
        if best and best.value:
            scores = [score for folds in best.outcome.scores.values() for score in folds]
            metrics |= {f"best.cv.{name}": value for name, value in mean_scores(scores).items()}
            metrics["best.value"] = best.value.value
            if best.seeds and best.seeds.deviation is not None:
                metrics["best.sd_over_seeds"] = best.seeds.deviation
            # Tags, because a sweep with more trials may find another best, and MLflow's parameters are final.
            tags = {f"best.{name}": _text(value) for name, value in best.outcome.parameters.items()}
        with self._store():
            now = int(time.time() * 1000)
            for name, value in tags.items():
                self._client.set_tag(self.parent, name, value)
            for name, number in metrics.items():
                self._client.log_metric(self.parent, name, number, now)
            self._client.log_artifact(self.parent, str(trials))
            self._client.set_terminated(self.parent, "FINISHED" if best else "FAILED")

    def _open_parent(self) -> str:
        found = self._search(f"tags.sweep = '{self._tags['sweep']}' and tags.kind = 'sweep'")
        if found:
            run_id = str(found[0].info.run_id)
            self._client.update_run(run_id, status="RUNNING")
            return run_id
        run = self._client.create_run(
            self._experiment,
            run_name=self.name,
            tags={**self._tags, "kind": "sweep", "mlflow.source.name": "stance sweep"},
        )
        settings = flat_parameters(self._config, "sweep")
        settings = {name: value for name, value in settings.items() if not name.startswith("sweep.space.")}
        settings.pop("sweep.trials")
        for name, values in self._config.sweep.space.items():
            settings[f"sweep.space.{name}"] = values if isinstance(values, list) else values.model_dump()
        self._log(str(run.info.run_id), settings, [])
        return str(run.info.run_id)

    def _children(self) -> set[tuple[int, int]]:
        logged = set()
        for run in self._search(f"tags.`{_PARENT}` = '{self.parent}'"):
            if run.info.status == "RUNNING":
                # Cut off while it was written: written again, whole.
                self._client.delete_run(run.info.run_id)
            else:
                logged.add((int(run.data.tags["point"]), int(run.data.params["train.seed"])))
        return logged

    def _search(self, condition: str) -> list[Run]:
        found: list[Run] = []
        token = None
        while True:
            page = self._client.search_runs([self._experiment], condition, max_results=1000, page_token=token)
            found += page
            token = page.token
            if not token:
                return found

    def _log_trial(self, outcome: Outcome, seed: int, scores: Sequence[FoldScore]) -> None:
        tags = {
            **self._tags,
            "kind": "trial",
            "state": outcome.state,
            "point": str(outcome.number),
            _PARENT: self.parent,
        }
        if outcome.reason:
            tags["reason"] = outcome.reason
        run = self._client.create_run(self._experiment, tags=tags, run_name=f"{self.name}-{outcome.number}-seed-{seed}")
        config = self._config.model_copy(update={"train": self._space.config(outcome.parameters, seed)})
        self._log(str(run.info.run_id), flat_parameters(config, *_SECTIONS), scores)
        self._client.set_terminated(run.info.run_id, "FAILED" if outcome.state == "failed" else "FINISHED")

    def _log(self, run_id: str, parameters: dict[str, Any], scores: Sequence[FoldScore]) -> None:
        from mlflow.entities import Metric, Param

        now = int(time.time() * 1000)
        metrics = []
        for fold, score in enumerate(scores):
            # MLflow shows the value of the last step, so the steps of the plain name are means over the folds so far.
            for name, mean in mean_scores(scores[: fold + 1]).items():
                metrics.append(Metric(f"cv.{name}", mean, now, fold))
            metrics.append(Metric("cv.stance.macro_f1_fold", score.stance, now, fold))
            metrics.append(Metric("cv.sentiment.macro_f1_fold", score.sentiment, now, fold))
        self._client.log_batch(run_id, metrics, [Param(name, _text(value)) for name, value in parameters.items()])

    @contextmanager
    def _store(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise PipelineError(
                f"The sweep could not be logged to {store_name(self._config.tracking)} ({reason}). What it found is kept in "
                f"{self._kept}; mend the store and run `stance sweep` again."
            ) from error


def _text(value: Any) -> str:
    return json.dumps(value) if isinstance(value, list | dict) else str(value)


def _code_tags() -> dict[str, str]:
    state = git_state(Path.cwd())
    return {
        "code_version": code_version(),
        "git_commit": state.commit if state else "none",
        "git_dirty": str(state.dirty).lower() if state else "unknown",
    }
