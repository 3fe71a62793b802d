"""``stance columns``."""

from __future__ import annotations

import csv
import sys
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from pipeline.cli.printing import table as print_table
from pipeline.errors import PipelineError, did_you_mean


class Format(StrEnum):
    """How the columns are printed."""

    TABLE = "table"
    CSV = "csv"


def columns(
    table: Annotated[
        str | None,
        typer.Argument(help="articles, statements, examples, gold, predictions, scores or rejects; all by default."),
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="table or csv")] = Format.TABLE,
) -> None:
    """Say what each column of the tables means."""
    from pipeline.records.columns import TABLES
    from pipeline.records.columns import columns as columns_of

    if table is not None and table not in TABLES:
        raise PipelineError(f"'{table}' is no table.{did_you_mean(table, TABLES)} There is: {', '.join(TABLES)}.")
    rows = [asdict(column) for column in columns_of(table)]
    if form is Format.CSV:
        writer = csv.DictWriter(sys.stdout, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return
    cells = [[r["table"], r["column"], r["type"], "yes" if r["may_be_empty"] else "", r["meaning"]] for r in rows]
    print_table("", ["table", "column", "type", "may be empty", "meaning"], cells)
