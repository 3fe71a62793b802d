"""``stance report`` and ``stance figures``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import ConfigOption
from pipeline.cli.printing import report as say


class Unit(StrEnum):
    """How long a period of a trend is."""

    week = "week"
    month = "month"


ScoresArgument = Annotated[
    Path, typer.Argument(metavar="SCORES", help="A table, or a folder of tables, that `stance score` wrote.")
]
MinArticlesOption = Annotated[
    int, typer.Option("--min-articles", min=2, help="Means over fewer articles are greyed and called too few.")
]
MaxRowsOption = Annotated[int, typer.Option("--max-rows", min=1, help="A table with more rows is refused.")]
SampleOption = Annotated[
    int | None, typer.Option("--sample", min=1, help="So many rows, drawn at random.", show_default=False)
]
SeedOption = Annotated[int, typer.Option("--seed", min=0, help="Of the sample.")]
OverwriteOption = Annotated[bool, typer.Option("--overwrite", help="Replace what is there.")]
ViewOption = Annotated[
    str | None,
    typer.Option(
        "--view",
        help="What stands behind # in the address of the page, such as 'from=USA&to=IRN'.",
        show_default=False,
    ),
]


def report(
    scores: ScoresArgument,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="The page, by default report.html beside the scores; with --view the rows as .csv.",
            show_default=False,
        ),
    ] = None,
    articles: Annotated[
        Path | None,
        typer.Option(
            "--articles",
            help="The articles that were scored: a table, a file or a folder; default paths.articles, else the files that "
            "the scores name.",
            show_default=False,
        ),
    ] = None,
    labels: Annotated[
        Path | None,
        typer.Option(
            "--labels", help="Labels of a random sample of the rows, by which shares are corrected.", show_default=False
        ),
    ] = None,
    part: Annotated[str, typer.Option("--part", help="Part of a gold folder, or all; see `stance estimate`.")] = "test",
    title: Annotated[str, typer.Option("--title", help="Of the page.")] = "Who takes which stance toward which country",
    view: ViewOption = None,
    min_articles: MinArticlesOption = 10,
    max_rows: MaxRowsOption = 300_000,
    sample: SampleOption = None,
    seed: SeedOption = 0,
    overwrite: OverwriteOption = False,
    config: ConfigOption = None,
) -> None:
    """Show scores as one page that opens from disk: who toward whom, when, and in which words."""
    from pipeline.config import load_config
    from pipeline.errors import PipelineError
    from pipeline.printable import count
    from pipeline.report.stage import ReportOptions, run, write_view

    options = ReportOptions(
        title=title, min_articles=min_articles, max_rows=max_rows, sample=sample, seed=seed, overwrite=overwrite
    )
    if view is not None:
        if out is None:
            raise PipelineError("--view: writes the rows of a view as a table; name it with --out, such as rows.csv.")
        say(f"{count(write_view(scores, out, view, options), 'row')} → {out}")
        return
    say(run(load_config(config), scores, out, options, articles=articles, labels=labels, part=part))


def figures(
    scores: ScoresArgument,
    out: Annotated[Path, typer.Option("--out", help="Folder for the figures.")],
    view: ViewOption = None,
    unit: Annotated[
        Unit | None, typer.Option("--unit", help="Periods of the trend; default by their length.", show_default=False)
    ] = None,
    countries: Annotated[int, typer.Option("--countries", min=1, max=60, help="How many the matrix shows.")] = 12,
    min_articles: MinArticlesOption = 10,
    max_rows: MaxRowsOption = 300_000,
    sample: SampleOption = None,
    seed: SeedOption = 0,
    overwrite: OverwriteOption = False,
) -> None:
    """Draw who is for and against whom, and the trend, as PNG, SVG and PDF with captions."""
    from pipeline.report.figures.stage import run
    from pipeline.report.periods import Unit as Period
    from pipeline.report.stage import ReportOptions

    options = ReportOptions(min_articles=min_articles, max_rows=max_rows, sample=sample, seed=seed, overwrite=overwrite)
    period = Period(unit.value) if unit else None
    say(run(scores, out, options, view=view or "", unit=period, countries=countries))
