"""``stance doctor``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import ConfigOption
from pipeline.cli.printing import report, table


def doctor(
    config: ConfigOption = None,
    summary: Annotated[
        bool, typer.Option("--summary", help="Show the newest run's results and what to do next.")
    ] = False,
    fix_deps: Annotated[
        bool,
        typer.Option(
            "--fix-deps", help="In a checkout: name in dvc.yaml the files of the package that each stage needs."
        ),
    ] = False,
) -> None:
    """Check the environment, the configuration, DVC, the model and the MLflow store."""
    from pipeline.doctor import results_summary, run_checks
    from pipeline.doctor.stage_files import name_files

    if fix_deps:
        for stage, files in name_files(Path.cwd()).items():
            report(f"{stage}: {len(files)} files and folders of the package named in dvc.yaml")
        return

    if summary:
        result = results_summary(config)
        table(result.title, result.columns, result.rows, right=tuple(range(1, len(result.columns))))
        typer.echo("Next (after `source .venv/bin/activate`):")
        for command, meaning in result.next_commands:
            typer.echo(f"  {command:<62} {meaning}")
        return
    checks = run_checks(config)
    marks = {"ok": "✓", "warning": "!", "failed": "✗"}
    table("", ["", "what", "found", "to mend it"], [[marks[c.state], c.name, c.found, c.mend] for c in checks])
    if any(check.state == "failed" for check in checks):
        raise typer.Exit(2)
