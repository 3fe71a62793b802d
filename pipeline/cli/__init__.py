"""The ``stance`` command: one thin command a stage. Whatever is slow to import is imported inside the commands."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import typer

from pipeline.cli.agreement import agreement
from pipeline.cli.annotate import annotate
from pipeline.cli.app import app
from pipeline.cli.ask import ask
from pipeline.cli.benchmark import benchmark
from pipeline.cli.codebook import codebook
from pipeline.cli.columns import columns
from pipeline.cli.compare import compare, promote
from pipeline.cli.corpora import corpora
from pipeline.cli.doctor import doctor
from pipeline.cli.estimate import estimate
from pipeline.cli.explain_row import explain_row
from pipeline.cli.extract import extract
from pipeline.cli.ingest import ingest
from pipeline.cli.labels import labels
from pipeline.cli.report import figures, report
from pipeline.cli.reproduce import reproduce
from pipeline.cli.rules import rules
from pipeline.cli.runs import runs
from pipeline.cli.score import score
from pipeline.cli.stages import evaluate, label, train
from pipeline.cli.study import config, init, upgrade
from pipeline.cli.sweep import sweep
from pipeline.cli.sync import sync
from pipeline.errors import PipelineError
from pipeline.extras import missing_library
from pipeline.study_folder import study_folder

for command in (
    init, ingest, extract, codebook, annotate, rules, ask, agreement, label, train, evaluate, score, explain_row, estimate, report, figures, sweep, runs,
    compare, promote, reproduce, sync, upgrade, config, columns, benchmark, doctor,
):  # fmt: skip
    app.command()(command)
app.add_typer(labels, name="labels")
app.add_typer(corpora, name="corpora")

__all__ = ["app", "main"]

# What these read and write lies in the study, wherever in it they are called; other commands take files from anywhere.
_OF_THE_STUDY = {
    "annotate", "rules", "ask", "agreement", "label", "train", "evaluate", "sweep", "promote", "reproduce", "sync", "doctor",
    "runs", "upgrade",
}  # fmt: skip


def _go_to_the_study(arguments: list[str]) -> None:
    """Go to the folder of the study, unless a configuration is named, which may be about another."""
    study = study_folder()
    if arguments and arguments[0] in _OF_THE_STUDY and not _names_configuration(arguments) and study != Path.cwd():
        typer.echo(f"In the study {study}.", err=True)
        os.chdir(study)


def _names_configuration(arguments: list[str]) -> bool:
    return any(argument.partition("=")[0] == "--config" for argument in arguments)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; an error that a user can mend is one sentence and exit code 2."""
    arguments = sys.argv[1:] if arguments is None else arguments
    debug = "--debug" in arguments
    _go_to_the_study(arguments)
    try:
        app(args=[a for a in arguments if a != "--debug"], prog_name="stance")
    except PipelineError as error:
        if debug:
            raise
        typer.echo(f"Error: {error}", err=True)
        raise SystemExit(2) from None
    except ModuleNotFoundError as error:
        missing = missing_library(error)
        if debug or missing is None:
            raise
        typer.echo(f"Error: {missing}", err=True)
        raise SystemExit(2) from None
    except KeyboardInterrupt:
        typer.echo("Interrupted; files already complete are kept.", err=True)
        raise SystemExit(130) from None
    except OSError as error:
        if debug or isinstance(error, BrokenPipeError):
            raise
        where = f"{error.filename}: " if error.filename else ""
        typer.echo(f"Error: {where}{error.strerror or error}. Nothing was left half-written.", err=True)
        raise SystemExit(2) from None
