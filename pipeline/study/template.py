"""The files that a new study begins with, which lie in the package's folder ``skeleton``."""

from __future__ import annotations

import importlib.resources
from pathlib import Path

# Names that would mean something where they lie: to git and DVC in a checkout, or, with a dot, to what makes a wheel.
_ELSEWHERE = {Path(".gitignore"): "gitignore", Path(".dvcignore"): "dvcignore", Path("dvc.yaml"): "stages.yaml"}
FILES = (
    Path("README.md"),
    Path("configs/pipeline.yaml"),
    Path("data/codebook.md"),
    Path("data/labels/README.md"),
    *_ELSEWHERE,
)


def template_text(path: Path) -> str:
    """The text of one of `FILES`; names such as ``$study`` are still to be filled in."""
    name = _ELSEWHERE.get(path, path.as_posix())
    return importlib.resources.files("pipeline.study").joinpath("skeleton").joinpath(name).read_text(encoding="utf-8")
