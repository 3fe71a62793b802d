"""``stance init``, ``stance upgrade`` and ``stance config``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import ConfigOption
from pipeline.cli.printing import report


def init(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The study's folder: a new one, or an empty one.")],
    source: Annotated[
        Path | None, typer.Option("--from", metavar="ARTICLES", help="A file or folder of articles, copied into it.")
    ] = None,
    preset: Annotated[
        str, typer.Option("--preset", help="accurate, or fast: many times as fast and less right.")
    ] = "accurate",
) -> None:
    """Make a study: a folder of its own with configuration, stages, labels, git and DVC."""
    from pipeline.study import make_study

    made = make_study(folder, source, preset)
    report(made)
    typer.echo("Next:")
    for command in made.next_commands:
        typer.echo(f"  {command}")


def upgrade() -> None:
    """Carry the study to the version of the tool that is installed."""
    from pipeline.study import upgrade_study
    from pipeline.study_folder import study_folder

    report(upgrade_study(study_folder()))


def config(
    file: ConfigOption = None,
    changed: Annotated[bool, typer.Option("--changed", help="Only what differs from the defaults.")] = False,
) -> None:
    """Print every parameter with its default and its meaning, or those that differ here."""
    from pipeline.config import default_config_text, differing_parameters, load_config

    settings = load_config(file)
    if changed:
        for name, (value, default) in differing_parameters(settings).items():
            typer.echo(f"{name}: {value}    # default {default}")
        return
    typer.echo(default_config_text(), nl=False)
