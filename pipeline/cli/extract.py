"""``stance extract``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import ConfigOption, WorkersOption
from pipeline.cli.printing import report
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from pipeline.config import PipelineConfig


def extract(
    articles: Annotated[
        Path,
        typer.Argument(help="Articles table of `stance ingest` (.parquet); with --show any article file or folder."),
    ],
    out: Annotated[
        Path | None, typer.Option("--out", help="File to write; its suffix says the format.", show_default=False)
    ] = None,
    examples: Annotated[
        Path | None, typer.Option("--examples", help="Examples table; default examples.parquet beside --out.")
    ] = None,
    show: Annotated[
        bool, typer.Option("--show", help="Write nothing; print the articles with their statements set off.")
    ] = False,
    workers: WorkersOption = None,
    config: ConfigOption = None,
) -> None:
    """Find the statements in articles, and the countries they are about."""
    from pipeline.config import load_config
    from pipeline.extract import stage

    settings = load_config(config)
    if show and out is not None:
        raise PipelineError("extract: --show writes nothing; leave out --out, or leave out --show.")
    if show:
        _show(articles, settings)
        return
    if out is None:
        raise PipelineError("extract: say with --out where the statements go, or use --show to look at them.")
    report(stage.run(settings, articles, out, examples, workers))


def _show(path: Path, settings: PipelineConfig) -> None:
    from rich.console import Console

    from pipeline.extract import extract_articles
    from pipeline.extract.show import show_article
    from pipeline.ingest import find_files, ingest_files
    from pipeline.io import SetAside

    aside = SetAside(path)
    console = Console(highlight=False)
    shown = 0
    for extracted in extract_articles(
        aside.usable(ingest_files(find_files([path]), settings.ingest)), settings.extract
    ):
        console.print(show_article(extracted), soft_wrap=False)
        shown += 1
        if extracted.article.language not in (None, *settings.extract.languages):
            report(
                f"{extracted.article.source_path}: passed over, because it is in '{extracted.article.language}' "
                f"(extract.languages: {', '.join(settings.extract.languages)})"
            )
    for reject in aside.rejects:
        report(f"{reject.source}: {reject.reason}")
    if not shown:
        raise PipelineError(f"{path}: no article could be read from it. See the reasons above.")
