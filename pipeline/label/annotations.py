"""Annotation files → labels; a line that cannot be used becomes a reject that says why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from pipeline.countries.gazetteer import known_codes, organisation_codes, suggested_code
from pipeline.errors import PipelineError
from pipeline.io.json_lines import json_lines
from pipeline.records import Label, Reject, Sentiment, Stance


class _LabelLine(BaseModel):
    model_config = ConfigDict(extra="allow", coerce_numbers_to_str=True)

    article: str
    text: str
    target: str
    stance: Stance
    sentiment: Sentiment
    annotator: str
    codebook: str = "1"
    time: str = ""
    start: int | None = None
    end: int | None = None
    speaker: str | None = None
    speaker_country: str | None = None

    @field_validator("target")
    @classmethod
    def _known_target(cls, code: str) -> str:
        if code not in known_codes() and code not in organisation_codes():
            raise ValueError(f"'{code}' is no ISO 3166-1 alpha-3 code and no code of a body.{suggested_code(code)}")
        return code


def _reason(error: ValidationError) -> str:
    problem = error.errors()[0]
    field = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "missing":
        return f"the field '{field}' is missing"
    message = problem["msg"].removeprefix("Value error, ")
    return f"{field}: {message}" if field else message


def files_passed_over(folder: Path) -> list[str]:
    """The files below `folder` that hold no label lines by their names, such as a table that was meant as labels."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file() and path.suffix != ".jsonl")
    return sorted(p.as_posix() for p in found if p.name != "README.md" and not any(s[0] == "." for s in p.parts))


def read_labels(folder: Path) -> Iterator[Label | Reject]:
    """The labels in all ``*.jsonl`` files below `folder`, files in the order of their names.

    Raises
    ------
    PipelineError
        If the folder does not exist or holds no annotation file.
    """
    files = sorted(folder.rglob("*.jsonl")) if folder.is_dir() else []
    if not files:
        others = files_passed_over(folder) if folder.is_dir() else []
        there = f", but {', '.join(others[:3])}, which are not read" if others else ""
        raise PipelineError(
            f"{folder}: holds no annotation files (*.jsonl){there}. The codebook describes one line of such a file."
        )
    fields = set(_LabelLine.model_fields)
    for path in files:
        for number, values in json_lines(path, "an object with the fields of a label"):
            where = (path.as_posix(), f"line {number}")
            if isinstance(values, str):
                yield Reject(*where, values)
                continue
            try:
                line = _LabelLine.model_validate(values)
            except ValidationError as error:
                yield Reject(*where, _reason(error))
            else:
                yield Label(**{name: getattr(line, name) for name in fields})
