"""The configuration: its sections, each a typed model, and how its file is read."""

from pipeline.config.loading import CONFIG_PATH, default_config_text, flat_parameters, load_config
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
    "CONFIG_PATH",
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
    "flat_parameters",
    "load_config",
]
