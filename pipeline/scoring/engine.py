"""Where shards are judged: on this machine or on a cluster, through joblib, whose backends are the user's choice.

An engine is told by a text: ``local``, ``dask`` (a cluster on this machine), ``dask://HOST:PORT`` (the scheduler of one), or
``joblib:NAME`` for any other backend that is registered with joblib, such as those of Ray and Spark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError
from contextlib import contextmanager, nullcontext
from queue import Empty, Queue
from threading import Thread
from typing import Any

from pipeline.errors import PipelineError
from pipeline.printable import printable
from pipeline.scoring.job import Job
from pipeline.scoring.judging import Outcome, judge_shard
from pipeline.scoring.shards import Shard

LOCAL, DASK, DASK_ADDRESS, JOBLIB = "local", "dask", "dask://", "joblib:"
# Shards handed out for each worker before one is done: enough that no worker waits, and no more for a scheduler to hold.
_AHEAD = "3*n_jobs"
# Where a backend gives results back all at once: shards for each worker in a round.
_OF_A_ROUND = 4
# Fewer articles are not worth the start of processes.
FEWEST_SHARED = 64
LOKY = "loky"
# Errors by which Dask says that a worker was lost.
_LOSSES = frozenset(
    {"KilledWorker", "CommClosedError", "FutureCancelledError", "FuturesCancelledError", "NoValidWorkerError"}
)
# Seconds after which a process without work ends; also those of a run that was killed.
IDLE = 20
# Seconds that a scheduler may be away; its client tries to reach it again.
_PATIENCE = 15
# Seconds in which a scheduler has to answer at first.
_FIRST_ANSWER = 20


def require_engine(name: str) -> None:
    """Refuse what is no engine.

    Raises
    ------
    PipelineError
        Naming those there are.
    """
    if name not in (LOCAL, DASK) and not name.startswith((DASK_ADDRESS, JOBLIB)):
        raise PipelineError(
            f"--engine: '{name}' is none. Give local, dask, dask://HOST:PORT, or joblib:NAME for another backend of joblib."
        )
    if name.startswith(DASK_ADDRESS) and not re.fullmatch(r"[^/]+:\d+", name.removeprefix(DASK_ADDRESS)):
        raise PipelineError(
            f"--engine: '{name}' names no scheduler. Give its host and port, as in dask://scheduler:8786."
        )
    if name.startswith(JOBLIB):
        _require_backend(name.removeprefix(JOBLIB))


def _require_backend(name: str) -> None:
    from joblib import parallel_config

    try:
        with parallel_config(backend=name, n_jobs=1):
            pass
    except (ValueError, KeyError) as error:
        raise PipelineError(
            f"--engine: joblib knows no backend '{name}'. Those of Ray and Spark are registered in a program that calls "
            "score_files; the command line has loky, multiprocessing, threading and sequential."
        ) from error


@contextmanager
def opened_engine(name: str, workers: int) -> Iterator[Engine]:
    """An engine, with its cluster where it makes one.

    Parameters
    ----------
    name : str
        See the module.
    workers : int
        Processes; a cluster elsewhere has its own number.

    Raises
    ------
    PipelineError
        If there is no such engine, or its cluster cannot be reached.
    """
    require_engine(name)
    if name == LOCAL:
        yield Engine(workers, {"backend": LOKY, "inner_max_num_threads": 1, "idle_worker_timeout": IDLE})
    elif name.startswith(JOBLIB):
        yield Engine(workers, {"backend": name.removeprefix(JOBLIB)})
    else:
        with _dask_client(name, workers) as client:
            yield Engine(workers, {"backend": "dask", "client": client, "wait_for_workers_timeout": 60}, client)


@contextmanager
def _dask_client(name: str, workers: int) -> Iterator[Any]:
    import distributed

    # The library has no types.
    make_cluster: Any = distributed.LocalCluster
    make_client: Any = distributed.Client

    # One thread a process: what judges holds Python's lock, and a worker is lost for one article only.
    here = name == DASK
    cluster = make_cluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) if here else None
    with cluster or nullcontext():
        try:
            client = make_client(
                cluster or name.replace(DASK_ADDRESS, "tcp://"), timeout=_FIRST_ANSWER, set_as_default=False
            )
        except (OSError, TimeoutError, ValueError) as error:
            raise PipelineError(
                f"--engine: no Dask scheduler answers at {name.removeprefix(DASK_ADDRESS)} ({error}). Start it, or mend the address."
            ) from error
        with client:
            yield client


class Engine:
    """Hands shards out, and gives back what became of each as it is done.

    Parameters
    ----------
    workers : int
    settings : dict
        Of `joblib.parallel_config`.
    client : distributed.Client, optional
    """

    def __init__(self, workers: int, settings: dict[str, Any], client: Any = None) -> None:
        self.workers = workers
        self._settings = settings
        self._client = client

    def run(self, shards: Sequence[Shard], job: Job, *, apart: bool = False) -> Iterator[Outcome]:
        """What became of each shard, in the order they are done.

        Parameters
        ----------
        apart : bool, default=False
            Never judge in this process where there may be others: one of the shards may end it.

        Raises
        ------
        concurrent.futures.BrokenExecutor
            If a process was ended from outside; some shards are not done.
        """
        from joblib import Parallel, delayed, parallel_config

        few = not apart and (len(shards) == 1 or sum(shard.articles for shard in shards) < FEWEST_SHARED)
        if self._client is None and self._settings["backend"] == LOKY and (self.workers == 1 or few):
            yield from (judge_shard(shard, job) for shard in shards)
            return
        with parallel_config(n_jobs=self.workers, **self._settings):
            try:
                parallel = Parallel(return_as="generator_unordered", pre_dispatch=_AHEAD, batch_size=1)
            except ValueError:
                # The backends of Ray and Spark give nothing back before all is done, so they get some shards at a time.
                rounds = Parallel(batch_size=1)
                for some in _batched(shards, _OF_A_ROUND * self.workers):
                    yield from rounds(delayed(judge_shard)(shard, job) for shard in some)
                return
        tasks = (delayed(judge_shard)(shard, job) for shard in shards)
        yield from parallel(tasks) if self._client is None else _watched(lambda: parallel(tasks), self._client)


def _batched(shards: Sequence[Shard], size: int) -> Iterator[Sequence[Shard]]:
    """Some shards at a time, in their order."""
    return (shards[start : start + size] for start in range(0, len(shards), size))


def _watched(begin: Callable[[], Iterator[Outcome]], client: Any) -> Iterator[Outcome]:
    """What a cluster gives back, as long as its scheduler is there: who waits for one that is gone waits for ever.

    Raises
    ------
    PipelineError
        If the scheduler is gone.
    concurrent.futures.BrokenExecutor
        If a task was lost with its worker.
    """
    found: Queue[Outcome | BaseException | None] = Queue()

    def collect() -> None:
        try:
            for outcome in begin():
                found.put(outcome)
            found.put(None)
        except BaseException as error:
            found.put(error)

    Thread(target=collect, daemon=True).start()
    missed = 0
    while missed < _PATIENCE:
        try:
            outcome = found.get(timeout=1)
        except Empty:
            missed = 0 if client.status == "running" else missed + 1
            continue
        if outcome is None:
            return
        if isinstance(outcome, BaseException):
            if client.status != "running":
                break
            if type(outcome).__name__ in _LOSSES or isinstance(outcome, OSError | TimeoutError | CancelledError):
                raise BrokenExecutor(f"{type(outcome).__name__}: {outcome}") from outcome
            raise PipelineError(
                f"A worker of the cluster could not judge ({printable(f'{type(outcome).__name__}: {outcome}')[:300]}). Install the same version of "
                "the tool, with what it needs, on all workers. What is done is kept."
            ) from outcome
        yield outcome
    raise PipelineError(
        "The Dask scheduler is gone. What is done is kept: start the cluster, and the same command goes on from there."
    )
