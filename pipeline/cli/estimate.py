"""``stance estimate``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipeline.cli.app import ConfigOption
from pipeline.cli.printing import report, table
from pipeline.tasks import Task

if TYPE_CHECKING:
    from pipeline.estimate.stage import EstimateReport

_SHOWN_GROUPS = 20
Format = Literal["terminal", "markdown", "latex", "json"]


def estimate(
    scores: Annotated[
        Path, typer.Argument(metavar="SCORES", help="A table, or a folder of tables, that `stance score` wrote.")
    ],
    labels: Annotated[
        Path,
        typer.Option(
            "--labels",
            help="Labels of a random sample of the scored rows: .jsonl as in docs/codebook.md, a table with "
            "example_id and stance, or a folder of label files or of what `stance label` wrote.",
        ),
    ],
    by: Annotated[
        str, typer.Option("--by", help="Columns of the scores, year or month, such as target,year; default all rows.")
    ] = "",
    task: Annotated[Task, typer.Option("--task", help="What is estimated.")] = Task.stance,
    out: Annotated[
        Path | None, typer.Option("--out", help="shares.csv, .parquet or .jsonl: one row a group and class.")
    ] = None,
    output_format: Annotated[Format, typer.Option("--format", help="How the shares are printed.")] = "terminal",
    part: Annotated[
        str,
        typer.Option("--part", help="Part of a gold folder, or all; a model trained on a part looks too good on it."),
    ] = "test",
    confidence: Annotated[
        float | None,
        typer.Option("--confidence", help="Of the intervals; default evaluate.confidence.", show_default=False),
    ] = None,
    rejects: Annotated[
        Path | None, typer.Option("--rejects", help="Where unused labels go; default beside --out.", show_default=False)
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Estimate the share of each stance from many scores and a small labelled sample."""
    from pipeline.config import load_config
    from pipeline.estimate import stage

    names = [name.strip() for name in by.split(",") if name.strip()]
    estimated = stage.run(
        load_config(config), scores, labels, names, task, part=part, confidence=confidence, out=out, rejects=rejects
    )
    _show(estimated, output_format)
    report(estimated)


def _show(estimated: EstimateReport, output_format: Format) -> None:
    from pipeline.estimate.table import as_json, as_latex, as_markdown, share_table

    result = estimated.result
    if output_format == "json":
        typer.echo(as_json(result))
    elif output_format == "terminal":
        # What is written whole is shown in part.
        drawn = share_table(result, _SHOWN_GROUPS if estimated.out else None)
        first = len(result.by)
        table(drawn.title, drawn.columns, drawn.rows, right=(first, first + 1))
        for number, note in enumerate(drawn.notes, start=1):
            typer.echo(f"  {number}  {note}")
    else:
        drawn = share_table(result)
        typer.echo(as_markdown(drawn) if output_format == "markdown" else as_latex(drawn))
