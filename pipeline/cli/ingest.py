"""``stance ingest``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import ConfigOption, WorkersOption
from pipeline.cli.printing import report, table
from pipeline.errors import PipelineError


def ingest(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE...",
            help="Files, folders or addresses (s3://, gs://, https://): pages, texts, web archives, feeds, tables, exports.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="articles.parquet, .csv or .jsonl; its suffix says the format.", show_default=False),
    ] = None,
    rejects: Annotated[
        Path | None, typer.Option("--rejects", help="Where unusable records go; default beside --out.")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="End with exit code 2 where anything was set aside.")
    ] = False,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain",
            metavar="FILE",
            help="Write nothing; say what becomes of one file, and why.",
            show_default=False,
        ),
    ] = None,
    workers: WorkersOption = None,
    config: ConfigOption = None,
) -> None:
    """Read articles from files into one table; what was read before is not read again."""
    from pipeline.config import load_config
    from pipeline.ingest import stage

    settings = load_config(config)
    if explain is not None:
        from pipeline.ingest.explain import explained

        typer.echo(explained(explain, settings.ingest))
        return
    if not sources:
        raise PipelineError(
            "Name the files, folders or addresses to read, such as `stance ingest data/raw --out articles.parquet`."
        )
    if out is None:
        raise PipelineError(f"Name the table to write, such as `stance ingest {sources[0]} --out articles.parquet`.")
    try:
        done = stage.run(settings, sources, out, rejects, workers=workers)
    except KeyboardInterrupt:
        report("Stopped. What was read is kept, and the same command goes on from there.")
        raise typer.Exit(130) from None
    table("What became of it", ["", "records"], done.rows(), right=(1,))
    report(done)
    if strict:
        stage.require_nothing_aside(done)
