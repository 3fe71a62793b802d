"""What a worker does: one shard of the input → one part of the output."""

from __future__ import annotations

import os
import socket
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from pipeline.errors import PipelineError
from pipeline.printable import printable
from pipeline.scoring.cautions import Cautions
from pipeline.scoring.desk import judged
from pipeline.scoring.job import Job
from pipeline.scoring.parts import SUFFIX, Part, PortionCounts, digest_of
from pipeline.scoring.places import names_in, read_bytes, remove, write_bytes, write_new
from pipeline.scoring.shards import Shard

RUNNING = "running"
# So often a shard may end the process that judges it before its records are judged one at a time.
_MOST_STARTS = 2
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class Done:
    """A shard that is judged.

    Attributes
    ----------
    shard : str
        Its key.
    part, digest : str
        Name of the file with its rows, and the digest of that.
    portions : list of PortionCounts
    seconds : float
        That it took.
    peak : int
        Most memory that the process has had, in bytes.
    """

    shard: str
    part: str
    digest: str
    portions: list[PortionCounts]
    seconds: float
    peak: int = 0


@dataclass(frozen=True, slots=True)
class Suspect:
    """A shard that has ended the processes that judged it."""

    shard: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A shard that could not be judged for a reason that the next will not be judged for either, in a sentence."""

    shard: str
    sentence: str


Outcome = Done | Suspect | Failed


def judge_shard(shard: Shard, job: Job) -> Outcome:
    """Judge a shard and write its part; never raises, so that every engine can hand on what became of it.

    Parameters
    ----------
    shard : Shard
    job : Job
    """
    from joblib import parallel_config

    try:
        # What judges remembers what it was asked last, which several threads of one process would mix up; and what it uses
        # of scikit-learn would hand its own small tasks to the cluster, and wait for them behind other shards.
        with _ONE_AT_A_TIME, parallel_config(backend="sequential", n_jobs=1), _started(shard, job.parts) as starts:
            return Suspect(shard.key) if starts > _MOST_STARTS else judge(shard, job)
    except PipelineError as error:
        return Failed(shard.key, str(error))
    except (ImportError, OSError) as error:
        return Failed(shard.key, f"{type(error).__name__}: {printable(str(error))}. Mend that and start again.")


def judge(shard: Shard, job: Job, cautions: Cautions | None = None) -> Done:
    """Judge a shard and write its part.

    Parameters
    ----------
    shard : Shard
    job : Job
    cautions : Cautions, optional
        With these, records are judged one at a time.

    Raises
    ------
    PipelineError
        If the model is not there, or the part cannot be written.
    """
    began = time.perf_counter()
    part = judged(shard.portions, job, cautions)
    data = part.to_bytes()
    name = f"{shard.key}{SUFFIX}"
    write_bytes(f"{job.parts}/{name}", data)
    return Done(shard.key, name, digest_of(data), part.portions, time.perf_counter() - began, peak_memory())


def read_part(job: Job, done: Done) -> Part | None:
    """The part of a shard, ``None`` where it is not there or not the one that was written."""
    try:
        data = read_bytes(f"{job.parts}/{done.part}")
    except FileNotFoundError:
        return None
    return Part.from_bytes(data) if digest_of(data) == done.digest else None


@contextmanager
def _started(shard: Shard, parts: str) -> Iterator[int]:
    """How often this shard has been begun and not ended, this time among them; what ends the process leaves its mark."""
    folder = f"{parts}/{RUNNING}"
    mark = f"{folder}/{shard.key}.{socket.gethostname()}.{os.getpid()}.{uuid.uuid4().hex[:8]}"
    write_new(mark, b"")
    yield sum(name.startswith(shard.key) for name in names_in(folder))
    remove(mark)


def peak_memory() -> int:
    """Most memory that this process has had, in bytes; 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0
    # In kilobytes on Linux.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
