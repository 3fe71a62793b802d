"""The columns of every table: name, type, whether it may be empty, and what it means."""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import yaml

from pipeline.records.arrow import arrow_schema
from pipeline.records.article import Article
from pipeline.records.example import Example
from pipeline.records.label import GoldExample
from pipeline.records.prediction import Prediction
from pipeline.records.reject import Reject
from pipeline.records.score import Score
from pipeline.records.statement import Statement

TABLES: dict[str, type] = {
    "articles": Article,
    "statements": Statement,
    "examples": Example,
    "gold": GoldExample,
    "predictions": Prediction,
    "scores": Score,
    "rejects": Reject,
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of one table; `type` is Arrow's name of it."""

    table: str
    column: str
    type: str
    may_be_empty: bool
    meaning: str


def columns(table: str | None = None) -> Iterator[Column]:
    """The columns of one table, or of all.

    Raises
    ------
    KeyError
        If there is no such table.
    """
    meanings = column_meanings()
    for name in [table] if table else TABLES:
        for field in arrow_schema(TABLES[name]):
            yield Column(name, field.name, str(field.type), field.nullable, meanings[field.name])


@cache
def column_meanings() -> dict[str, str]:
    """What each column means, by its name."""
    text = importlib.resources.files("pipeline.records").joinpath("columns.yaml").read_text(encoding="utf-8")
    meanings: dict[str, str] = yaml.safe_load(text)
    return meanings
