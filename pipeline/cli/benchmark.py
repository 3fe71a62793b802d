"""``stance benchmark``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipeline.cli.app import ConfigOption
from pipeline.cli.printing import report, table
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from pipeline.benchmark.report import BenchmarkReport
    from pipeline.benchmark.subjects import ModelReports

# Of real: what a row of the table is called, the figure of a method, and that of the readers' agreement, if any.
_REAL = (
    ("core lines found", "core_found", ""),
    ("core: holder's country", "core_holder", "holder"),
    ("core: stance", "core_stance", "stance"),
    ("core: sentiment", "core_sentiment", "sentiment"),
    ("all lines found", "all_found", ""),
    ("valid rows", "valid", ""),
    ("precision of sides", "precision_sides", ""),
    ("F1 of sides", "f1_sides", ""),
    ("F1 of sides with holder", "f1_full", ""),
)


def benchmark(
    subject: Annotated[
        str,
        typer.Argument(
            help="polnear: attribution on that corpus; countries, speakers: the gold sentences that the package carries; "
            "a name of `stance corpora list`: classification on that corpus; behaviour: minimal cases of capabilities; "
            "real: all of it on articles that two readers have read."
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
        typer.Option("--model", help="A further model, for a corpus or behaviour; may be given several times."),
    ] = None,
    together: Annotated[
        bool,
        typer.Option("--together", help="A corpus: also the mean of what the models of --model say."),
    ] = False,
    method: Annotated[
        Literal["rules", "tagger"] | None, typer.Option("--method", help="polnear: default extract.method.")
    ] = None,
    errors: Annotated[
        bool,
        typer.Option(
            "--errors", help="Also say what is wrong: polnear by kind, countries, speakers and real one by one."
        ),
    ] = False,
    json: Annotated[Path | None, typer.Option("--json", help="Also write the numbers to this file.")] = None,
    config: ConfigOption = None,
) -> None:
    """Measure extraction and classification on gold data, with 95 % intervals."""
    from pipeline.benchmark.real import PIPELINE
    from pipeline.benchmark.subjects import (
        EXTRACTION,
        REAL,
        measure_extraction,
        measure_models,
        measure_real,
        require_subject,
    )
    from pipeline.config import load_config
    from pipeline.corpora import load_catalogue
    from pipeline.io import write_json

    settings = load_config(config)
    require_subject(subject)
    corpora_known = load_catalogue()
    if together and subject not in corpora_known:
        raise PipelineError(f"--together is for corpora ({', '.join(corpora_known)}); leave it out for {subject}.")
    if subject in EXTRACTION:
        extraction = measure_extraction(subject, settings, split or "dev", corpora, method)
        if json is not None:
            write_json(json, extraction.as_dict())
        _show(extraction)
        for error in extraction.errors if errors else ():
            report(error)
        return
    if subject == REAL:
        if model:
            raise PipelineError("real: measures score.model of the configuration; name it there, with --config.")
        real = measure_real(settings, corpora)
        if json is not None:
            write_json(json, real.as_dict())
        _show_real(real)
        for error in real.models[PIPELINE].errors if errors else ():
            report(error)
        return
    if subject in corpora_known and split == "train":
        report("The shipped encoder was trained on this part; what it says of it is no measure of it.")
    models = measure_models(subject, settings, split, corpora, model or (), together)
    if json is not None:
        write_json(json, models.as_dict())
    _show_models(models)


def _show(measured: BenchmarkReport) -> None:
    rows = [[name, f"{m.value:.3f}", f"[{m.low:.3f}, {m.high:.3f}]"] for name, m in measured.metrics.items()]
    rows += [[name.replace("_", " "), f"{value:,}", ""] for name, value in measured.numbers.items()]
    table(measured.title, ["", "value", "95 %"], rows, right=(1,))


def _show_real(measured: ModelReports) -> None:
    """The figures of the rows of each method, and beside them how far the readers agree on the same."""
    *methods, readers = measured.models.values()
    rows = [
        [title, *(str(method.metrics[name]) for method in methods), str(readers.metrics.get(agreement, "–"))]
        for title, name, agreement in _REAL
    ]
    rows += [
        [number.replace("_", " "), *(f"{m.numbers[number]:,}" for m in methods), ""] for number in methods[0].numbers
    ]
    told = ", ".join(f"{value:,} {name.replace('_', ' ')}" for name, value in readers.numbers.items())
    table(f"{measured.title}, 95 % intervals over articles", ["", *measured.models], rows)
    report(f"readers: how often they agree ({told})")


def _show_models(measured: ModelReports) -> None:
    reports = measured.models.values()
    first = next(iter(reports))
    rows = [
        [metric, *(f"{m.value:.3f} [{m.low:.3f}, {m.high:.3f}]" for m in (r.metrics[metric] for r in reports))]
        for metric in first.metrics
    ]
    rows += [[number.replace("_", " "), *(f"{r.numbers[number]:,.0f}" for r in reports)] for number in first.numbers]
    table(f"{measured.title}, 95 % intervals", ["", *measured.models], rows)
