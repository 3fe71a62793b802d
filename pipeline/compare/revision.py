"""Git revisions and DVC experiments as runs to compare: what DVC keeps of them, without checking anything out."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.compare.run import EvaluatedRun, parameter_text
from pipeline.config import whole_values
from pipeline.errors import PipelineError
from pipeline.evaluate.files import METRICS, read_metrics
from pipeline.io import read_records
from pipeline.label.dataset import load_gold
from pipeline.model.folder import read_description
from pipeline.provenance import file_digest
from pipeline.records import GoldExample, Prediction
from pipeline.study_folder import CONFIG_PATH

SECTIONS = ("ingest", "extract", "label", "train", "evaluate")


@cache
def _scratch() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="stance-revision-")


def revision_commit(name: str) -> str | None:
    """The commit that a branch, tag, commit or DVC experiment is, or ``None`` where this folder knows no such one."""
    try:
        from dvc.repo import Repo
        from dvc.scm import resolve_rev

        with Repo() as repo:
            return str(resolve_rev(repo.scm, name))
    except Exception:
        return None


def from_revision(name: str, commit: str) -> EvaluatedRun:
    """The run that a revision holds.

    Raises
    ------
    PipelineError
        If the revision holds no evaluation, or DVC's cache has it no longer.
    """
    folder = Path(_scratch().name) / commit
    config = whole_values(_fetch(name, commit, str(CONFIG_PATH), folder))
    paths = {key: str(value) for key, value in config["paths"].items()}
    evaluation = _fetch(name, commit, paths["evaluation"], folder)
    predictions = list(read_records(evaluation / "predictions.parquet", Prediction))
    gold_folder = _fetch(name, commit, paths["gold"], folder)
    description = read_description(_fetch(name, commit, paths["model"], folder))
    parameters = {key: parameter_text(value) for key, value in _flat({s: config.get(s, {}) for s in SECTIONS}).items()}
    parameters |= {f"chosen.{key}": parameter_text(value) for key, value in description["chosen"].items()}
    return EvaluatedRun(
        name=name,
        found_as="revision",
        parameters=parameters,
        versions={"git_commit": commit, "data_version": file_digest(gold_folder)[:12]},
        metrics=read_metrics(evaluation / METRICS),
        predictions=predictions,
        gold={part: [GoldExample(**row) for row in rows] for part, rows in load_gold(gold_folder).items()},
        fetch_model=lambda: folder / paths["model"],
    )


def _fetch(name: str, commit: str, path: str, folder: Path) -> Path:
    from dvc.api import DVCFileSystem

    there = folder / path
    if there.exists():
        return there
    there.parent.mkdir(parents=True, exist_ok=True)
    try:
        files = DVCFileSystem(rev=commit)
        files.get(path, str(there), recursive=files.isdir(path))
    except Exception as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise PipelineError(
            f"'{name}' (revision {commit[:8]}): {path} cannot be had ({reason}). Run `dvc repro` at that revision, or "
            f"`dvc pull` if it was pushed."
        ) from error
    return there


def _flat(tree: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in tree.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = value
    return flat
