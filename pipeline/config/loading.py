"""Reads `configs/pipeline.yaml`: one sentence for the first mistake in it."""

from __future__ import annotations

import importlib.resources
import sys
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from pipeline.config.sections import PipelineConfig
from pipeline.errors import PipelineError, did_you_mean
from pipeline.io.yaml_keys import EachKeyOnce

CONFIG_PATH = Path("configs/pipeline.yaml")


class _Loader(EachKeyOnce, yaml.SafeLoader):
    pass


def _known_keys(location: tuple[Any, ...]) -> list[str]:
    section: Any = PipelineConfig
    for part in location[:-1]:
        if not (isinstance(section, type) and issubclass(section, BaseModel)) or part not in section.model_fields:
            return []
        section = section.model_fields[part].annotation
    if isinstance(section, type) and issubclass(section, BaseModel):
        return list(section.model_fields)
    return []


def _first_problem(error: ValidationError) -> str:
    # A misspelt key is unknown, and what its default does may be wrong besides; the unknown one is what the user wrote.
    problem = min(error.errors(), key=lambda e: e["type"] != "extra_forbidden")
    location = problem["loc"]
    key = ".".join(str(part) for part in location)
    if problem["type"] == "extra_forbidden":
        return f"the key '{key}' is not known.{did_you_mean(str(location[-1]), _known_keys(location))}"
    message = problem["msg"].removeprefix("Value error, ")
    return f"'{key}' is {problem['input']!r}: {message[:1].lower()}{message[1:]}."


def default_config_text() -> str:
    """The text of the configuration that the package carries, used where a folder has none of its own."""
    return importlib.resources.files("pipeline.config").joinpath("default.yaml").read_text(encoding="utf-8")


@cache
def _defaults() -> dict[str, Any]:
    values: dict[str, Any] = _Loader(default_config_text()).get_single_data()
    return values


def _completed(values: dict[str, Any], section: type[BaseModel], prefix: str = "") -> tuple[dict[str, Any], list[str]]:
    """The values with the default of each key that is missing, and the names of these keys."""
    defaults: Any = _defaults()
    for part in prefix.split(".")[:-1]:
        defaults = defaults[part]
    whole, missing = dict(values), []
    for key, field in section.model_fields.items():
        inner = field.annotation
        if key not in values:
            whole[key] = deepcopy(defaults[key])
            missing.append(prefix + key)
        elif isinstance(inner, type) and issubclass(inner, BaseModel) and isinstance(values[key], dict):
            whole[key], more = _completed(values[key], inner, f"{prefix}{key}.")
            missing += more
    return whole, missing


_told: set[str] = set()


def _tell(name: str, missing: list[str]) -> None:
    """Say once on standard error which keys have their default since the file lacks them."""
    message = f"{name}: has no {', '.join(missing)}; taken is the default of this version."
    if missing and message not in _told:
        _told.add(message)
        print(message, file=sys.stderr)


def load_config(path: Path | None = None) -> PipelineConfig:
    """Read and check the configuration.

    Parameters
    ----------
    path : Path, optional
        A YAML file. Without it ``configs/pipeline.yaml`` of the working folder, and where that is absent the
        configuration inside the package.

    Raises
    ------
    PipelineError
        If the file is missing, is no YAML, has an unknown key, or a value has the wrong type.

    Notes
    -----
    A key that the file lacks, such as one of a later version, has its default; which these are is said once on standard error.
    """
    if path is None and not CONFIG_PATH.exists():
        name, text = "the packaged configuration", default_config_text()
    else:
        path = path or CONFIG_PATH
        name = str(path)
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise PipelineError(
                f"{path}: cannot be read as a configuration ({error}). Mend the --config path."
            ) from error
    try:
        values = _Loader(text).get_single_data()
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f" line {mark.line + 1}" if mark else ""
        raise PipelineError(
            f"{name}{line}: not valid YAML ({getattr(error, 'problem', error)}). Mend that line."
        ) from error
    if not isinstance(values, dict):
        raise PipelineError(f"{name}: holds no keys; start from the configs/pipeline.yaml of the project.")
    whole, missing = _completed(values, PipelineConfig)
    try:
        checked = PipelineConfig.model_validate(whole)
    except ValidationError as error:
        raise PipelineError(f"{name}: {_first_problem(error)} See the comments in configs/pipeline.yaml.") from error
    _tell(name, missing)
    return checked


def flat_parameters(config: PipelineConfig, *sections: str) -> dict[str, Any]:
    """The parameters of the named sections under dotted names, as DVC and MLflow both show them.

    Examples
    --------
    >>> flat_parameters(load_config(), "label")["label.test_share"]
    0.25
    """
    flat: dict[str, Any] = {}

    def walk(prefix: str, value: Any) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                walk(f"{prefix}.{key}", inner)
        else:
            flat[prefix] = value

    for section in sections:
        walk(section, getattr(config, section).model_dump(mode="json"))
    return flat
