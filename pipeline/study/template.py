"""The files that a new study begins with: of the package's folder ``skeleton``, and the codebook with its page."""

from __future__ import annotations

import importlib.resources
from pathlib import Path

from pipeline.codebook.loading import packaged_codebook
from pipeline.codebook.stage import PAGE

_CODEBOOK = Path("configs/codebook.yaml")
# Names that would mean something where they lie: to git and DVC in a checkout, or, with a dot, to what makes a wheel.
_ELSEWHERE = {Path(".gitignore"): "gitignore", Path(".dvcignore"): "dvcignore", Path("dvc.yaml"): "stages.yaml"}
FILES = (
    Path("README.md"),
    Path("configs/pipeline.yaml"),
    _CODEBOOK,
    PAGE,
    Path("data/labels/README.md"),
    *_ELSEWHERE,
)


def template_text(path: Path) -> str:
    """The text of one of `FILES`; names such as ``$study`` are still to be filled in."""
    if path in (_CODEBOOK, PAGE):
        codebook = packaged_codebook()
        return codebook.text if path == _CODEBOOK else codebook.page()
    name = _ELSEWHERE.get(path, path.as_posix())
    return importlib.resources.files("pipeline.study").joinpath("skeleton").joinpath(name).read_text(encoding="utf-8")
