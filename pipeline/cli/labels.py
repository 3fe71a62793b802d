"""``stance labels``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import ConfigOption
from pipeline.cli.printing import report, table
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from pipeline.exchange.stage import ReadyLabels

labels = typer.Typer(help="Labels in and out: sheets, Label Studio, doccano, Prodigy, datasets.", no_args_is_help=True)
_SHOWN_ROWS = 5
_SHOWN_CHARACTERS = 60
_SHOWN_FIELDS = ("article", "text", "speaker_country", "target", "stance", "sentiment", "annotator")


@labels.command("import")
def import_labels(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="CSV, TSV, Excel, JSON lines, Parquet, or what Label Studio, doccano or Prodigy export, or a dataset folder.",
        ),
    ],
    mapping: Annotated[
        list[str] | None,
        typer.Option(
            "--map", help="column=field, such as quote=text; several with commas, or again.", show_default=False
        ),
    ] = None,
    values: Annotated[
        str,
        typer.Option("--values", help="theirs=ours for labels called otherwise, such as 1=favor,sentiment:1=positive."),
    ] = "",
    annotator: Annotated[
        str | None,
        typer.Option(
            "--annotator", help="Who judged, where no column says it; default the file's name.", show_default=False
        ),
    ] = None,
    sentiment: Annotated[
        str | None,
        typer.Option("--sentiment", help="Sentiment of labels that have none, such as neutral.", show_default=False),
    ] = None,
    codebook: Annotated[
        str,
        typer.Option("--codebook", help="Version of the codebook that the labels followed, where no column says it."),
    ] = "unknown",
    make_articles: Annotated[
        bool, typer.Option("--as-articles", help="Make an article of each text that names none.")
    ] = False,
    preview: Annotated[bool, typer.Option("--preview", help="Show what is understood, and write nothing.")] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="The .jsonl file to write; default in the folder of labels.", show_default=False),
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Take labels in from files of any format; what was understood is shown before anything is written."""
    from pipeline.config import load_config
    from pipeline.exchange import stage
    from pipeline.exchange.understanding import Choices

    if out is not None and len(files) > 1:
        raise PipelineError("--out: names one file, and there are several FILEs. Import them one by one.")
    settings = load_config(config)
    choices = Choices(
        _pairs(",".join(mapping or []), "--map"), _pairs(values, "--values"), annotator, sentiment, codebook
    )
    ready = [stage.ready_labels(settings, file, choices, make_articles=make_articles) for file in files]
    for one in ready:
        _show(one)
    if preview:
        report("Nothing was written (--preview).")
        return
    for one in ready:
        report(stage.write_ready(settings, one, out))


@labels.command("export")
def export_labels(
    to: Annotated[str, typer.Option("--to", help="labelstudio, doccano, prodigy, dataset, csv or xlsx.")],
    out: Annotated[Path, typer.Option("--out", help="File or folder to write; it must not exist.")],
    source: Annotated[
        Path | None,
        typer.Argument(
            metavar="[LABELS]", help="A .jsonl file or a folder of them; default paths.labels.", show_default=False
        ),
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Write labels for another program or as a sheet; `stance labels import` takes them back without loss."""
    from pipeline.config import load_config
    from pipeline.exchange import stage

    report(stage.export_labels(source or load_config(config).paths.labels, to, out))


def _show(ready: ReadyLabels) -> None:
    from pipeline.printable import printable

    understood = ready.understood
    columns = [[field, column] for field, column in understood.mapping.columns.items()]
    if understood.annotator is not None:
        columns.append(["annotator", f"“{understood.annotator}” where no column says who"])
    columns += [["–", column] for column in understood.mapping.unused]
    table(f"{understood.path}: {understood.format}", ["field of a label", "column"], columns)
    rows = [
        [
            line.location,
            *(printable(str(getattr(line.label, name) or ""))[:_SHOWN_CHARACTERS] for name in _SHOWN_FIELDS),
        ]
        for line in ready.labels[:_SHOWN_ROWS]
    ]
    table(f"first {len(rows)} of {len(ready.labels):,} labels", ["row", *_SHOWN_FIELDS], rows)
    rejects = [[reject.location or "", printable(reject.reason)] for reject in ready.rejects[:_SHOWN_ROWS]]
    if rejects:
        table(f"first {len(rejects)} of {len(ready.rejects):,} rows that do not fit", ["row", "why"], rejects)


def _pairs(given: str, option: str) -> dict[str, str]:
    pairs = [pair.rpartition("=") for pair in given.split(",") if pair.strip()]
    if any(not separator or not key.strip() or not value.strip() for key, separator, value in pairs):
        raise PipelineError(f"{option}: '{given}' is not of the form name=name,name=name.")
    return {key.strip(): value.strip() for key, _, value in pairs}
