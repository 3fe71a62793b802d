"""With which version of the tool a study was made or last upgraded, as `stance init` writes it beside its configuration."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import PipelineError

MADE_WITH = Path("configs/made_with.json")


@dataclass(frozen=True, slots=True)
class MadeWith:
    """The tool as a study knows it.

    Attributes
    ----------
    version : str
        Of the package; empty where the study does not say.
    keys : frozenset of str
        The dotted names of all keys that the configuration had then. The study holds those that differ; of a key that is
        not among these its user has never heard.
    stages : dict of str to str
        The digest of the code and data that each stage is made of. ``dvc.yaml`` names it as a parameter, so that a stage
        is run again after an upgrade that changed it, and only then.
    stage_file : str
        SHA-256 of the ``dvc.yaml`` that was written, which tells whether somebody has changed it since.
    """

    version: str = ""
    keys: frozenset[str] = frozenset()
    stages: dict[str, str] = field(default_factory=dict)
    stage_file: str = ""


def read_made_with(study: Path) -> MadeWith:
    """What the study says, or empty values where it says nothing.

    Raises
    ------
    PipelineError
        If the file is damaged.
    """
    path = study / MADE_WITH
    if not path.is_file():
        return MadeWith()
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return MadeWith(str(said["version"]), frozenset(said["keys"]), dict(said["stages"]), str(said["stage_file"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PipelineError(
            f"{path}: is not what `stance init` wrote ({error}). Run `stance upgrade`, which writes it anew."
        ) from error
