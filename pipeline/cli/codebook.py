"""``stance codebook``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import ConfigOption
from pipeline.cli.printing import report, table
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from pipeline.config import PipelineConfig


def codebook(
    check: Annotated[
        bool,
        typer.Option("--check", help="Exit with code 2 if it was changed and not adopted, or its page is not renewed."),
    ] = False,
    adopt: Annotated[
        bool, typer.Option("--adopt", help="Let the edited codebook count: its text is kept, its page renewed.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", help="Write the page (.md) or the codebook itself, to be changed (.yaml).", show_default=False
        ),
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Let --out replace a file.")] = False,
    bodies: Annotated[bool, typer.Option("--bodies", help="List the codes of bodies that are no country.")] = False,
    config: ConfigOption = None,
) -> None:
    """Show the codebook's version, adopt an edit of it, write its page."""
    from pipeline.codebook import load_codebook
    from pipeline.codebook.stage import run, write_copy
    from pipeline.config import load_config

    if bodies:
        _list_bodies()
        return
    if adopt and check:
        raise PipelineError("--check and --adopt: give one of them; --adopt checks too.")
    settings = load_config(config)
    if out is not None:
        write_copy(load_codebook(settings.paths.codebook), out, overwrite=overwrite)
    report(run(settings, adopt=adopt, check=check))
    if out is not None:
        report(f"→ {out}")
    _tell_of_labels(settings)


def _list_bodies() -> None:
    from pipeline.countries.gazetteer import organisations

    rows = [
        [row["code"], row["name"], "" if row["movement"] else "yes", ", ".join(row["forms"].split(";")[1:4])]
        for row in organisations()
    ]
    table("", ["code", "body", "may be a target", "also called"], rows)


def _tell_of_labels(settings: PipelineConfig) -> None:
    """Say which versions the labels follow, and how many an adopted change touches."""
    from pipeline.codebook import affected_labels, load_codebook, load_snapshots, mixed_versions, versions_sentence
    from pipeline.codebook.versions import in_order, snapshots_folder
    from pipeline.label.annotations import read_labels
    from pipeline.label.current import current_labels
    from pipeline.printable import count
    from pipeline.records import Label

    paths = settings.paths
    if not (paths.labels.is_dir() and any(paths.labels.rglob("*.jsonl"))):
        return
    current = load_codebook(paths.codebook)
    labels = current_labels(line for line in read_labels(paths.labels) if isinstance(line, Label))
    if told := versions_sentence(mixed_versions(labels), current):
        report(told)
    affected = affected_labels(labels, current, load_snapshots(snapshots_folder(paths.codebook)))
    if affected:
        names = ", ".join(in_order(name for one in affected for name in one.rules))
        report(
            f"A change of meaning touches {count(len(affected), 'earlier label')} (rules {names}). Judge them again; those that "
            "`stance annotate` made are in its review queue."
        )
