"""``stance benchmark``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipeline.cli.app import ConfigOption
from pipeline.cli.printing import report, table
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from pipeline.benchmark import BenchmarkReport
    from pipeline.config import ExtractConfig, PipelineConfig
    from pipeline.model.folder import TrainedModel

_CORPORA = ("dse", "plover", "newsmtsc")


def benchmark(
    subject: Annotated[
        Literal["polnear", "countries", "speakers", "dse", "plover", "newsmtsc", "behaviour"],
        typer.Argument(
            help="polnear: attribution on that corpus; countries, speakers: the gold sentences that the package carries; "
            "dse, plover, newsmtsc: classification on those corpora; behaviour: minimal cases of capabilities."
        ),
    ],
    corpora: Annotated[
        Path | None, typer.Option("--corpora", help="Folder with the corpora, each in a folder of its own.")
    ] = None,
    split: Annotated[
        str | None,
        typer.Option("--split", help="Part to measure on, such as dev, valid, blind or held-out; default dev."),
    ] = None,
    model: Annotated[
        list[str] | None,
        typer.Option(
            "--model", help="A further model for dse, plover, newsmtsc, behaviour; may be given several times."
        ),
    ] = None,
    together: Annotated[
        bool,
        typer.Option("--together", help="dse, plover, newsmtsc: also the mean of what the models of --model say."),
    ] = False,
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
    """Measure extraction and classification on gold data, with 95 % intervals."""
    from pipeline.benchmark import benchmark_countries, benchmark_speakers
    from pipeline.config import load_config
    from pipeline.io import write_json

    settings = load_config(config)
    if together and subject not in _CORPORA:
        raise PipelineError(f"--together is for dse, plover and newsmtsc; leave it out for {subject}.")
    if together and len(set(model or [])) < 2:
        raise PipelineError("--together takes the mean of several models: name two or more with --model.")
    if subject == "behaviour":
        return _behaviour(split, model or [], json, settings)
    if subject in _CORPORA:
        return _classification(subject, corpora, split or "dev", model or [], together, json, settings)
    part = split or "dev"
    if subject == "polnear":
        extract = settings.extract
        measured = _polnear(corpora, part, extract.model_copy(update={"method": method or extract.method}))
    else:
        measured = (benchmark_countries if subject == "countries" else benchmark_speakers)(part)
    if json is not None:
        write_json(json, measured.as_dict())
    rows = [[name, f"{m.value:.3f}", f"[{m.low:.3f}, {m.high:.3f}]"] for name, m in measured.metrics.items()]
    rows += [[name.replace("_", " "), f"{value:,}", ""] for name, value in measured.numbers.items()]
    table(measured.title, ["", "value", "95 %"], rows, right=(1,))
    if errors:
        for error in measured.errors:
            report(error)


def _models(names: list[str], settings: PipelineConfig, packaged: tuple[str, ...]) -> dict[str, TrainedModel]:
    """The models that the package carries, and those that the user names."""
    from pipeline.model.folder import load_model
    from pipeline.scoring.models import packaged_model, resolve_model

    models = {name: load_model(packaged_model(name), settings.compute.workers) for name in packaged}
    return models | {name: resolve_model(name, settings) for name in names}


def _classification(
    corpus: str,
    corpora: Path | None,
    split: str,
    names: list[str],
    together: bool,
    json: Path | None,
    settings: PipelineConfig,
) -> None:
    from pipeline.benchmark.classification import benchmark_corpus
    from pipeline.scoring.models import resolve_model

    if corpora is None:
        raise PipelineError(f"{corpus}: name the folder that holds {corpus}/ with --corpora.")
    if split == "train":
        report("The shipped encoder was trained on this part; what it says of it is no measure of it.")
    # `linear` is the estimator fitted on the corpus; the package's is another.
    named = {"packaged linear" if name == "linear" else name: resolve_model(name, settings) for name in names}
    models = _models([], settings, ("encoder",)) | named
    reports = benchmark_corpus(corpus, corpora, split, settings.train.seed, models, named if together else ())
    _by_model(f"{corpus} {split}", reports, json)


def _behaviour(part: str | None, names: list[str], json: Path | None, settings: PipelineConfig) -> None:
    from pipeline.benchmark.behaviour import benchmark_behaviour

    models = _models(names, settings, ("linear", "encoder"))
    part = "behaviour" if part is None else f"behaviour-{part}"
    reports = benchmark_behaviour(part, models, settings.train.seed)
    _by_model(part, reports, json)


def _by_model(title: str, reports: dict[str, BenchmarkReport], json: Path | None) -> None:
    from pipeline.io import write_json

    if json is not None:
        write_json(json, {"benchmark": title, "models": {n: r.as_dict() for n, r in reports.items()}})
    first = next(iter(reports.values()))
    rows = [
        [metric, *(f"{m.value:.3f} [{m.low:.3f}, {m.high:.3f}]" for m in (r.metrics[metric] for r in reports.values()))]
        for metric in first.metrics
    ]
    rows += [
        [number.replace("_", " "), *(f"{r.numbers[number]:,.0f}" for r in reports.values())] for number in first.numbers
    ]
    table(f"{title}, 95 % intervals", ["", *reports], rows)


def _polnear(corpora: Path | None, split: str, settings: ExtractConfig) -> BenchmarkReport:
    from pipeline.attributions.methods import make_finder
    from pipeline.benchmark import benchmark_polnear, read_polnear
    from pipeline.countries.gazetteer import gazetteer
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
