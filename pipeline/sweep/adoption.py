"""Taking over what a sweep found: commands to type, or a configuration file."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from pipeline.config import PipelineConfig, flat_parameters
from pipeline.io import write_text
from pipeline.study_folder import CONFIG_PATH


def changes(config: PipelineConfig, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters whose values the configuration does not have already."""
    present = flat_parameters(config, "train")
    return {name: value for name, value in parameters.items() if present[name] != value}


def command(changed: Mapping[str, Any]) -> str:
    """The DVC experiment that trains and evaluates with the changed parameters."""
    settings = [
        f"-S {shlex.quote(f'{CONFIG_PATH.as_posix()}:{name}={_value(value)}')}" for name, value in changed.items()
    ]
    return " ".join(["dvc exp run", *settings])


def _value(value: Any) -> str:
    return json.dumps(value, separators=(",", ":")) if isinstance(value, list) else str(value)


def write_config(path: Path, config: PipelineConfig, parameters: Mapping[str, Any]) -> None:
    """Write the configuration with the parameters in it; comments are not kept."""
    values = config.model_dump(mode="json")
    for name, value in parameters.items():
        *sections, key = name.split(".")
        section = values
        for part in sections:
            section = section[part]
        section[key] = value
    write_text(path, yaml.safe_dump(values, sort_keys=False, allow_unicode=True, default_flow_style=None, width=120))
