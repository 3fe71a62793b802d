"""Running a sweep: batch by batch, fold by fold, on any number of processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from joblib import Parallel, delayed

from pipeline.config import SweepConfig, TrainConfig
from pipeline.errors import PipelineError
from pipeline.progress import progress_steps
from pipeline.sweep.outcome import Outcome
from pipeline.sweep.plan import number_of_points, plan_batch
from pipeline.sweep.record import Record
from pipeline.sweep.scoring import Folds, FoldScore, Rows, TrainingPart, try_fold
from pipeline.sweep.space import Space

if TYPE_CHECKING:
    from optuna import Trial

# Longer than a batch takes to be logged; after it, a process whose sweep was killed ends by itself.
_IDLE_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Sweep:
    """What is tried on what.

    Attributes
    ----------
    part : TrainingPart
        The test part is no part of a sweep.
    folds : dict of int to Folds
        For each seed, see `draw_folds`.
    space, config
        What varies, and how it is chosen and scored.
    """

    part: TrainingPart
    folds: dict[int, Folds]
    space: Space
    config: SweepConfig

    @property
    def n_folds(self) -> int:
        """How many folds a seed has."""
        return len(self.folds[self.config.seeds[0]])


@dataclass(slots=True)
class _Candidate:
    """A combination that is being tried."""

    number: int
    asked: Trial
    outcome: Outcome
    scores: dict[int, list[FoldScore]]
    failure: str | None = None


def run_sweep(
    sweep: Sweep,
    record: Record,
    workers: int = 1,
    batch_done: Callable[[list[Outcome]], None] = lambda outcomes: None,
) -> list[Outcome]:
    """Try the combinations of a sweep; what the record already holds is not run again.

    Parameters
    ----------
    sweep : Sweep
    record : Record
        Where every finished fold is kept.
    workers : int, default=1
        Processes; the outcomes are the same for any number.
    batch_done : callable
        Called with all outcomes so far, after each batch and before the first.

    Returns
    -------
    list of Outcome
        In the order they were tried; a combination that the sampler chose again is not repeated.

    Raises
    ------
    PipelineError
        If a worker is killed.
    """
    config = sweep.config
    total = number_of_points(sweep.space, config)
    folds_in_all = total * len(config.seeds) * sweep.n_folds
    batch_done(_distinct(record, total))
    with progress_steps("sweep") as step:
        for start in range(0, total, config.batch):
            trials = record.trials()
            size = min(config.batch, total - start)
            if len(trials) >= start + size and all(t.state.is_finished() for t in trials[start : start + size]):
                continue
            before = start * len(config.seeds) * sweep.n_folds
            batch = plan_batch(sweep.space, config, trials[:start], size)
            for finished in _run_batch(sweep, record, start, batch, workers):
                step(before + finished, folds_in_all)
            batch_done(_distinct(record, total))
    return _distinct(record, total)


def _distinct(record: Record, total: int) -> list[Outcome]:
    first: dict[str, Outcome] = {}
    for outcome in record.outcomes()[:total]:
        if outcome.state != "running":
            first.setdefault(outcome.key, outcome)
    return list(first.values())


def _run_batch(sweep: Sweep, record: Record, start: int, batch: list[Trial], workers: int) -> Iterator[int]:
    """Try a batch to its end; yields how many folds it has run."""
    seeds = sweep.config.seeds
    trying = _candidates(record, start, batch, seeds)
    finished = 0
    for fold in range(sweep.n_folds):
        waiting = [(c, seed) for c in trying for seed in seeds if len(c.scores[seed]) <= fold]
        tasks = [(sweep.space.config(c.outcome.parameters, seed), *sweep.folds[seed][fold]) for c, seed in waiting]
        sweep.part.read_for([config for config, *_ in tasks], workers)
        for (candidate, seed), score in zip(waiting, _in_parallel(sweep.part, tasks, workers), strict=True):
            if isinstance(score, FoldScore):
                candidate.scores[seed].append(score)
            else:
                candidate.failure = candidate.failure or f"seed {seed}, fold {fold + 1}: {score}"
            finished += 1
            yield finished
        trying = [candidate for candidate in trying if _goes_on(candidate, sweep, record, fold)]
    _repeat(record, start, len(batch))


def _candidates(record: Record, start: int, batch: list[Trial], seeds: Sequence[int]) -> list[_Candidate]:
    """What of a batch is still to be tried: not what was finished before the sweep was cut off, and nothing twice."""
    known = {outcome.key for outcome in record.outcomes()[:start]}
    for index, asked in enumerate(batch):
        record.begin(start + index, asked, seeds)
    found = []
    for asked, outcome in zip(batch, record.outcomes()[start:], strict=False):
        if outcome.state == "running" and outcome.key not in known:
            scores = {seed: list(folds) for seed, folds in outcome.scores.items()}
            found.append(_Candidate(outcome.number, asked, outcome, scores))
        known.add(outcome.key)
    return found


def _in_parallel(
    part: TrainingPart, tasks: Sequence[tuple[TrainConfig, Rows, Rows]], workers: int
) -> Iterator[FoldScore | str]:
    try:
        yield from Parallel(workers, backend="loky", return_as="generator", idle_worker_timeout=_IDLE_SECONDS)(
            delayed(try_fold)(part, *task) for task in tasks
        )
    except BrokenProcessPool as error:
        raise PipelineError(
            "A process of the sweep was killed, most likely for want of memory. Take fewer --workers and run the same "
            "command again: finished folds are kept."
        ) from error


def _goes_on(candidate: _Candidate, sweep: Sweep, record: Record, fold: int) -> bool:
    """Keep what a fold said; whether there are more folds to come."""
    if candidate.failure:
        record.finish(candidate.number, "failed", reason=candidate.failure)
        return False
    metric = sweep.config.metric
    mean = float(np.mean([s.value(metric) for scores in candidate.scores.values() for s in scores[: fold + 1]]))
    record.keep(candidate.number, candidate.scores, fold, mean)
    if fold + 1 == sweep.n_folds:
        record.finish(candidate.number, "complete", value=mean)
        return False
    candidate.asked.report(mean, fold)
    if candidate.asked.should_prune():
        record.finish(candidate.number, "pruned")
        return False
    return True


def _repeat(record: Record, start: int, size: int) -> None:
    """Give combinations that were chosen again what came out the first time."""
    outcomes = record.outcomes()
    first: dict[str, int] = {}
    for outcome in outcomes:
        first.setdefault(outcome.key, outcome.number)
    for outcome in outcomes[start : start + size]:
        if outcome.state == "running":
            record.repeat(outcome.number, first[outcome.key])
