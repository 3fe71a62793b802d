"""The fields of one label, as a line of ``data/labels/*.jsonl`` or a row of a sheet has them → a `Label`, and back."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any, Literal, get_type_hints

from pydantic import BaseModel, ConfigDict, ValidationError, create_model, field_validator

from pipeline.codebook import FLAGS, UNJUDGED
from pipeline.errors import did_you_mean
from pipeline.exchange.values import label_of, target_code
from pipeline.records import Label
from pipeline.tasks import Task

_BETWEEN = re.compile(r"[;,|\s]+")
_NAMED_BY_WORDS = ("article", "text", "target")
# An empty cell of these may be meant; in others it is one that was left empty.
_MAY_BE_EMPTY = frozenset({"article", "text", "target", "time", "speaker", "note", "article_digest", "queue"})
# What a label must say and a line need not: it may name an example instead, be of the first codebook, and skip.
_LEFT_AWAY: dict[str, Any] = {
    "article": "", "text": "", "target": "", "stance": None, "sentiment": None, "codebook": "1", "time": "",
}  # fmt: skip
_CLOSED: dict[str, Any] = {"role": Literal["annotator", "adjudicator", "practice"]}


class _Understanding(BaseModel):
    """How the fields of a line are understood; which there are follows from `Label`."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    @field_validator("stance", "sentiment", mode="before", check_fields=False)
    @classmethod
    def _is_a_label(cls, word: Any, info: Any) -> str:
        return label_of(word, Task(info.field_name))

    @field_validator("target", mode="before", check_fields=False)
    @classmethod
    def _is_a_target(cls, word: Any) -> str:
        return target_code(word) if str(word).strip() else ""

    @field_validator("speaker_country", mode="before", check_fields=False)
    @classmethod
    def _is_a_code_where_known(cls, word: Any) -> Any:
        try:
            return target_code(word)
        except ValueError:
            return word

    @field_validator("flags", "rules", mode="before", check_fields=False)
    @classmethod
    def _is_a_list(cls, given: Any) -> Any:
        return _parts(given) if isinstance(given, str) else given

    @field_validator("rules", mode="before", check_fields=False)
    @classmethod
    def _one_number_is_a_list(cls, given: Any) -> Any:
        return [given] if isinstance(given, int | float) else given

    @field_validator("flags", check_fields=False)
    @classmethod
    def _are_flags(cls, flags: tuple[str, ...]) -> tuple[str, ...]:
        unknown = [f"'{flag}' is no flag.{did_you_mean(flag, FLAGS)}" for flag in flags if flag not in FLAGS]
        if unknown:
            raise ValueError(f"{' '.join(unknown)} There is {', '.join(FLAGS)}")
        return flags

    @field_validator("time", mode="before", check_fields=False)
    @classmethod
    def _is_written(cls, time: Any) -> Any:
        return time.isoformat() if hasattr(time, "isoformat") else time


def _fields() -> dict[str, Any]:
    types = get_type_hints(Label) | _CLOSED
    defaults = {field.name: field.default for field in fields(Label)} | _LEFT_AWAY
    return {name: (types[name], ... if default is MISSING else default) for name, default in defaults.items()}


_LabelLine = create_model("_LabelLine", __base__=_Understanding, **_fields())


def read_label(values: Mapping[str, Any], annotator: str, *, named: bool = True) -> Label | str:
    """The label that `values` hold, or why they hold none: all that is wrong with them, with `;` between.

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
    wrong: list[str] = []
    try:
        line = dict(_LabelLine.model_validate({"annotator": annotator, **given}))
    except ValidationError as error:
        wrong = _reasons(error)
    if not given.keys() & {"stance", "withdraws"} and not _is_unjudged(given.get("flags")):
        wrong.append("the field 'stance' is missing")
    if named and not given.keys() & {"example_id", "withdraws"}:
        missing = [f"'{name}'" for name in _NAMED_BY_WORDS if not str(given.get(name, "")).strip()]
        if missing:
            which = f"field {missing[0]} is" if len(missing) == 1 else f"fields {' and '.join(missing)} are"
            wrong.append(f"names no example: give example_id, or article, text and target (the {which} missing)")
    return "; ".join(wrong) if wrong else Label(**line)


def _is_unjudged(flags: Any) -> bool:
    parts = _parts(flags) if isinstance(flags, str | list | tuple) else []
    return any(isinstance(part, str) and part in UNJUDGED for part in parts)


def _parts(given: Any) -> list[Any]:
    return [part for part in _BETWEEN.split(given) if part] if isinstance(given, str) else list(given)


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
    return name not in _MAY_BE_EMPTY and isinstance(value, str) and not value.strip()


def _reasons(error: ValidationError) -> list[str]:
    found: dict[str, None] = {}
    for problem in error.errors():
        field = ".".join(str(part) for part in problem["loc"][:1])
        message = problem["msg"].removeprefix("Value error, ")
        found[f"{field}: {message}" if field else message] = None
    return list(found)
