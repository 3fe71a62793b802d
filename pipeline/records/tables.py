"""Every table of the pipeline, each as one typed record; Parquet schemas are derived from the records.

The rule for changing a table: add columns at the end with a default, never rename or retype one, and raise
`SCHEMA_VERSION` whenever a model trained before the change could no longer be used after it. Example: version 1 had
no ``context`` in `Example`; a model that reads it cannot score version-1 tables, so adding its use meant version 2.
"""

from __future__ import annotations

import hashlib
import types
import typing
from dataclasses import asdict, dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Literal

import pyarrow as pa

SCHEMA_VERSION = 4

Kind = Literal["direct", "indirect", "mixed", "narration"]
Mode = Literal["assertion", "question", "conditional", "denial"]
Role = Literal["target", "speaker", "other"]

KINDS: tuple[str, ...] = typing.get_args(Kind)
MODES: tuple[str, ...] = typing.get_args(Mode)


@dataclass(frozen=True, slots=True)
class Article:
    """One news text. `text` begins with the title as its first paragraph; all offsets of later tables refer to it."""

    article_id: str
    source_path: str
    sources: list[str]
    url: str | None
    outlet: str | None
    title: str | None
    published: str | None
    language: str | None
    authors: list[str]
    text: str
    duplicate_group: str


@dataclass(frozen=True, slots=True)
class Reject:
    """An input that was not usable: `source` is the file, `location` the line, row or page part, `reason` a sentence."""

    source: str
    location: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A span of an article that reports what somebody holds; ``article.text[start:end] == content``.

    `speaker_start` and `speaker_end` are where the article names the speaker of this statement (perhaps “he”);
    `speaker` is the fullest name found for it. `speaker_country_source` says how the country was found. `mode` tells
    whether the speaker asserts the content, asks, supposes or denies it.
    """

    statement_id: str
    article_id: str
    start: int
    end: int
    kind: str
    cue: str | None
    cue_start: int | None
    cue_end: int | None
    speaker: str | None
    speaker_role: str | None
    speaker_start: int | None
    speaker_end: int | None
    speaker_country: str | None
    speaker_country_source: str | None
    content: str
    mode: str = "assertion"


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters ``start:end`` of the article mean `country`, which is the target, the speaker's country or another."""

    start: int
    end: int
    country: str
    role: str


@dataclass(frozen=True, slots=True)
class Example:
    """A (statement, target) pair, the unit of labelling, training and scoring.

    `text` is the passage that is judged: ``article.text[text_start:text_start + len(text)]``, the statement together
    with its cue where the cue takes a side. `mentions` are all countries named in it. `context` is the sentence
    before the statement, `title` the article's title.
    """

    example_id: str
    statement_id: str
    article_id: str
    target: str
    domestic: bool
    text: str
    text_start: int
    mentions: list[Mention]
    kind: str
    cue: str | None
    speaker: str | None
    speaker_country: str | None
    context: str | None
    title: str | None
    duplicate_group: str


@dataclass(frozen=True, slots=True)
class Label:
    """One annotator's judgement of a span toward a target, as it stands in ``data/labels/*.jsonl``."""

    article: str
    text: str
    target: str
    stance: str
    sentiment: str
    annotator: str
    codebook: str
    time: str
    start: int | None = None
    end: int | None = None
    speaker: str | None = None
    speaker_country: str | None = None


@dataclass(frozen=True, slots=True)
class GoldExample:
    """An example with its aggregated label and the text a classifier reads (`masked`, see `pipeline.train.masking`)."""

    example_id: str
    statement_id: str
    article_id: str
    duplicate_group: str
    target: str
    domestic: bool
    kind: str
    speaker_country: str | None
    outlet: str | None
    published: str | None
    text: str
    masked: str
    stance: str
    sentiment: str
    label_source: str
    label_confidence: float


@dataclass(frozen=True, slots=True)
class Score:
    """One row of output: an example, where it stands, and what the model says of it.

    `stance` and `sentiment` are ``None`` where the model was less sure than asked for; the probabilities are there all
    the same. `stance_explanation` and `sentiment_explanation` name the words that decided, where they were asked for.
    """

    example_id: str
    statement_id: str
    article_id: str
    source_path: str
    outlet: str | None
    title: str | None
    published: str | None
    kind: str
    cue: str | None
    speaker: str | None
    speaker_role: str | None
    speaker_country: str | None
    speaker_country_source: str | None
    target: str
    domestic: bool
    start: int
    end: int
    text: str
    stance: str | None
    p_favor: float
    p_against: float
    p_neutral: float
    sentiment: str | None
    p_positive: float
    p_negative: float
    p_neutral_sentiment: float
    model_version: str
    data_version: str
    code_version: str
    mode: str = "assertion"
    stance_explanation: str | None = None
    sentiment_explanation: str | None = None


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a model said of one gold example of the test part; everything that evaluates or compares reads this."""

    example_id: str
    statement_id: str
    article_id: str
    duplicate_group: str
    target: str
    domestic: bool
    speaker_country: str | None
    outlet: str | None
    published: str | None
    kind: str
    label_source: str
    text: str
    masked: str
    gold_stance: str
    stance: str
    p_favor: float
    p_against: float
    p_neutral: float
    gold_sentiment: str
    sentiment: str
    p_positive: float
    p_negative: float
    p_neutral_sentiment: float


def content_id(*parts: object) -> str:
    """Sixteen hexadecimal characters that depend on `parts` alone, the same on every machine and run."""
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


_ARROW_TYPES: dict[Any, pa.DataType] = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}


def _arrow_type(annotation: Any) -> tuple[pa.DataType, bool]:
    if typing.get_origin(annotation) in (types.UnionType, typing.Union):
        inner = next(a for a in typing.get_args(annotation) if a is not type(None))
        return _arrow_type(inner)[0], True
    if typing.get_origin(annotation) is list:
        return pa.list_(_arrow_type(typing.get_args(annotation)[0])[0]), False
    if is_dataclass(annotation) and isinstance(annotation, type):
        return pa.struct(list(arrow_schema(annotation))), False
    return _ARROW_TYPES[annotation], False


@cache
def arrow_schema(record: type) -> pa.Schema:
    """The Parquet schema of a record class: one field an attribute, nullable where its type admits ``None``."""
    hints = typing.get_type_hints(record)
    columns = []
    for attribute in fields(record):
        column_type, nullable = _arrow_type(hints[attribute.name])
        columns.append(pa.field(attribute.name, column_type, nullable=nullable))
    return pa.schema(columns)


def as_row(record: Any) -> dict[str, Any]:
    """The record as a plain dictionary, nested records included."""
    return asdict(record)
