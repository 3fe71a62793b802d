"""The commands of the stages: each parses, calls the stage, and prints what it says."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import ConfigOption
from pipeline.cli.printing import report


def label(
    page: Annotated[
        Path | None,
        typer.Option(
            "--report",
            help="labels.html: one page on the labels: how many, by whom, agreement, balance, what to label next.",
            show_default=False,
        ),
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace --report where it is there.")] = False,
    config: ConfigOption = None,
) -> None:
    """Join annotations to examples and decide the gold labels."""
    from pipeline.config import load_config
    from pipeline.label import stage

    settings = load_config(config)
    if page is not None:
        from pipeline.label import quality

        quality.require_free(page, overwrite)
    report(stage.run(settings))
    if page is not None:
        from pipeline.codebook import load_codebook
        from pipeline.label.page import write_page

        codebook = load_codebook(settings.paths.codebook)
        write_page(quality.run(settings), page, codebook, overwrite=overwrite)
        report(f"The quality of the labels → {page}")


def train(config: ConfigOption = None) -> None:
    """Train the stance and the sentiment classifier on the training part of the gold labels."""
    from pipeline.config import load_config
    from pipeline.train import stage

    report(stage.run(load_config(config)))


def evaluate(
    config: ConfigOption = None,
    log: Annotated[bool, typer.Option("--log/--no-log", help="Log the run to MLflow and register the model.")] = True,
    take_alias: Annotated[
        bool,
        typer.Option("--take-alias", help="Give the model the alias `newest` although another learned from more."),
    ] = False,
) -> None:
    """Evaluate the model on the test part and log the run."""
    from pipeline.config import load_config
    from pipeline.evaluate import stage

    settings = load_config(config)
    evaluated = stage.run(settings)
    report(evaluated)
    if log:
        from pipeline.tracking import RunPendingError, log_run

        try:
            run = log_run(settings, evaluated.evaluation, take_alias)
        except RunPendingError as pending:
            report(pending)
            return
        report(
            f"Run {run.run_name} ({run.run_id[:8]}) logged to {run.tracking_uri}; its model is version {run.registered_version}"
        )
        if run.note:
            report(run.note)
