"""``stance runs``."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.app import ConfigOption
from pipeline.cli.printing import table

_ABSENT = "–"


def runs(
    number: Annotated[int, typer.Option("--number", "-n", min=1, help="How many, newest first.")] = 20,
    config: ConfigOption = None,
) -> None:
    """List the runs of this study, newest first, with the versions of the model that they made and their aliases."""
    from pipeline.config import load_config
    from pipeline.tracking.listing import listed_runs
    from pipeline.tracking.store import connect, store_name

    settings = load_config(config).tracking
    found = listed_runs(connect(settings), settings)
    rows = [
        [
            run.name,
            run.run_id[:8],
            run.time.removesuffix("+00:00"),
            run.estimator,
            _figure(run.stance),
            _figure(run.sentiment),
            run.test_articles or _ABSENT,
            ", ".join(map(str, run.versions)) or _ABSENT,
            ", ".join(run.aliases),
        ]
        for run in found[:number]
    ]
    title = f"Runs of experiment {settings.experiment} in {store_name(settings)}"
    if len(found) > number:
        title += f", the newest {number} of {len(found)}"
    columns = ["run", "id", "made (UTC)", "estimator", "stance F1", "sentiment F1", "test articles", "version", "alias"]
    table(title, columns, rows, right=(4, 5, 6))
    if any(run.versions for run in found):
        typer.echo(f"A model by its alias or version: --model models:/{settings.registered_model}@ALIAS, or /VERSION")


def _figure(value: float | None) -> str:
    return _ABSENT if value is None else f"{value:.3f}"
