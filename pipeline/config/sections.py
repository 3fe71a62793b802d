"""Every parameter of the pipeline, typed; `configs/pipeline.yaml` says what each one means."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, field_validator, model_validator

from pipeline.languages import known_languages

Positive = Annotated[int, Field(gt=0)]
Method = Literal["rules", "tagger"]
PairsMethod = Literal["judged", "named"]
JUDGED: PairsMethod = "judged"
Share = Annotated[float, Field(ge=0, le=1)]


class Section(BaseModel):
    """A part of the configuration: it may not change, and knows no other keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class PathsConfig(Section):
    """Where the stages read and write, relative to the study folder."""

    raw: Path
    labels: Path
    articles: Path
    rejects: Path
    statements: Path
    examples: Path
    gold: Path
    model: Path
    evaluation: Path
    codebook: Path
    annotation: Path


class IngestConfig(Section):
    """Limits on what counts as an article, how its fields are named and its date is read, and which copies are one."""

    min_characters: Positive
    max_megabytes: Positive
    max_expansion: Positive
    page_seconds: Positive
    date_order: Literal["DMY", "MDY"]
    guess_dates: bool
    columns: dict[str, str]
    preset: str | None
    gate: list[Literal["language", "country"]]
    near_duplicates: Share


class ExtractConfig(Section):
    """How statements are found."""

    method: Method
    pairs: PairsMethod
    min_reported: Share
    languages: Annotated[list[str], Field(min_length=1)]

    @field_validator("languages")
    @classmethod
    def _are_known(cls, languages: list[str]) -> list[str]:
        there = known_languages()
        for language in languages:
            if language not in there:
                raise ValueError(f"'{language}' is not available; there is: {', '.join(there)}")
        return languages


class LabelConfig(Section):
    """How labels are joined to examples and counted, and the size of the test part."""

    min_overlap: Share
    test_share: Share
    aggregation: Literal["majority", "dawid_skene"]


class AnnotateConfig(Section):
    """How much is judged twice, and how long a queue is."""

    items: Positive
    double_share: Share
    seed: int


class LinearConfig(Section):
    """The features and the grid of the linear estimator."""

    word_ngrams: tuple[Positive, Positive]
    window: Positive
    min_document_frequency: Positive
    max_features: Positive
    C: list[Annotated[float, Field(gt=0)]]

    @field_validator("word_ngrams")
    @classmethod
    def _begins_with_the_shortest(cls, lengths: tuple[int, int]) -> tuple[int, int]:
        if lengths[0] > lengths[1]:
            raise ValueError("the shortest comes first, such as [1, 2]")
        return lengths


class EncoderConfig(Section):
    """Where the encoder starts, how much of it is trained, and how."""

    base: str
    tune: Literal["head", "all"]
    C: list[Annotated[float, Field(gt=0)]]
    epochs: Positive
    batch_size: Positive
    rate: Annotated[float, Field(gt=0)]
    dropout: Annotated[float, Field(ge=0, lt=1)]


class TrainConfig(Section):
    """The estimator, its seed and its cross-validation, and the settings of each estimator under its name."""

    estimator: str
    seed: int
    folds: Annotated[int, Field(ge=2)]
    weigh_labels: bool
    linear: LinearConfig
    encoder: EncoderConfig

    @field_validator("estimator")
    @classmethod
    def _has_settings(cls, estimator: str) -> str:
        if estimator not in cls.estimators():
            raise ValueError(f"there is {' and '.join(cls.estimators())}")
        return estimator

    @classmethod
    def estimators(cls) -> tuple[str, ...]:
        """The estimators that have settings here."""
        sections = ((name, field.annotation) for name, field in cls.model_fields.items())
        return tuple(name for name, kind in sections if isinstance(kind, type) and issubclass(kind, Section))

    @property
    def settings(self) -> Any:
        """Those of the estimator."""
        return getattr(self, self.estimator)


class EvaluateConfig(Section):
    """The bootstrap and the calibration error."""

    resamples: Positive
    confidence: Annotated[float, Field(gt=0, lt=1)]
    calibration_bins: Positive
    unseen_targets: Annotated[int, Field(ge=0)]
    later_from: Annotated[str | None, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    packaged: bool

    @field_validator("later_from", mode="before")
    @classmethod
    def _date_as_text(cls, date: Any) -> Any:
        # YAML reads an unquoted date as one.
        return date.isoformat() if isinstance(date, datetime.date) else date


class TrackingConfig(Section):
    """Where runs and models are kept in MLflow."""

    uri: str
    experiment: str
    registered_model: str
    alias: str


class ScoreConfig(Section):
    """Which model scores, and how much is in memory at a time."""

    model: str
    batch_articles: Positive


class ComputeConfig(Section):
    """On how many processes the work is done."""

    workers: Positive


class RangeConfig(Section):
    """The numbers between two, from which a sweep may take any."""

    low: float
    high: float
    log: bool = False

    @model_validator(mode="after")
    def _has_an_inside(self) -> RangeConfig:
        if self.low >= self.high:
            raise ValueError("low must be below high")
        if self.log and self.low <= 0:
            raise ValueError("low must be above 0 where log is true")
        return self


# Told apart by their form, so that a mistake in a range is not answered with how lists look.
Choices = Annotated[
    Annotated[list[Any], Tag("choices")] | Annotated[RangeConfig, Tag("range")],
    Discriminator(lambda value: "choices" if isinstance(value, list) else "range"),
]


class SweepConfig(Section):
    """Which parameters a sweep tries, and how it chooses, repeats and scores them."""

    sampler: Literal["grid", "tpe"]
    trials: Positive
    batch: Positive
    metric: Literal["stance.macro_f1", "sentiment.macro_f1", "mean"]
    prune: bool
    seeds: Annotated[list[int], Field(min_length=1)]
    space: dict[str, Choices]

    @field_validator("seeds")
    @classmethod
    def _are_different(cls, seeds: list[int]) -> list[int]:
        if len(set(seeds)) < len(seeds):
            raise ValueError("each seed must be named once")
        return seeds

    @field_validator("space", mode="before")
    @classmethod
    def _are_lists_or_ranges(cls, space: Any) -> Any:
        for name, values in space.items() if isinstance(space, dict) else ():
            if not isinstance(values, list | dict | RangeConfig):
                raise ValueError(f"{name} needs a list of choices or {{low: …, high: …}}, not {values!r}")
        return space


class PipelineConfig(Section):
    """The whole of `configs/pipeline.yaml`."""

    paths: PathsConfig
    ingest: IngestConfig
    extract: ExtractConfig
    label: LabelConfig
    annotate: AnnotateConfig
    train: TrainConfig
    evaluate: EvaluateConfig
    tracking: TrackingConfig
    score: ScoreConfig
    compute: ComputeConfig
    sweep: SweepConfig
