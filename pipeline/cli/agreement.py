"""``stance agreement``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipeline.cli.app import ConfigOption
from pipeline.cli.printing import report, table

if TYPE_CHECKING:
    from pipeline.label.quality import QualityReport

Format = Literal["terminal", "markdown", "latex", "json"]


def agreement(
    labels: Annotated[
        Path | None,
        typer.Argument(help="A folder of label files (*.jsonl); default paths.labels.", show_default=False),
    ] = None,
    output_format: Annotated[Format, typer.Option("--format", help="How the tables are printed.")] = "terminal",
    out: Annotated[
        Path | None, typer.Option("--out", help="agreement.md, .tex or .json: everything, and a methods paragraph.")
    ] = None,
    reliability: Annotated[
        float, typer.Option("--reliability", help="Wanted reliability, to say how many annotators that needs.")
    ] = 0.8,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace --out where it is there.")] = False,
    config: ConfigOption = None,
) -> None:
    """Measure how far annotators agree, how good each is, and which labels are probably mistakes."""
    from pipeline.config import load_config
    from pipeline.label import quality

    found = quality.run(load_config(config), labels, wanted=reliability, out=out, overwrite=overwrite)
    if output_format == "terminal":
        _show(found)
    else:
        typer.echo(found.text(output_format), nl=False)
    report(found)


def _show(found: QualityReport) -> None:
    from pipeline.agreement.methods import paragraph

    for drawn in found.tables():
        table(drawn.title, drawn.columns, drawn.rows, right=drawn.right)
        for note in drawn.notes:
            typer.echo(f"  {note}")
    typer.echo("\nFor the methods section (--format latex for a paper):")
    typer.echo(paragraph(found.questions, found.units.codebooks()))
