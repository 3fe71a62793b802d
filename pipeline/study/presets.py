"""What a study can start from, as ``presets.yaml`` lists it."""

from __future__ import annotations

import importlib.resources
import re
from dataclasses import dataclass

import yaml

from pipeline.errors import PipelineError, did_you_mean


@dataclass(frozen=True, slots=True)
class Preset:
    """A starting point: in a few words what for, and the values of keys of the configuration by their dotted names."""

    what: str
    set: dict[str, str]


def presets() -> dict[str, Preset]:
    """Every preset by its name, the default first."""
    text = importlib.resources.files("pipeline.study").joinpath("presets.yaml").read_text(encoding="utf-8")
    return {name: Preset(**entry) for name, entry in yaml.safe_load(text).items()}


def find_preset(name: str) -> Preset:
    """The preset called `name`.

    Raises
    ------
    PipelineError
        If there is none.
    """
    there = presets()
    if name not in there:
        told = "; ".join(f"{known} ({preset.what})" for known, preset in there.items())
        raise PipelineError(f"--preset: there is no '{name}'.{did_you_mean(name, there)} There is: {told}.")
    return there[name]


def with_values(text: str, values: dict[str, str]) -> str:
    """A configuration's text with other values for some keys, comments and all else as they were.

    Examples
    --------
    >>> with_values("extract:\\n  method: tagger   # how\\n", {"extract.method": "rules"})
    'extract:\\n  method: rules   # how\\n'
    """
    for name, value in values.items():
        section, key = name.split(".")
        there = re.search(rf"(?m)^{section}:\n(?:  [^\n]*\n)*?  {key}: ([^ \n]+)", text)
        if there is None:
            raise KeyError(f"{name} is not in the template of a study's configuration")
        text = text[: there.start(1)] + value + text[there.end(1) :]
    return text
