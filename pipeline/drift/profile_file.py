"""The profile of a model's training data, beside the model in its folder."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.drift.training import TrainingProfile
from pipeline.errors import PipelineError
from pipeline.io import write_json

PROFILE = "profile.json"


def save_profile(folder: Path, profile: TrainingProfile) -> None:
    """Write the profile into the folder of its model; equal data give equal bytes.

    Raises
    ------
    PipelineError
        If the folder cannot be written to.
    """
    write_json(folder / PROFILE, profile.as_dict())


def read_profile(folder: Path, model: str) -> TrainingProfile | None:
    """The profile of the training data of the model in `folder`.

    Parameters
    ----------
    folder : Path
    model : str
        The model's version.

    Returns
    -------
    TrainingProfile or None
        ``None`` where there is none (an older version trained the model), or where it is that of a model that lay there
        before.

    Raises
    ------
    PipelineError
        If the file is damaged.
    """
    path = folder / PROFILE
    if not path.is_file():
        return None
    try:
        found = TrainingProfile.from_dict(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        raise PipelineError(
            f"{path}: is no profile of training data ({type(error).__name__}: {error}). Train the model again, or delete "
            "the file to score without a comparison."
        ) from error
    return found if found.model == model else None
