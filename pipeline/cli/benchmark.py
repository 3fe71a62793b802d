"""``stance benchmark``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipeline.cli.app import ConfigOption, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extract.attributions import Attribution


def benchmark(
    corpus: Annotated[Literal["polnear"], typer.Argument(help="The corpus to measure on.")],
    corpora: Annotated[Path, typer.Option("--corpora", help="Folder with the corpora, each in a folder of its own.")],
    split: Annotated[str, typer.Option("--split", help="Name of the part, such as dev.")] = "dev",
    json: Annotated[Path | None, typer.Option("--json", help="Also write the numbers to this file.")] = None,
    config: ConfigOption = None,
) -> None:
    """Measure the extraction on a public corpus."""
    from pipeline.benchmark import benchmark_polnear, read_polnear
    from pipeline.config import load_config
    from pipeline.extract.finder import RulesFinder
    from pipeline.extract.gazetteer import gazetteer
    from pipeline.extract.parser import load_parser
    from pipeline.io import write_json
    from pipeline.progress import progress

    settings = load_config(config).extract
    language = settings.languages[0]
    articles = read_polnear(corpora, split)
    load_parser(settings.spacy_model)
    finder = RulesFinder(settings.spacy_model, everywhere=True)

    def find(text: str) -> Iterator[Attribution]:
        return finder.find(text, gazetteer(language).find(text), language)

    report = benchmark_polnear(progress(articles, "benchmark", len(articles)), find, split)
    if json is not None:
        write_json(json, report.as_dict())
    rows = [[name, f"{m.value:.3f}", f"[{m.low:.3f}, {m.high:.3f}]"] for name, m in report.metrics.items()]
    rows += [
        ["exceptions", str(report.exceptions), ""],
        ["articles per second", f"{report.articles_per_second:.1f}", ""],
    ]
    title = (
        f"{corpus} {split}: {report.articles} articles, {report.attributions} attributions, method {settings.method}"
    )
    table(title, ["", "value", "95 %"], rows, right=(1,))
