"""``stance benchmark``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipeline.cli.app import ConfigOption, report, table
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from pipeline.benchmark import BenchmarkReport
    from pipeline.config import ExtractConfig


def benchmark(
    subject: Annotated[
        Literal["polnear", "countries", "speakers", "dse", "plover", "newsmtsc"],
        typer.Argument(
            help="polnear: attribution on that corpus; countries, speakers: the gold sentences that the package carries; "
            "dse, plover, newsmtsc: classification on those corpora."
        ),
    ],
    corpora: Annotated[
        Path | None, typer.Option("--corpora", help="Folder with the corpora, each in a folder of its own.")
    ] = None,
    split: Annotated[str, typer.Option("--split", help="Part to measure on, such as dev or blind.")] = "dev",
    method: Annotated[
        Literal["rules", "tagger"] | None, typer.Option("--method", help="polnear: default extract.method.")
    ] = None,
    errors: Annotated[
        bool,
        typer.Option("--errors", help="Also say what is wrong: polnear by kind, countries and speakers line by line."),
    ] = False,
    json: Annotated[Path | None, typer.Option("--json", help="Also write the numbers to this file.")] = None,
    config: ConfigOption = None,
) -> None:
    """Measure the extraction on gold data, with 95 % intervals."""
    from pipeline.benchmark import benchmark_countries, benchmark_speakers
    from pipeline.config import load_config
    from pipeline.io import write_json

    if subject in ("dse", "plover", "newsmtsc"):
        _classification(subject, corpora, split, json, load_config(config).train.seed)
        return
    if subject == "polnear":
        settings = load_config(config).extract
        measured = _polnear(corpora, split, settings.model_copy(update={"method": method or settings.method}))
    else:
        measured = (benchmark_countries if subject == "countries" else benchmark_speakers)(split)
    if json is not None:
        write_json(json, measured.as_dict())
    rows = [[name, f"{m.value:.3f}", f"[{m.low:.3f}, {m.high:.3f}]"] for name, m in measured.metrics.items()]
    rows += [[name.replace("_", " "), f"{value:,}", ""] for name, value in measured.numbers.items()]
    table(measured.title, ["", "value", "95 %"], rows, right=(1,))
    if errors:
        for error in measured.errors:
            report(error)


def _classification(corpus: str, corpora: Path | None, split: str, json: Path | None, seed: int) -> None:
    from pipeline.benchmark.classification import benchmark_corpus
    from pipeline.io import write_json

    if corpora is None:
        raise PipelineError(f"{corpus}: name the folder that holds {corpus}/ with --corpora.")
    reports = benchmark_corpus(corpus, corpora, split, seed)
    if json is not None:
        write_json(json, {"benchmark": f"{corpus} {split}", "models": {n: r.as_dict() for n, r in reports.items()}})
    metrics = list(next(iter(reports.values())).metrics)
    rows = [
        [name, *(f"{r.metrics[m].value:.3f} [{r.metrics[m].low:.3f}, {r.metrics[m].high:.3f}]" for m in metrics), f"{r.numbers['seconds']:,.1f}"]
        for name, r in reports.items()
    ]  # fmt: skip
    table(f"{corpus} {split}, 95 % intervals over sentences", ["", *metrics, "seconds, training included"], rows)


def _polnear(corpora: Path | None, split: str, settings: ExtractConfig) -> BenchmarkReport:
    from pipeline.benchmark import benchmark_polnear, read_polnear
    from pipeline.extract.gazetteer import gazetteer
    from pipeline.extract.methods import make_finder
    from pipeline.progress import progress

    if corpora is None:
        raise PipelineError("polnear: name the folder that holds polnear/SPLIT.jsonl.gz with --corpora.")
    language = settings.languages[0]
    articles = read_polnear(corpora, split)
    # The corpus annotates all statements, also those about no country.
    finder = make_finder(settings.method, everywhere=True)
    return benchmark_polnear(
        progress(articles, "benchmark", len(articles)),
        lambda text: finder.find(text, gazetteer(language).find(text), language),
        f"polnear {split}, method {settings.method}",
    )
