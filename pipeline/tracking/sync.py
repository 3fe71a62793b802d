"""Logging the runs that wait on this machine, in the order in which they were made."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.config import TrackingConfig
from pipeline.errors import PipelineError
from pipeline.progress import progress
from pipeline.tracking.pending import claim, pending_ids, remove_abandoned
from pipeline.tracking.runs import RecordedRun, RunPendingError, log_pending
from pipeline.tracking.store import StoreUnavailableError, connect


@dataclass(frozen=True, slots=True)
class Synced:
    """The runs that the store has now, and for each that still waits a sentence that says why."""

    logged: list[RecordedRun]
    remaining: dict[str, str]


def sync_runs(config: TrackingConfig) -> Synced:
    """Log every run that waits. It may be interrupted and repeated: no run is lost, none is logged twice.

    Raises
    ------
    StoreUnavailableError
        If runs wait and the store cannot be used.
    """
    remove_abandoned()
    waiting = pending_ids()
    if waiting:
        connect(config, make=True)
    logged: list[RecordedRun] = []
    remaining: dict[str, str] = {}
    for name in progress(waiting, "sync", total=len(waiting)):
        try:
            with claim(name) as claimed:
                if claimed is None:
                    remaining[name] = f"Run {name} is in the hands of another process."
                else:
                    logged.append(log_pending(*claimed, config))
        except RunPendingError as error:
            remaining[name] = str(error)
            # What fails for this run alone must not keep the others back.
            try:
                connect(config)
            except StoreUnavailableError:
                break
        except PipelineError as error:
            remaining[name] = str(error)
    still = [name for name in pending_ids() if name in waiting]
    return Synced(logged, {name: remaining.get(name, f"Run {name} waits for those before it.") for name in still})
