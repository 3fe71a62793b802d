"""``stance compare``."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.app import ConfigOption, table


def compare(
    runs: Annotated[
        list[str], typer.Argument(metavar="RUN RUN...", help="Run names or ids, as `stance doctor` lists them.")
    ],
    config: ConfigOption = None,
) -> None:
    """Show the parameters, data versions and metrics in which runs differ."""
    from pipeline.config import load_config
    from pipeline.tracking import compare_runs

    comparison = compare_runs(runs, load_config(config).tracking)
    if not comparison.differences:
        typer.echo("The runs have the same parameters, versions and metrics.")
        return
    rows = [[d.sort, d.name, *d.values] for d in comparison.differences]
    table("What differs", ["", "name", *comparison.runs], rows, right=tuple(range(2, 2 + len(comparison.runs))))
