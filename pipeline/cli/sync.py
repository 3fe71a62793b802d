"""``stance sync``."""

from __future__ import annotations

import typer

from pipeline.cli.app import ConfigOption
from pipeline.cli.printing import report
from pipeline.printable import count


def sync(config: ConfigOption = None) -> None:
    """Log the runs that were kept on this machine while the MLflow store could not be used."""
    from pipeline.config import load_config
    from pipeline.errors import PipelineError
    from pipeline.tracking.pending import PENDING, pending_ids
    from pipeline.tracking.store import StoreUnavailableError, store_name
    from pipeline.tracking.sync import sync_runs

    tracking = load_config(config).tracking
    try:
        synced = sync_runs(tracking)
    except StoreUnavailableError as error:
        raise PipelineError(f"{error} Still waiting in {PENDING}: {count(len(pending_ids()), 'run')}.") from error
    for run in synced.logged:
        report(f"Run {run.run_name} ({run.run_id[:8]}) of {run.time} logged; model version {run.registered_version}")
    for why in synced.remaining.values():
        report(why)
    typer.echo(
        f"{count(len(synced.logged), 'run')} synced to {store_name(tracking)}, {len(synced.remaining)} still waiting."
    )
    if synced.remaining:
        raise typer.Exit(2)
