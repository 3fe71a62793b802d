"""Which Python and which packages made a run."""

from __future__ import annotations

import platform
from importlib import metadata
from pathlib import Path

from pipeline.config import TrainConfig
from pipeline.errors import PipelineError
from pipeline.model.estimators import ESTIMATORS
from pipeline.provenance import distributions


def decisive_packages(config: TrainConfig) -> list[str]:
    """The packages whose versions decide whether a model trained with `config` comes out the same.

    They are those that a prediction passes through; another version of one may change its last digits.
    """
    estimator = ESTIMATORS[config.estimator]
    tuned = ("torch",) if estimator.fine_tunes(config.settings) else ()
    return sorted({*distributions("pipeline.model.folder"), *estimator.requires, *tuned}, key=str.lower)


def python_version() -> str:
    """Such as ``3.12.4``."""
    return platform.python_version()


def installed_packages() -> dict[str, str]:
    """Name and version of every installed package, sorted by name."""
    found = {str(d.metadata["Name"]): d.version for d in metadata.distributions() if d.metadata["Name"]}
    return dict(sorted(found.items(), key=lambda package: package[0].lower()))


def packages_text(packages: dict[str, str]) -> str:
    """One ``name==version`` a line, as pip reads it."""
    return "".join(f"{name}=={version}\n" for name, version in packages.items())


def read_packages(path: Path) -> dict[str, str]:
    """The packages in a file that holds `packages_text`.

    Raises
    ------
    PipelineError
        If a line is none of that form.
    """
    packages: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        name, separator, version = line.partition("==")
        if not separator:
            raise PipelineError(f"{path} line {number}: '{line}' is no name==version; get the file again.")
        packages[name] = version
    return packages
