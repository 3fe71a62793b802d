"""Runs on this machine, each whole in a folder of its own, until the MLflow store has them.

`stance evaluate` keeps every run before it logs it, and removes the folder once the store holds all of it: a server
that is away, or dies half-way, or a killed process costs no run. A folder of ``.stance/pending`` holds

    run.json     name, time, tags, parameters, metrics, and where in the store the run belongs
    code/ config/ data/ evaluation/     the run's artifacts, as they will lie in the store
    model/       the model to register

It is made under a name that begins with a dot and renamed when it is complete. Whoever makes, logs or removes one
holds the lock inside it.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from pipeline.config import PipelineConfig, flat_parameters
from pipeline.errors import PipelineError
from pipeline.evaluate.evaluation import Evaluation
from pipeline.io import write_json, write_text
from pipeline.model.folder import load_model
from pipeline.provenance import file_digest
from pipeline.study_folder import lasting_folder
from pipeline.tracking.description import TAG, run_description
from pipeline.tracking.environment import installed_packages, packages_text
from pipeline.tracking.gold_table import write_gold_table
from pipeline.tracking.metrics import run_metrics
from pipeline.tracking.versions import uncommitted_diff, version_tags

if TYPE_CHECKING:
    from filelock import BaseFileLock

PENDING = Path(".stance/pending")
ARTIFACTS = ("code", "config", "data", "evaluation")
CONFIG, DIFF = "config/pipeline.yaml", "code/uncommitted.diff"
GOLD, LABEL_REPORT = "data/gold.parquet", "data/report.json"
PACKAGES, PREDICTIONS, MODEL = "code/packages.txt", "evaluation/predictions.parquet", "model"
_RUN = "run.json"
TRAINING_EXAMPLES = "training_examples"
# Seeding `random` must not give two runs one name.
_CHANCE = random.SystemRandom()
_SECTIONS = ("ingest", "extract", "label", "train", "evaluate")


@dataclass(frozen=True, slots=True)
class KeptRun:
    """All of a run but its files.

    `start_time` is in milliseconds since 1970; `gold_source` is the gold folder's path; `takes_alias` says whether the
    model gets the alias although the one that has it learned from more.
    """

    id: str
    run_name: str
    start_time: int
    tags: dict[str, str]
    parameters: dict[str, str]
    metrics: dict[str, float]
    gold_source: str
    experiment: str
    registered_model: str
    alias: str
    takes_alias: bool = False

    @property
    def time(self) -> str:
        """When the run was made, in ISO 8601, UTC."""
        return datetime.fromtimestamp(self.start_time / 1000, UTC).isoformat(timespec="seconds")


def pending_folder() -> Path:
    """Where the runs of this study wait."""
    return lasting_folder() / PENDING


def pending_ids() -> list[str]:
    """The ids of the runs that wait, oldest first."""
    folder = pending_folder()
    return sorted(path.name for path in folder.iterdir() if path.name[0] != ".") if folder.is_dir() else []


def _lock(folder: Path) -> BaseFileLock:
    from filelock import FileLock

    return FileLock(folder / ".lock")


def _parameters(config: PipelineConfig, chosen: dict[str, object]) -> dict[str, str]:
    flat = flat_parameters(config, *_SECTIONS) | {f"chosen.{name}": value for name, value in chosen.items()}
    return {name: json.dumps(value) if isinstance(value, list) else str(value) for name, value in flat.items()}


def _drawn_name() -> str:
    from coolname import generate_slug, replace_random

    # Like those that an MLflow store draws, which come too late for a run that waits for its store.
    replace_random(_CHANCE)
    return f"{generate_slug(2)}-{_CHANCE.randrange(100, 1000)}"


def _copy_files(config: PipelineConfig, folder: Path, diff: bytes) -> None:
    # The names that begin with a dot are files that another process is writing.
    shutil.copytree(config.paths.evaluation, folder / "evaluation", ignore=shutil.ignore_patterns(".*"))
    shutil.copytree(config.paths.model, folder / MODEL, ignore=shutil.ignore_patterns(".*"))
    write_gold_table(config.paths.gold, folder / GOLD)
    for about in ("README.md", "report.json"):
        if (config.paths.gold / about).is_file():
            shutil.copy(config.paths.gold / about, folder / "data")
    write_text(folder / CONFIG, yaml.safe_dump(config.model_dump(mode="json"), sort_keys=False, allow_unicode=True))
    write_text(folder / PACKAGES, packages_text(installed_packages()))
    if diff:
        (folder / DIFF).write_bytes(diff)


def _describe(config: PipelineConfig, evaluation: Evaluation, folder: Path, name: str, diff: bytes) -> KeptRun:
    from mlflow.tracking.context.registry import resolve_tags

    model = load_model(folder / MODEL)
    tags = version_tags(config, diff) | {
        "model_version": model.version,
        "evaluation_digest": file_digest(folder / PREDICTIONS),
        TRAINING_EXAMPLES: str(model.description["training_examples"]),
        TAG: run_description(config, evaluation, model.description["training_examples"]),
    }
    return KeptRun(
        id=name,
        run_name=_drawn_name(),
        start_time=time.time_ns() // 1_000_000,
        tags=resolve_tags(tags),
        parameters=_parameters(config, model.description["chosen"]),
        metrics=run_metrics(evaluation),
        gold_source=config.paths.gold.as_posix(),
        experiment=config.tracking.experiment,
        registered_model=config.tracking.registered_model,
        alias=config.tracking.alias,
    )


@contextmanager
def persist_run(
    config: PipelineConfig, evaluation: Evaluation, takes_alias: bool = False
) -> Iterator[tuple[KeptRun, Path]]:
    """Keep an evaluated model as a run; give the run and its folder, locked until the block ends.

    Parameters
    ----------
    config : PipelineConfig
        Its paths say where the gold examples, the model and the evaluation lie.
    evaluation : Evaluation
        Already written to ``config.paths.evaluation``.
    takes_alias : bool, default=False
        See `pipeline.tracking.registry.register_model`.

    Raises
    ------
    PipelineError
        If something of it is missing, or the folder cannot be written to.
    """
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{os.urandom(3).hex()}"
    folder, made = pending_folder() / name, pending_folder() / f".{name}"
    made.mkdir(parents=True)
    lock = _lock(made)
    with lock:
        try:
            diff = uncommitted_diff()
            _copy_files(config, made, diff)
            kept = replace(_describe(config, evaluation, made, name, diff), takes_alias=takes_alias)
            write_json(made / _RUN, asdict(kept))
            made.rename(folder)
        except BaseException as error:
            shutil.rmtree(made, ignore_errors=True)
            if isinstance(error, OSError):
                raise PipelineError(
                    f"{folder}: the run could not be kept ({error.strerror or error}). The evaluation itself is in "
                    f"{config.paths.evaluation}; free some space, then run `stance evaluate` again."
                ) from error
            raise
        yield kept, folder


@contextmanager
def claim(name: str) -> Iterator[tuple[KeptRun, Path] | None]:
    """The run that waits under `name` and its folder, locked until the block ends; ``None`` where another process has it.

    Raises
    ------
    PipelineError
        If its folder is damaged.
    """
    from filelock import Timeout

    folder = pending_folder() / name
    lock = _lock(folder)
    try:
        if not folder.is_dir():
            raise FileNotFoundError
        lock.acquire(timeout=0)
    except (Timeout, FileNotFoundError):
        yield None
        return
    try:
        try:
            kept = KeptRun(**json.loads((folder / _RUN).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise PipelineError(f"{folder / _RUN}: describes no run ({error}). Move the folder elsewhere.") from error
        yield kept, folder
    finally:
        lock.release()


def discard(folder: Path) -> None:
    """Remove a run that the store holds; the caller has its lock. An interruption leaves no half of it behind."""
    gone = folder.with_name(f".{folder.name}")
    folder.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)


def remove_abandoned() -> None:
    """Remove what killed processes left of runs that were not complete yet, or that the store already has."""
    from filelock import Timeout

    folder = pending_folder()
    for path in sorted(folder.glob(".*/")) if folder.is_dir() else []:
        try:
            with _lock(path).acquire(timeout=0):
                shutil.rmtree(path, ignore_errors=True)
        except (Timeout, FileNotFoundError):
            continue
