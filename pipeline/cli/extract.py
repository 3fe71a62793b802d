"""``stance extract``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import ConfigOption, WorkersOption, count, report
from pipeline.cli.stages import separate
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from pipeline.config import PipelineConfig
    from pipeline.records import Reject


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
    from pipeline.attributions.methods import method_version
    from pipeline.config import load_config
    from pipeline.extract import extract_articles
    from pipeline.io import TableWriter, count_records, read_records
    from pipeline.io.tables import require_distinct
    from pipeline.progress import progress
    from pipeline.records import Article as ArticleRecord
    from pipeline.records import Example, Statement

    settings = load_config(config)
    if show and out is not None:
        raise PipelineError("extract: --show writes nothing; leave out --out, or leave out --show.")
    if show:
        _show(articles, settings)
        return
    if out is None:
        raise PipelineError("extract: say with --out where the statements go, or use --show to look at them.")
    examples_path = examples or out.with_name(f"examples{out.suffix}")
    require_distinct([articles], [out, examples_path])
    if articles.exists() and (articles.is_dir() or articles.suffix != ".parquet"):
        raise PipelineError(
            f"{articles}: no articles table. Make one with `stance ingest {articles} --out articles.parquet`, or look at "
            f"what is found with `stance extract --show {articles}`."
        )
    languages = settings.extract.languages
    total = count_records(articles, ArticleRecord)
    other_languages = 0
    read = read_records(articles, ArticleRecord)
    found = extract_articles(read, settings.extract, workers or settings.compute.workers)
    made = {"extract_method": method_version(settings.extract.method)}
    with (
        TableWriter(out, Statement, made) as statements_table,
        TableWriter(examples_path, Example, made) as examples_table,
    ):
        for extracted in progress(found, "extract", total):
            other_languages += extracted.article.language not in (None, *languages)
            for statement in extracted.statements:
                statements_table.write(statement)
            for example in extracted.examples:
                examples_table.write(example)
    report(
        f"{count(statements_table.rows, 'statement')} in {count(total, 'article')} → {out}; "
        f"{count(examples_table.rows, 'example')} → {examples_path}"
    )
    if other_languages:
        report(f"{count(other_languages, 'article')} passed over: not in {', '.join(languages)} (extract.languages)")


def _show(path: Path, settings: PipelineConfig) -> None:
    from rich.console import Console

    from pipeline.extract import extract_articles
    from pipeline.extract.show import show_article
    from pipeline.ingest import find_files, ingest_files

    set_aside: list[Reject] = []
    articles = separate(ingest_files(find_files([path]), settings.ingest), set_aside)
    console = Console(highlight=False)
    shown = 0
    for extracted in extract_articles(articles, settings.extract):
        console.print(show_article(extracted), soft_wrap=False)
        shown += 1
        if extracted.article.language not in (None, *settings.extract.languages):
            report(
                f"{extracted.article.source_path}: passed over, because it is in '{extracted.article.language}' "
                f"(extract.languages: {', '.join(settings.extract.languages)})"
            )
    for reject in set_aside:
        report(f"{reject.source}: {reject.reason}")
    if not shown:
        raise PipelineError(f"{path}: no article could be read from it. See the reasons above.")
