"""Every column of every table says what it means."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from pipeline.records import arrow_schema
from pipeline.records.columns import TABLES, column_meanings


def test_every_column_has_a_meaning_and_no_meaning_lacks_its_column() -> None:
    there = {name for record in TABLES.values() for name in arrow_schema(record).names}
    assert set(column_meanings()) == there
    assert all(meaning.strip() for meaning in column_meanings().values())


def test_the_columns_of_a_table_are_listed_in_their_order(stance: Callable) -> None:
    told = stance("columns", "scores", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(told.out)))
    assert [row["column"] for row in rows] == arrow_schema(TABLES["scores"]).names
    assert rows[0]["type"] == "string" and rows[0]["may_be_empty"] == "False"
    assert "p_reported" in stance("columns").out


def test_a_table_that_there_is_not_is_a_sentence(stance: Callable) -> None:
    refused = stance("columns", "score")
    assert refused.code == 2 and "Did you mean 'scores'?" in refused.err
