"""Access to the knowledge files: one folder a language, read once, never changed by code."""

from __future__ import annotations

import csv
import importlib.resources
import io
from functools import cache
from typing import Any

import yaml

_ROOT = importlib.resources.files("pipeline.languages")


@cache
def knowledge_yaml(name: str, language: str) -> dict[str, Any]:
    """The YAML file `name` of a language's folder."""
    folder = _ROOT.joinpath(language)
    values: dict[str, Any] = yaml.safe_load(folder.joinpath(name).read_text(encoding="utf-8"))
    return values


@cache
def knowledge_table(name: str, language: str | None = None) -> tuple[dict[str, str], ...]:
    """The rows of the CSV file `name`; lines that begin with ``#`` are comments."""
    folder = _ROOT.joinpath(language) if language else importlib.resources.files("pipeline.countries")
    lines = folder.joinpath(name).read_text(encoding="utf-8").splitlines()
    return tuple(csv.DictReader(io.StringIO("\n".join(line for line in lines if not line.startswith("#")))))


@cache
def known_languages() -> tuple[str, ...]:
    """The languages that have a folder of knowledge."""
    return tuple(sorted(entry.name for entry in _ROOT.iterdir() if entry.joinpath("cues.yaml").is_file()))
