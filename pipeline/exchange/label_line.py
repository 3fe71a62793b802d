"""The fields of one label, as a line of ``data/labels/*.jsonl`` or a row of a sheet has them → a `Label`, and back."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator, model_validator

from pipeline.codebook import FLAGS, UNJUDGED
from pipeline.errors import did_you_mean
from pipeline.exchange.values import label_of, target_code
from pipeline.records import Label
from pipeline.tasks import Task

_BETWEEN = re.compile(r"[;,|\s]+")
_NAMED_BY_WORDS = ("article", "text", "target")
# An empty cell of these is one that was left empty; in others the empty word may be meant.
_NEVER_EMPTY = frozenset(
    {"stance", "sentiment", "annotator", "codebook", "start", "end", "example_id", "label_id", "withdraws", "role",
     "headline", "alleged", "nested", "sure", "rules", "flags", "confidence", "sampling_probability", "seconds",
     "speaker_country"}
)  # fmt: skip


class _LabelLine(BaseModel):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    article: str = ""
    text: str = ""
    target: str = ""
    stance: str | None = None
    sentiment: str | None = None
    annotator: str
    codebook: str = "1"
    time: str = ""
    start: int | None = None
    end: int | None = None
    speaker: str | None = None
    speaker_country: str | None = None
    headline: bool = False
    alleged: bool = False
    nested: bool = False
    sure: bool = True
    example_id: str | None = None
    label_id: str | None = None
    withdraws: str | None = None
    role: Literal["annotator", "adjudicator", "practice"] = "annotator"
    flags: tuple[str, ...] = ()
    note: str = ""
    rules: tuple[int, ...] = ()
    confidence: float | None = None
    article_digest: str | None = None
    queue: str | None = None
    sampling_probability: float | None = None
    seconds: float | None = None

    @field_validator("stance", "sentiment", mode="before")
    @classmethod
    def _is_a_label(cls, word: Any, info: Any) -> str:
        return label_of(word, Task(info.field_name))

    @field_validator("target", mode="before")
    @classmethod
    def _is_a_target(cls, word: Any) -> str:
        return target_code(word) if str(word).strip() else ""

    @field_validator("speaker_country", mode="before")
    @classmethod
    def _is_a_code_where_known(cls, word: Any) -> Any:
        try:
            return target_code(word)
        except ValueError:
            return word

    @field_validator("flags", "rules", mode="before")
    @classmethod
    def _is_a_list(cls, given: Any) -> Any:
        return [part for part in _BETWEEN.split(given) if part] if isinstance(given, str) else given

    @field_validator("rules", mode="before")
    @classmethod
    def _one_number_is_a_list(cls, given: Any) -> Any:
        return [given] if isinstance(given, int | float) else given

    @field_validator("flags")
    @classmethod
    def _are_flags(cls, flags: tuple[str, ...]) -> tuple[str, ...]:
        for flag in flags:
            if flag not in FLAGS:
                raise ValueError(f"'{flag}' is no flag.{did_you_mean(flag, FLAGS)} There is {', '.join(FLAGS)}")
        return flags

    @field_validator("time", mode="before")
    @classmethod
    def _is_written(cls, time: Any) -> Any:
        return time.isoformat() if hasattr(time, "isoformat") else time

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.withdraws or UNJUDGED & set(self.flags):
            return self
        if self.stance is None:
            raise ValueError("the field 'stance' is missing")
        return self


def read_label(values: Mapping[str, Any], annotator: str, *, named: bool = True) -> Label | str:
    """The label that `values` hold, or in a sentence why they hold none.

    A stance without a sentiment is a label: it counts for the stance.

    Parameters
    ----------
    values : mapping of str to Any
        Under the names of the fields of `Label`; other names are passed over, what is ``None`` is as if it were not there.
    annotator : str
        Who judged, where the values do not say that.
    named : bool, default=True
        Whether they must name an example: by ``example_id``, or by article, text and target.
    """
    given = {name: value for name, value in values.items() if not _absent(name, value)}
    try:
        line = _LabelLine.model_validate({"annotator": annotator, **given})
    except ValidationError as error:
        return _reason(error)
    if named and not line.example_id and not line.withdraws:
        for name in _NAMED_BY_WORDS:
            if not getattr(line, name).strip():
                return f"names no example: give example_id, or article, text and target (the field '{name}' is missing)"
    return Label(**{field.name: getattr(line, field.name) for field in fields(Label)})


def as_line(label: Label) -> dict[str, Any]:
    """The fields of a label as a line has them: those that are always there, and those that are not as by default."""
    values = {field.name: (getattr(label, field.name), field.default) for field in fields(label)}
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, (value, default) in values.items()
        if default is MISSING or value != default
    }


def _absent(name: str, value: Any) -> bool:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return True
    return name in _NEVER_EMPTY and isinstance(value, str) and not value.strip()


def _reason(error: ValidationError) -> str:
    problem = error.errors()[0]
    field = ".".join(str(part) for part in problem["loc"][:1])
    message = problem["msg"].removeprefix("Value error, ")
    return f"{field}: {message}" if field else message
