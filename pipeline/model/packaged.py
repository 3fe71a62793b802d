"""The models that the package carries."""

from __future__ import annotations

import importlib.resources
from pathlib import Path

from pipeline.model.estimators import ESTIMATORS
from pipeline.model.folder import DESCRIPTION


def packaged_model(name: str | None = None) -> Path:
    """The folder of a model that the package carries: of that estimator, or of the best whose requirements are installed."""
    if name is None:
        name = [packaged for packaged in packaged_models() if ESTIMATORS[packaged].is_installed()][-1]
    return _shipped(name)


def packaged_models() -> list[str]:
    """The estimators of which the package carries a model, from the plainest to the best."""
    return [name for name in ESTIMATORS if (_shipped(name) / DESCRIPTION).is_file()]


def _shipped(name: str) -> Path:
    return Path(str(importlib.resources.files("pipeline.shipped") / name))
