"""A researcher's own study: a folder apart from the tool, made by `stance init` and carried over by `stance upgrade`."""

from pipeline.study.making import MadeStudy, make_study
from pipeline.study.presets import presets
from pipeline.study.upgrading import Upgrade, upgrade_study

__all__ = ["MadeStudy", "Upgrade", "make_study", "presets", "upgrade_study"]
