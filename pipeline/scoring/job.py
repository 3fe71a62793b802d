"""What every worker of a run needs besides its shard: how to judge, and where parts go. Small, and never an article."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.attributions.methods import method_version
from pipeline.config import PipelineConfig
from pipeline.drift import TrainingProfile, read_profile
from pipeline.errors import PipelineError
from pipeline.model.folder import load_model
from pipeline.model.packaged import packaged_model, packaged_models
from pipeline.model.trained import TrainedModel
from pipeline.provenance import closure, code_version, distributions, file_digest
from pipeline.records import content_id
from pipeline.scoring.run import ScoreRun
from pipeline.scoring.scoring import ScoreOptions
from pipeline.scoring.selection import Selection

_MODULE = "pipeline.scoring.judging"
# Says what is one group after everything is read, and nothing of a score.
_AFTER_READING = {"near_duplicates"}


@dataclass(frozen=True, slots=True)
class Job:
    """How articles are judged in one run.

    Attributes
    ----------
    model : str
        Folder of the model, or the name of one of the package's, which lies elsewhere on other machines.
    model_version : str
    config : str
        The configuration as JSON.
    options : ScoreOptions
        Which rows are wanted.
    selection : Selection
        Which articles.
    parts : str
        Folder or address where parts go.
    copy_near_duplicates : bool
        Whether one of each group is judged and the others copy its rows.
    """

    model: str
    model_version: str
    config: str
    options: ScoreOptions
    selection: Selection
    parts: str
    copy_near_duplicates: bool = False

    @classmethod
    def of(
        cls,
        folder: Path,
        model: TrainedModel,
        config: PipelineConfig,
        options: ScoreOptions,
        run: ScoreRun,
        parts: str,
    ) -> Job:
        """The job of judging with the model in a folder."""
        packaged = [name for name in packaged_models() if packaged_model(name).resolve() == folder.resolve()]
        named = packaged[0] if packaged else str(folder.resolve())
        # What is the same for all rows is filled in when they are joined.
        plain = replace(options, data_version="", code_version="", config_version="")
        return cls(
            named, model.version, config.model_dump_json(), plain, run.selection, parts, run.copy_near_duplicates
        )

    @property
    def settings(self) -> PipelineConfig:
        """The configuration."""
        return _read_config(self.config)

    @property
    def about(self) -> dict[str, str]:
        """All that decides what the rows of an article are, by name: what a table says of its making."""
        config = self.settings
        options = self.options
        return {
            "model_version": self.model_version,
            "extract_method": method_version(config.extract.method),
            "config": json.dumps(_deciding(config), sort_keys=True),
            "options": json.dumps(
                {
                    **_asked(options),
                    "where": str(self.selection),
                    "copy_near_duplicates": self.copy_near_duplicates,
                },
                sort_keys=True,
            ),
            "code": code_digest(),
        }

    @property
    def config_version(self) -> str:
        """Digest of the configuration and the options, as far as they decide a row."""
        return config_version(self.settings, self.options)

    @property
    def digest(self) -> str:
        """Of `about`."""
        return content_id(json.dumps(self.about, sort_keys=True))

    @property
    def training(self) -> TrainingProfile | None:
        """What the model's training data look like, where that is known."""
        return _profile(self.model, self.model_version)

    def load(self) -> TrainedModel:
        """The model, loaded once a process.

        Raises
        ------
        PipelineError
            If it is not there, or is another by now.
        """
        return _loaded(self.model, self.model_version)


def config_version(config: PipelineConfig, options: ScoreOptions) -> str:
    """Digest of what decides a row beside the model and the article."""
    return content_id(json.dumps([_deciding(config), _asked(options)], sort_keys=True))[:12]


def _deciding(config: PipelineConfig) -> dict[str, Any]:
    return {
        "ingest": config.ingest.model_dump(mode="json", exclude=_AFTER_READING),
        "extract": config.extract.model_dump(mode="json"),
    }


def _asked(options: ScoreOptions) -> dict[str, Any]:
    return {
        "targets": sorted(options.targets) if options.targets is not None else None,
        "include_domestic": options.include_domestic,
        "include_organisations": options.include_organisations,
        "min_confidence": options.min_confidence,
        "explain": options.explain,
    }


@cache
def code_digest() -> str:
    """Of all code and data of the package that decides what a score is, and of the libraries it uses."""
    files = sorted(closure(_MODULE)) if "+g" in code_version() else []
    return content_id(code_version() if not files else "", *map(file_digest, files), distributions(_MODULE))


@cache
def _read_config(text: str) -> PipelineConfig:
    return PipelineConfig.model_validate_json(text)


def _folder(name: str) -> Path:
    return packaged_model(name) if name in packaged_models() else Path(name)


@cache
def _profile(name: str, version: str) -> TrainingProfile | None:
    return read_profile(_folder(name), version)


@cache
def _loaded(name: str, version: str) -> TrainedModel:
    model = load_model(_folder(name))
    if model.version != version:
        raise PipelineError(
            f"{name}: holds the model {model.version} here, and {version} was asked for. Install the same version of the tool "
            "on all machines, and let no training run while models judge."
        )
    return model
