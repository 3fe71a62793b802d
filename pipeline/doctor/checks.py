"""One function a check; each says what it found and, where something is wrong, what to type."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from pipeline.config import PipelineConfig, load_config
from pipeline.errors import PipelineError
from pipeline.extras import missing_library
from pipeline.study_folder import CONFIG_PATH

State = Literal["ok", "warning", "failed"]
_LOCK = Path("requirements.lock")


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, how it stands, what was found, and how to mend it."""

    name: str
    state: State
    found: str
    mend: str = ""


def _python(config: PipelineConfig) -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        return Check("Python", "failed", version, "use Python 3.11, 3.12 or 3.13")
    return Check("Python", "ok", version)


def _packages(config: PipelineConfig) -> Check:
    if not _LOCK.exists():
        return Check("packages", "ok", "no requirements.lock in this folder to compare with")
    pinned = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(.*)$", _LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    versions: dict[str, set[str]] = {}
    for name, version, _ in pinned:
        versions.setdefault(name, set()).add(version)
    differing = []
    for name, allowed in versions.items():
        try:
            installed = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
        if installed not in allowed:
            differing.append(f"{name} {installed} (locked {', '.join(sorted(allowed))})")
    if differing:
        return Check("packages", "warning", "; ".join(differing[:4]), "make install")
    return Check("packages", "ok", "as in requirements.lock")


def _extraction(config: PipelineConfig) -> Check:
    from pipeline.attributions.methods import method_version

    return Check("extraction", "ok", f"method {method_version(config.extract.method)}")


def _git(config: PipelineConfig) -> Check:
    from pipeline.provenance import git_state

    state = git_state(Path.cwd())
    if state is None:
        return Check(
            "git",
            "warning",
            "not a git repository: runs will carry no commit",
            "`stance init FOLDER` makes a study with one",
        )
    return Check("git", "ok", f"{state.commit[:8]}{' with uncommitted changes' if state.dirty else ''}")


def _dvc(config: PipelineConfig) -> Check:
    if not Path(".dvc").is_dir() or not Path("dvc.yaml").exists():
        return Check(
            "DVC",
            "warning",
            "no DVC project in this folder",
            "`stance init FOLDER` makes a study with one; or work without it",
        )
    if importlib.util.find_spec("dvc") is None:
        return Check("DVC", "failed", "not installed", "make install")
    run = subprocess.run([sys.executable, "-m", "dvc", "status", "--json"], capture_output=True, text=True)
    if run.returncode != 0:
        return Check("DVC", "failed", (run.stderr.strip().splitlines() or ["dvc status failed"])[-1], "dvc status")
    try:
        changed = json.loads(run.stdout or "{}")
    except json.JSONDecodeError:
        changed = {}
    if changed:
        return Check("DVC", "warning", f"to be run again: {', '.join(changed)}", "dvc repro")
    return Check("DVC", "ok", "all stages are up to date")


def _stage_files(config: PipelineConfig) -> Check | None:
    from pipeline.doctor.stage_files import is_checkout, named_files, needed_files, unnamed

    if not is_checkout(Path.cwd()):
        return None
    missing = {stage: unnamed(named, needed_files(stage)) for stage, named in named_files(Path.cwd()).items()}
    wrong = [f"{stage} lacks {', '.join(files[:2])}" for stage, files in missing.items() if files]
    if wrong:
        return Check("stage files", "warning", f"not named in dvc.yaml: {'; '.join(wrong)}", "stance doctor --fix-deps")
    return Check("stage files", "ok", "dvc.yaml names all that each stage imports")


def _model(config: PipelineConfig) -> Check:
    from pipeline.model.folder import DESCRIPTION, load_model
    from pipeline.model.packaged import packaged_model

    folder = config.paths.model
    if not (folder / DESCRIPTION).is_file():
        packaged = load_model(packaged_model())
        return Check("model", "ok", f"none trained here; the packaged model {packaged.version} is used")
    model = load_model(folder)
    return Check("model", "ok", f"{model.version} in {folder}, from {model.description['training_examples']} examples")


def _mlflow(config: PipelineConfig) -> Check:
    from pipeline.tracking.store import connect, store_exists, store_name, store_origin

    store = f"{store_name(config.tracking)} ({store_origin()})"
    if not store_exists(config.tracking):
        return Check("MLflow store", "warning", f"{store}: none yet", "stance evaluate (or dvc repro) makes it")
    client = connect(config.tracking)
    experiment = client.get_experiment_by_name(config.tracking.experiment)
    found = client.search_runs([experiment.experiment_id], max_results=200) if experiment else []
    # Sweeps and their trials are not what a person would compare.
    runs = [run for run in found if "kind" not in run.data.tags][:5]
    if not runs:
        return Check("MLflow store", "warning", f"{store}: no runs yet", "dvc repro")
    names = ", ".join(str(run.info.run_name) for run in runs)
    return Check("MLflow store", "ok", f"{store}: newest runs {names}")


def _kept_runs(config: PipelineConfig) -> Check:
    from pipeline.tracking.pending import PENDING, pending_ids

    if waiting := len(pending_ids()):
        found = f"{waiting} in {PENDING} that the MLflow store does not have yet"
        return Check("runs kept here", "warning", found, "stance sync")
    return Check("runs kept here", "ok", "none: the MLflow store has all")


# A check that does not apply says nothing.
_CHECKS: dict[str, Callable[[PipelineConfig], Check | None]] = {
    "Python": _python,
    "packages": _packages,
    "extraction": _extraction,
    "git": _git,
    "DVC": _dvc,
    "stage files": _stage_files,
    "model": _model,
    "MLflow store": _mlflow,
    "runs kept here": _kept_runs,
}


def run_checks(config_path: Path | None = None) -> list[Check]:
    """All checks; one that cannot be made is a failed one, or a warning where only a library of an extra is missing."""
    try:
        config = load_config(config_path)
    except PipelineError as error:
        return [Check("configuration", "failed", str(error), "mend the file, then run stance doctor again")]
    where = config_path or (CONFIG_PATH if CONFIG_PATH.exists() else "the packaged one")
    checks = [Check("configuration", "ok", str(where))]
    for name, check in _CHECKS.items():
        try:
            found = check(config)
        except PipelineError as error:
            found = Check(name, "failed", str(error), "as said")
        except ModuleNotFoundError as error:
            missing = missing_library(error)
            if missing is None:
                raise
            found = Check(name, "warning", str(missing), "as said")
        if found:
            checks.append(found)
    return checks
