"""The configuration: its sections, each a typed model, and how its file is read."""

from pipeline.config.experiment import require_inputs
from pipeline.config.loading import (
    default_config_text,
    differing_parameters,
    flat_parameters,
    load_config,
    whole_values,
)
from pipeline.config.sections import (
    JUDGED,
    EncoderConfig,
    EvaluateConfig,
    ExtractConfig,
    IngestConfig,
    LinearConfig,
    Method,
    PipelineConfig,
    RangeConfig,
    Section,
    SweepConfig,
    TrackingConfig,
    TrainConfig,
)

__all__ = [
    "JUDGED",
    "EncoderConfig",
    "EvaluateConfig",
    "ExtractConfig",
    "IngestConfig",
    "LinearConfig",
    "Method",
    "PipelineConfig",
    "RangeConfig",
    "Section",
    "SweepConfig",
    "TrackingConfig",
    "TrainConfig",
    "default_config_text",
    "differing_parameters",
    "flat_parameters",
    "load_config",
    "require_inputs",
    "whole_values",
]
