"""Which folder a command or a notebook belongs to: the study whose configuration, model and runs it means."""

from __future__ import annotations

from pathlib import Path

CONFIG_PATH = Path("configs/pipeline.yaml")
DVC_YAML = Path("dvc.yaml")
_LOCAL = Path(".stance")
_DVC = ".dvc"


def study_folder(start: Path | None = None) -> Path:
    """The study that a folder lies in, itself or the nearest above it; where there is none, the folder.

    A study has a ``configs/pipeline.yaml`` and a ``dvc.yaml``, or the folder ``.stance`` of one that has runs.

    Parameters
    ----------
    start : Path, optional
        The working folder by default.
    """
    folder = (start or Path.cwd()).resolve()
    return next((above for above in (folder, *folder.parents) if is_study(above)), folder)


def lasting_folder(start: Path | None = None) -> Path:
    """The study in which runs are kept: `study_folder`, or the project that a DVC experiment in a temporary folder
    (``.dvc/tmp/exps/…``) belongs to, so that its run is not lost with that folder."""
    folder = study_folder(start)
    for parent in folder.parents:
        if parent.name == _DVC:
            return parent.parent
    return folder


def is_study(folder: Path) -> bool:
    """Whether a folder is a study's own, see `study_folder`."""
    return ((folder / CONFIG_PATH).is_file() and (folder / DVC_YAML).is_file()) or (folder / _LOCAL).is_dir()
