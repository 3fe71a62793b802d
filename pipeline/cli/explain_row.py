"""``stance explain-row``."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.app import ConfigOption


def explain_row(
    row: Annotated[str, typer.Argument(metavar="ID", help="The example_id of a row of scores.")],
    scores: Annotated[str, typer.Option("--scores", help="The table that `stance score` wrote.")] = "scores.parquet",
    config: ConfigOption = None,
) -> None:
    """Show the whole path of one row: page, article, statement, speaker, passage, probabilities, versions."""
    from pipeline.config import load_config
    from pipeline.scoring.row_path import path_of_row

    typer.echo(str(path_of_row(row, scores, load_config(config))))
