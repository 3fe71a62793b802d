"""Reads `configs/pipeline.yaml`: one sentence for the first mistake in it."""

from __future__ import annotations

import importlib.resources
import os
import sys
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from pipeline.config.made_with import MADE_WITH, read_made_with
from pipeline.config.sections import PipelineConfig
from pipeline.errors import PipelineError, did_you_mean
from pipeline.io.yaml_keys import EachKeyOnce
from pipeline.provenance import package_version
from pipeline.study_folder import CONFIG_PATH, study_folder

# What a mistake is in words, where the checker tells it in a language of its own. The only pattern is that of a date.
_IN_WORDS = {
    "string_pattern_mismatch": "write year, month and day, as in 2024-01-31, or null",
    "float_parsing": "write a number, as in 0.25",
    "int_parsing": "write a whole number, as in 5",
    "int_from_float": "write a whole number, as in 5",
    "bool_parsing": "write true or false",
}


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
    message = _IN_WORDS.get(problem["type"]) or problem["msg"].removeprefix("Value error, ")
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
        elif isinstance(inner, type) and issubclass(inner, BaseModel) and isinstance(values[key], dict | None):
            # A section all of whose lines are comments is empty.
            whole[key], more = _completed(values[key] or {}, inner, f"{prefix}{key}.")
            missing += more
    return whole, missing


# A configuration written by hand lacks most keys.
_MOST_NAMED = 4
_told: set[str] = set()


def _tell(name: str, missing: list[str]) -> None:
    """Say once on standard error which keys have their default since the file lacks them."""
    if len(missing) > _MOST_NAMED:
        shown = f"{len(missing)} keys, such as {missing[0]}"
        _tell_once(f"{name}: has no {shown}; taken is the default of this version, which `stance config` prints.")
    elif missing:
        _tell_once(f"{name}: has no {', '.join(missing)}; taken is the default of this version.")


def _tell_once(message: str) -> None:
    if message not in _told:
        _told.add(message)
        print(message, file=sys.stderr)


def _known_of(study: Path) -> frozenset[str]:
    """The keys that a study may lack without a word, and a word if it was made with another version."""
    made_with = read_made_with(study)
    if made_with.version not in ("", package_version()):
        _tell_once(
            f"{MADE_WITH}: this study was made with version {made_with.version} of the tool, and {package_version()} is "
            "installed. `stance upgrade` carries it over, so that `dvc repro` runs again what is now made differently."
        )
    return made_with.keys


def _from_here(config: PipelineConfig, study: Path) -> PipelineConfig:
    """The configuration with paths that start at the working folder, where that is not the study's."""
    if study == Path.cwd():
        return config
    paths = {name: Path(os.path.relpath(study / path)) for name, path in config.paths}
    return config.model_copy(update={"paths": config.paths.model_copy(update=paths)})


def load_config(path: Path | None = None) -> PipelineConfig:
    """Read and check the configuration.

    Parameters
    ----------
    path : Path, optional
        A YAML file. Without it ``configs/pipeline.yaml`` of the study that the working folder lies in, and where that is
        absent the configuration inside the package.

    Returns
    -------
    PipelineConfig
        With paths relative to the working folder. Those in the file of a study start at the study, those in another file
        at the working folder.

    Raises
    ------
    PipelineError
        If the file is missing, is no YAML, has an unknown key, or a value has the wrong type.

    Notes
    -----
    A key that the file lacks has its default. Which these are is said once on standard error, except of those that the
    study left out when it was made.
    """
    study = study_folder()
    if path is None and (study / CONFIG_PATH).exists():
        path = Path(os.path.relpath(study / CONFIG_PATH))
    elif path is not None:
        # A file of one's own is about the folder that one works in, that of a study about the study.
        study = study_folder(path.parent)
        study = study if path.resolve() == study / CONFIG_PATH else Path.cwd()
    name = str(path) if path else "the packaged configuration"
    whole, missing = _completed(_read(path) if path else _defaults(), PipelineConfig)
    try:
        checked = PipelineConfig.model_validate(whole)
    except ValidationError as error:
        raise PipelineError(f"{name}: {_first_problem(error)} `stance config` says what each key means.") from error
    known = _known_of(study)
    _tell(name, [key for key in missing if key not in known])
    return _from_here(checked, study)


def whole_values(path: Path) -> dict[str, Any]:
    """The values that a configuration file gives, with the default of each key that it lacks, as plain data.

    Raises
    ------
    PipelineError
        If the file is missing or is no YAML.
    """
    return _completed(_read(path), PipelineConfig)[0]


def _read(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PipelineError(f"{path}: cannot be read as a configuration ({error}). Mend the --config path.") from error
    try:
        values = _Loader(text).get_single_data()
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f" line {mark.line + 1}" if mark else ""
        raise PipelineError(
            f"{path}{line}: not valid YAML ({getattr(error, 'problem', error)}). Mend that line."
        ) from error
    if not isinstance(values, dict):
        raise PipelineError(f"{path}: holds no keys; `stance config` prints all that there are.")
    return values


def differing_parameters(config: PipelineConfig) -> dict[str, tuple[Any, Any]]:
    """The parameters, paths aside, that are not at their default, by dotted name: each with its value and the default."""
    sections = [name for name in PipelineConfig.model_fields if name != "paths"]
    here = flat_parameters(config, *sections)
    default = flat_parameters(PipelineConfig.model_validate(_defaults()), *sections)
    return {name: (value, default.get(name)) for name, value in here.items() if value != default.get(name)}


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
