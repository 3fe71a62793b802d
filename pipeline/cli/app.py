"""The typer application, and the options that commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Who takes which stance toward which country, in the news.\n\n"
    "The stages, in order: ingest, extract, label, train, evaluate. `dvc repro` runs them all; "
    "annotate opens a page to label in, agreement says how good labels are; score judges new articles; report and figures show scores; estimate says how often each stance occurs; compare sets runs side by side; "
    "doctor says what is wrong.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)

ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config", help="Configuration file; default configs/pipeline.yaml of this folder.", show_default=False
    ),
]


WorkersOption = Annotated[
    int | None, typer.Option("--workers", min=1, help="Processes; default compute.workers.", show_default=False)
]


def _version(wanted: bool) -> None:
    if wanted:
        from pipeline.provenance import code_version

        typer.echo(f"stance {code_version()}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show a full traceback where something fails.")] = False,
) -> None:
    pass
