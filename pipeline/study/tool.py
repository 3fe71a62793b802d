"""The tool as a study knows it: its version, the keys of its configuration, and what each stage is made of."""

from __future__ import annotations

import hashlib
import importlib.resources
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from pydantic import BaseModel

from pipeline.config import PipelineConfig
from pipeline.config.made_with import MADE_WITH, MadeWith
from pipeline.io import write_json
from pipeline.provenance import closure, package_version
from pipeline.study.template import template_text
from pipeline.study_folder import DVC_YAML

STAGES = ("ingest", "extract", "label", "train", "evaluate")
_DIGITS = 12


def this_tool() -> MadeWith:
    """The tool that runs."""
    return MadeWith(
        version=package_version(),
        keys=frozenset(_keys(PipelineConfig)),
        stages={stage: _stage_digest(stage) for stage in STAGES},
        stage_file=text_digest(template_text(DVC_YAML)),
    )


def text_digest(text: str) -> str:
    """SHA-256 of a text, whatever its line endings."""
    return hashlib.sha256("\n".join(text.splitlines()).encode()).hexdigest()


def write_made_with(study: Path, tool: MadeWith) -> None:
    """Write into a study with which tool it was made."""
    write_json(study / MADE_WITH, asdict(tool) | {"keys": sorted(tool.keys)})


def _keys(section: type[BaseModel], prefix: str = "") -> Iterator[str]:
    """The dotted names of all keys and sections."""
    for name, field in section.model_fields.items():
        yield prefix + name
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from _keys(inner, f"{prefix}{name}.")


def _stage_digest(stage: str) -> str:
    """Of the code and data that a stage needs of the package."""
    package = __name__.partition(".")[0]
    root = importlib.resources.files(package)
    digest = hashlib.sha256()
    for path in sorted(closure(f"{package}.{stage}.stage")):
        name = path.relative_to(str(root)).as_posix()
        digest.update(name.encode() + b"\x00" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:_DIGITS]
