"""Carrying a study to the version of the tool that is installed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.config import load_config
from pipeline.config.made_with import MADE_WITH, MadeWith, read_made_with
from pipeline.errors import PipelineError
from pipeline.io import write_text
from pipeline.study.dvc_project import write_plots_page
from pipeline.study.template import FILES, template_text
from pipeline.study.tool import text_digest, this_tool, write_made_with
from pipeline.study_folder import CONFIG_PATH, DVC_YAML

# Replaced with care, or the user's to throw away.
_OWN = (DVC_YAML, Path("README.md"))
_NEW_STAGES = DVC_YAML.with_name("dvc.yaml.new")


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What became of a study.

    Attributes
    ----------
    before, now : MadeWith
    stages : list of str
        Those that are made differently now, so that `dvc repro` runs them again.
    keys : list of str
        Keys of the configuration that are new; the study has their default.
    own_stages : bool
        Whether ``dvc.yaml`` was changed by hand and so left as it is, with the tool's beside it.
    added : list of Path
        Files of a study that were missing.
    addresses : int
        Addresses in the MLflow store that named a folder of this machine and no longer do.
    """

    before: MadeWith
    now: MadeWith
    stages: list[str]
    keys: list[str]
    own_stages: bool
    added: list[Path]
    addresses: int

    def __str__(self) -> str:
        told = [f"Made with {self.before.version or 'no version that is known'}, now with {self.now.version}."]
        if self.added:
            told.append(f"Added: {', '.join(map(str, self.added))}.")
        if self.keys:
            told.append(f"New in the configuration, with their defaults: {', '.join(self.keys)}; see `stance config`.")
        if self.own_stages:
            told.append(
                f"{DVC_YAML} was changed by hand and stays as it is; the tool's is in {_NEW_STAGES}, to be merged."
            )
        if self.addresses:
            told.append(f"{self.addresses} addresses in the MLflow store no longer name a folder of this machine.")
        told.append(
            f"To be run again, since they are made differently: {', '.join(self.stages)}. Type `dvc repro`."
            if self.stages
            else "Every stage is made as before."
        )
        return "\n".join(told)


def upgrade_study(study: Path) -> Upgrade:
    """Carry a study to this version; labels, configuration and what the stages made stay as they are.

    Raises
    ------
    PipelineError
        If `study` is none, its configuration holds keys that this version does not know, or it cannot be written to.
    """
    # Slow, and not wanted where a study is made.
    from pipeline.study.movable_store import make_movable
    from pipeline.tracking.store import sqlite_path

    if not (study / CONFIG_PATH).is_file():
        raise PipelineError(f"{study}: is no study ({CONFIG_PATH} is missing). Make one with `stance init FOLDER`.")
    before, now = _before(study), this_tool()
    config = load_config(study / CONFIG_PATH)
    added = [path for path in FILES if not (study / path).exists() and path not in _OWN]
    for path in added:
        write_text(study / path, template_text(path))
    own = _renew_stages(study, before)
    write_made_with(study, now)
    if (study / ".dvc").is_dir():
        write_plots_page(study)
    store = sqlite_path(config.tracking)
    return Upgrade(
        before=before,
        now=now,
        stages=[stage for stage, digest in now.stages.items() if before.stages.get(stage) != digest],
        keys=sorted(now.keys - before.keys) if before.keys else [],
        own_stages=own,
        added=added,
        addresses=make_movable(store) if store else 0,
    )


def _before(study: Path) -> MadeWith:
    try:
        return read_made_with(study)
    except PipelineError:
        # It is damaged, and is written anew.
        (study / MADE_WITH).rename(study / MADE_WITH.with_suffix(".json.damaged"))
        return MadeWith()


def _renew_stages(study: Path, before: MadeWith) -> bool:
    """Put the tool's stages where the study's are as the tool wrote them; otherwise beside them, and say so."""
    tool = template_text(DVC_YAML)
    path = study / DVC_YAML
    there = path.read_text(encoding="utf-8") if path.exists() else None
    if there is not None and text_digest(there) == text_digest(tool):
        return False
    if there is None or text_digest(there) == before.stage_file:
        write_text(path, tool)
        return False
    write_text(study / _NEW_STAGES, tool)
    return True
