"""``codebook.yaml`` → a codebook, or one sentence that names the line and what stands there."""

from __future__ import annotations

import importlib.resources
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from pipeline.codebook.codebook import Codebook
from pipeline.codebook.consistency import inconsistencies
from pipeline.codebook.entries import Contents, Entry
from pipeline.errors import PipelineError, did_you_mean
from pipeline.io.yaml_keys import WordsLoader

PACKAGED = "the codebook inside the package"
# By which of its keys an entry is known, and how it is called in a sentence.
_KNOWN_BY = {
    "number": "rule",
    "id": "practice item",
    "label": "label",
    "flag": "flag",
    "mark": "mark",
    "version": "change",
}


def load_codebook(path: Path | None = None) -> Codebook:
    """Read and check a codebook.

    Parameters
    ----------
    path : Path, optional
        A YAML file, such as ``config.paths.codebook``. Without it, or where the file is missing, the codebook inside the
        package.

    Raises
    ------
    PipelineError
        If the file cannot be read, is no YAML, or something in it is missing, unknown or contradictory.
    """
    if path is None or not path.exists():
        return packaged_codebook()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PipelineError(f"{path}: cannot be read as a codebook ({error}). Save it as UTF-8 text.") from error
    return codebook_from_text(text, path.as_posix())


def packaged_text() -> str:
    """The YAML of the codebook that the package carries."""
    return importlib.resources.files("pipeline.codebook").joinpath("codebook.yaml").read_text(encoding="utf-8")


@cache
def packaged_codebook() -> Codebook:
    """The codebook that the package carries."""
    return codebook_from_text(packaged_text(), PACKAGED)


def codebook_from_text(text: str, source: str) -> Codebook:
    """A codebook from YAML.

    Parameters
    ----------
    text : str
    source : str
        How errors call it.

    Raises
    ------
    PipelineError
        See `load_codebook`.
    """
    loader = WordsLoader(text)
    try:
        root = loader.get_single_node()
        values = loader.construct_document(root) if root else None
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f" line {mark.line + 1}" if mark else ""
        raise PipelineError(
            f"{source}{line}: not valid YAML ({getattr(error, 'problem', None) or error}). Mend that line; a text with a "
            "colon or a # in it stands in quotation marks or below `>-`."
        ) from error
    finally:
        loader.dispose()
    if root is None or not isinstance(values, dict):
        raise PipelineError(
            f"{source}: holds no codebook. `stance codebook --out codebook.yaml` writes one to begin with."
        )
    try:
        contents = Contents.model_validate(values)
    except ValidationError as error:
        place, message = _first_problem(error)
        raise PipelineError(f"{_where(source, root, values, place)}: {message}") from error
    for place, message in inconsistencies(contents):
        raise PipelineError(f"{_where(source, root, values, place)}: {message}")
    return Codebook(contents, text, source)


def _first_problem(error: ValidationError) -> tuple[Sequence[str | int], str]:
    # A misspelt key is unknown, and another is missing besides; the unknown one is what the user wrote.
    problem = min(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
    place = problem["loc"]
    key = str(place[-1]) if place else ""
    if problem["type"] == "extra_forbidden":
        known = sorted(_keys())
        return (
            place,
            f"the key '{key}' is not known here.{did_you_mean(key, [name for name in known if name != key])} Mend or remove it.",
        )
    if problem["type"] == "missing":
        return place[:-1], f"the key '{key}' is missing. Add it; `stance codebook --out FILE.yaml` shows a whole one."
    message = problem["msg"].removeprefix("Value error, ")
    name = next((part for part in reversed(place) if isinstance(part, str)), "the codebook")
    if problem["type"] == "value_error":
        return place, f"'{name}' {message}."
    return place, f"'{name}' is {_short(problem['input'])}: {message[:1].lower()}{message[1:]}. Mend it."


def _short(value: Any) -> str:
    told = repr(value)
    return told if len(told) <= 60 else f"{told[:57]}…"


def _keys() -> set[str]:
    """Every key that may stand anywhere in a codebook."""
    return {name for kind in Entry.__subclasses__() for name in kind.model_fields}


def _where(source: str, node: yaml.Node, values: Any, place: Sequence[str | int]) -> str:
    """The file, the line, and the entry that has a name, on the way to a place."""
    named = ""
    for part in place:
        inner = _child(node, part)
        if inner is None:
            break
        node, values = inner, values[part]
        if isinstance(values, dict):
            key = next((key for key in _KNOWN_BY if isinstance(values.get(key), str)), None)
            named = f", {_KNOWN_BY[key]} {values[key]}" if key else named
    return f"{source} line {node.start_mark.line + 1}{named}"


def _child(node: yaml.Node, part: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        child: yaml.Node = node.value[part]
        return child
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == part), None)
    return None
