"""All shards of a plan through an engine, until each is done: lost processes are replaced, and what ends them is found."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from concurrent.futures import BrokenExecutor

from pipeline.errors import PipelineError
from pipeline.scoring.engine import Engine
from pipeline.scoring.isolation import judge_alone
from pipeline.scoring.job import Job
from pipeline.scoring.judging import RUNNING, Done, Failed, Suspect
from pipeline.scoring.places import names_in, remove
from pipeline.scoring.shards import Shard

# So often processes may end without a shard being done or suspected in between.
_MOST_LOSSES = 5


def run_shards(shards: Sequence[Shard], job: Job, engine: Engine) -> Generator[Done, None, None]:
    """Judge shards, in whatever order they are done.

    A process that is ended from outside is replaced, and its shard judged again. A shard that ends its process twice is
    judged in a process of its own, record by record, until the record that ends it is known and set aside.

    Parameters
    ----------
    shards : sequence of Shard
    job : Job
    engine : Engine

    Raises
    ------
    PipelineError
        If a shard cannot be judged for a reason that the user can mend, or processes are ended again and again.
    """
    waiting = {shard.key: shard for shard in shards}
    losses, ended = 0, False
    while waiting:
        suspects: list[Shard] = []
        try:
            for outcome in engine.run(list(waiting.values()), job, apart=ended):
                losses = 0
                shard = waiting.pop(outcome.shard)
                if isinstance(outcome, Failed):
                    raise PipelineError(outcome.sentence)
                if isinstance(outcome, Suspect):
                    suspects.append(shard)
                else:
                    yield outcome
        except BrokenExecutor as error:
            losses, ended = losses + 1, True
            if losses > _MOST_LOSSES:
                raise PipelineError(
                    "The processes that judge are ended again and again from outside, perhaps for want of memory: give fewer "
                    "--workers. What is done is kept, and the same command goes on from there."
                ) from error
        for shard in suspects:
            yield judge_alone(shard, job)
            forget_starts(job.parts, shard.key)
    # Shards that were under way when another ended the process are done by now.
    forget_starts(job.parts)


def forget_starts(parts: str, shard: str = "") -> None:
    """Remove the marks of shards that were begun and not ended; of one, or of all."""
    folder = f"{parts}/{RUNNING}"
    for name in names_in(folder):
        if name.startswith(shard):
            remove(f"{folder}/{name}")
