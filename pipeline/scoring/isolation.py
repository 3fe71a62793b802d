"""A shard that ends its process: judged in a process of its own, record by record, until what ends it is known."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from concurrent.futures import BrokenExecutor
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.scoring.cautions import Cautions, Step
from pipeline.scoring.engine import IDLE, LOKY
from pipeline.scoring.job import Job
from pipeline.scoring.judging import Done, judge
from pipeline.scoring.shards import Shard

# A record at which the process ended so often is what ends it; another process may have been ended by somebody.
_TIMES = 2
_MOST_RECORDS = 50


def judge_alone(shard: Shard, job: Job) -> Done:
    """Judge a shard without the records that end the process, each of which becomes a reject.

    Parameters
    ----------
    shard : Shard
    job : Job

    Raises
    ------
    PipelineError
        If so many records end the process, or it ends before the first of them, that the reason is another.
    """
    ended: Counter[Step | None] = Counter()
    name = shard.portions[0].piece.source.name
    with tempfile.TemporaryDirectory() as folder:
        journal = Path(folder) / "journal"
        while True:
            left_out = frozenset(step for step, times in ended.items() if step and times >= _TIMES)
            if len(left_out) > _MOST_RECORDS:
                raise _another_reason(
                    name, f"more than {_MOST_RECORDS} records in a row end the process that judges them"
                )
            # What the process before wrote says nothing of this one, which may end before it writes anything.
            journal.unlink(missing_ok=True)
            try:
                return _in_a_process(shard, job, journal, left_out)
            except BrokenExecutor as error:
                last = _last(journal)
                ended[last] += 1
                if last in left_out or (last is None and ended[last] >= _TIMES):
                    raise _another_reason(
                        name, "the process that judges its records ends before one of them"
                    ) from error


def _another_reason(name: str, what: str) -> PipelineError:
    return PipelineError(f"{name}: {what}, so the reason is another, perhaps too little memory. Give fewer --workers.")


def _in_a_process(shard: Shard, job: Job, journal: Path, left_out: frozenset[Step]) -> Done:
    from joblib import Parallel, delayed

    # With one job there is no process but this one.
    # A process that ends may leave the other one waiting for a lock, until its idle time is over.
    parallel = Parallel(n_jobs=2, backend=LOKY, idle_worker_timeout=IDLE)
    outcome: Done | PipelineError = parallel([delayed(watched)(shard, job, journal, left_out)])[0]
    if isinstance(outcome, PipelineError):
        raise outcome
    return outcome


def watched(shard: Shard, job: Job, journal: Path, left_out: frozenset[Step]) -> Done | PipelineError:
    """Judge a shard record by record, and say in a file which one it is at."""
    with journal.open("wb", buffering=0) as file:

        def watch(step: Step) -> None:
            file.write(json.dumps(step).encode() + b"\n")

        try:
            return judge(shard, job, Cautions(left_out, watch))
        except PipelineError as error:
            return error


def _last(journal: Path) -> Step | None:
    """The step that was begun last, where one was."""
    lines = journal.read_bytes().splitlines() if journal.exists() else []
    return Step(*json.loads(lines[-1])) if lines else None
