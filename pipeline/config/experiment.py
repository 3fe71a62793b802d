"""Whether a DVC experiment in a temporary folder works on what its study holds."""

from __future__ import annotations

import subprocess
from pathlib import Path

from pipeline.config.sections import PathsConfig
from pipeline.errors import PipelineError
from pipeline.study_folder import lasting_folder, study_folder


def require_inputs(paths: PathsConfig) -> None:
    """Make sure that no label file and no article of the study is missing in an experiment because nobody made it known.

    ``dvc exp run --queue`` copies what git and DVC know. A file that they do not know would be left out without a word,
    and the experiment would answer another question than the one that was asked. Every stage asks, since an experiment
    runs only those that its parameters change.

    Raises
    ------
    PipelineError
        If a file is missing here.
    """
    here, study = study_folder(), lasting_folder()
    if here != study:
        _require(paths.labels, "git add", here, study)
        _require(paths.raw, "dvc add", here, study)


def _require(folder: Path, command: str, here: Path, study: Path) -> None:
    if folder.is_absolute():
        return
    missing = [path for path in _files(study / folder) if not (here / path.relative_to(study)).exists()]
    unknown = sorted({path.relative_to(study).as_posix() for path in missing} - _known_to_git(study, folder))
    if unknown:
        more = f" (and {len(unknown) - 1} more)" if len(unknown) > 1 else ""
        raise PipelineError(
            f"{unknown[0]}{more}: is in the study but not in this experiment, since it is not known to git or DVC. Type "
            f"`{command} {folder.as_posix()}` in {study}, then queue the experiment again."
        )


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")]


def _known_to_git(study: Path, folder: Path) -> set[str]:
    try:
        run = subprocess.run(
            ["git", "-C", str(study), "ls-files", "-z", "--", folder.as_posix()],
            capture_output=True,
            text=True,
            timeout=20,
        )
    except (OSError, subprocess.TimeoutExpired):
        return set()
    return set(run.stdout.split("\0"))
