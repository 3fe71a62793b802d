"""What a run was made of, beside what there is here: whatever must be the same for a run to repeat to the byte."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.config import PipelineConfig, TrackingConfig, flat_parameters, load_config
from pipeline.errors import PipelineError
from pipeline.tracking.artifacts import fetch_artifact
from pipeline.tracking.environment import decisive_packages, installed_packages, read_packages
from pipeline.tracking.pending import CONFIG, DIFF, PACKAGES
from pipeline.tracking.store import store_name, store_origin
from pipeline.tracking.versions import uncommitted_diff, version_tags

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import Run

NOT_THERE = "–"
DATA = "data"
_SECTIONS = ("train", "evaluate")


@dataclass(frozen=True, slots=True)
class Origin:
    """One thing that a run was made of: what it was then, what it is here, and the command that makes them the same.

    `decisive` is false for what may differ without changing a repeated run.
    """

    name: str
    then: str
    here: str
    mend: str = ""
    decisive: bool = True

    @property
    def same(self) -> bool:
        """Whether here is as then."""
        return self.then == self.here


def _commit(tags: dict[str, str], here: dict[str, str]) -> Origin:
    commit = tags.get("git_commit", "none")
    return Origin(
        "commit", commit[:8], here["git_commit"][:8], "" if commit == "none" else f"git checkout {commit[:8]}"
    )


def _code(tags: dict[str, str], here: dict[str, str]) -> Origin:
    # The commit and what is changed in it have rows of their own; equal code may stand in different ones.
    then, now = (
        f"{t.get('code_version', NOT_THERE).partition('+')[0]} {t.get('code_digest', NOT_THERE)}" for t in (tags, here)
    )
    return Origin("stance", then, now, f"install stance {tags.get('code_version')}")


def _changes(run: Run, tags: dict[str, str], here: dict[str, str], tracking: TrackingConfig) -> Origin:
    then = tags.get("git_diff", "none")
    store = "" if store_origin() != "tracking.uri" else f"MLFLOW_TRACKING_URI={store_name(tracking)} "
    fetch = f"{store}mlflow artifacts download -r {run.info.run_id} -a {DIFF} -d . && git apply {Path(DIFF).name}"
    steps = ([] if here["git_diff"] == "none" else ["git stash"]) + ([] if then == "none" else [fetch])
    return Origin("uncommitted changes", then, here["git_diff"], " && ".join(steps))


def _data(run: Run, tags: dict[str, str], here: dict[str, str]) -> Origin:
    mend = f"stance reproduce {run.info.run_name} --data run"
    if Path(".dvc").is_dir() and tags.get("dvc_gold") not in (None, "not yet tracked"):
        mend = f"git checkout {tags.get('git_commit', '')[:8]} && dvc checkout, or {mend}"
    return Origin(DATA, tags.get("data_version", NOT_THERE), here["data_version"], mend)


def _lock_file(tags: dict[str, str], here: dict[str, str]) -> Origin:
    commit = tags.get("git_commit", "none")
    checkout = "" if commit == "none" else f"git checkout {commit[:8]} requirements.lock && "
    return Origin("lock file", tags.get("lock_file", NOT_THERE), here["lock_file"], f"{checkout}make install")


def _packages(then: dict[str, str], config: PipelineConfig) -> list[Origin]:
    here = installed_packages()
    return [
        Origin(name, then.get(name, NOT_THERE), here.get(name, NOT_THERE), f"make install, or pip install {name}=={then.get(name)}")
        for name in decisive_packages(config.train)
    ]  # fmt: skip


def _parameters(then: PipelineConfig, here: PipelineConfig) -> list[Origin]:
    ours, theirs = flat_parameters(here, *_SECTIONS), flat_parameters(then, *_SECTIONS)
    return [
        Origin(name, str(theirs.get(name, NOT_THERE)), str(ours.get(name, NOT_THERE)), "none needed: the run's own is used", False)
        for name in sorted(ours.keys() | theirs.keys())
        if theirs.get(name, NOT_THERE) != ours.get(name, NOT_THERE)
    ]  # fmt: skip


def run_config(client: MlflowClient, run: Run, folder: Path) -> PipelineConfig:
    """The configuration that a run was made with, fetched into `folder`.

    Raises
    ------
    PipelineError
        If the run did not finish, has no configuration, or has one that this version does not know.
    """
    if run.info.status != "FINISHED":
        raise PipelineError(
            f"Run {run.info.run_name} did not finish (its status is {run.info.status}), so there is nothing to repeat."
        )
    path = fetch_artifact(client, run, CONFIG, folder)
    try:
        return load_config(path)
    except PipelineError as error:
        made = run.data.tags.get("code_version", "that made it")
        raise PipelineError(
            f"Run {run.info.run_name} has a configuration of another version. {error} Install stance {made}."
        ) from error


def run_origins(
    client: MlflowClient, run: Run, then: PipelineConfig, here: PipelineConfig, folder: Path
) -> list[Origin]:
    """Commit, uncommitted changes, data, lock file, Python, packages, and those parameters that differ.

    Parameters
    ----------
    then, here : PipelineConfig
        The run's own configuration and that of this folder.
    folder : Path
        Where files of the run are fetched to.

    Raises
    ------
    PipelineError
        If the store lacks what a run must hold for this.
    """
    tags = dict(run.data.tags)
    diff = uncommitted_diff()
    ours = version_tags(here, diff)
    packages = read_packages(fetch_artifact(client, run, PACKAGES, folder))
    return [
        _commit(tags, ours),
        _code(tags, ours),
        _changes(run, tags, ours, here.tracking),
        _data(run, tags, ours),
        _lock_file(tags, ours),
        Origin("Python", tags.get("python", NOT_THERE), ours["python"], f"use Python {tags.get('python')}"),
        *_packages(packages, then),
        *_parameters(then, here),
    ]
