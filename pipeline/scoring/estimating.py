"""What scoring would cost, from a sample of the input; and afterwards, how far that was from the truth."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.config import PipelineConfig, load_config
from pipeline.errors import PipelineError
from pipeline.printable import count
from pipeline.progress import progress
from pipeline.scoring.desk import judged
from pipeline.scoring.destination import Destination
from pipeline.scoring.job import Job
from pipeline.scoring.judging import Done, peak_memory
from pipeline.scoring.manifest import Manifest
from pipeline.scoring.models import model_folder, resolve_model
from pipeline.scoring.parts import PortionCounts
from pipeline.scoring.places import read_bytes, remove, write_bytes
from pipeline.scoring.planning import plan_of
from pipeline.scoring.run import ScoreRun
from pipeline.scoring.scoring import ScoreOptions
from pipeline.scoring.shards import Portion

_SEED = 13
_SAMPLE_ARTICLES = 300
_FEWEST_PORTIONS = 12
_RESAMPLES = 1000
# Of the intervals, in percent.
_LOW, _HIGH = 5, 95
_GIGABYTE = 1 << 30

Interval = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a run would cost; each number is the estimate, then the bounds of a 90 % interval.

    Attributes
    ----------
    articles, rows : tuple of float
        Records that would be judged, and statements toward targets that would be found in them.
    seconds : tuple of float
        Of work, for one worker.
    workers : int
        That were asked for.
    memory : int
        Peak of one process, in bytes.
    sampled : int
        Articles in the sample.
    kept : int
        Parts of the input that an earlier run has judged, of all `portions`.
    portions : int
    """

    articles: Interval
    rows: Interval
    seconds: Interval
    workers: int
    memory: int
    sampled: int
    kept: int
    portions: int

    def __str__(self) -> str:
        one, several = self.seconds[0], self.seconds[0] / self.workers
        lines = [
            f"From a sample of {count(self.sampled, 'article')} (in brackets 90 % intervals):",
            f"  articles    about {_number(self.articles)}",
            f"  statements  about {_number(self.rows)}",
            f"  time        {_time(one)} with 1 worker ({_time(self.seconds[1])} to {_time(self.seconds[2])})",
        ]
        memory = self.memory / _GIGABYTE
        if self.workers > 1:
            lines[-1] += f", {_time(several)} with {self.workers}"
            lines.append(
                f"  memory      {memory:.1f} GB with 1 worker, {memory * (self.workers + 1):.1f} GB with {self.workers}"
            )
        else:
            lines.append(f"  memory      {memory:.1f} GB")
        if self.kept:
            lines.append(f"{self.kept:,} of {self.portions:,} parts of the input are judged already and not counted.")
        return "\n".join([*lines, "Nothing was scored."])

    def against(self, articles: int, rows: int, seconds: float, memory: int) -> str:
        """The estimate beside what came of it."""
        return (
            "Estimated, and true: "
            f"{self.articles[0]:,.0f} and {articles:,} articles; {self.rows[0]:,.0f} and {rows:,} statements; "
            f"{_time(self.seconds[0])} and {_time(seconds)} of work; "
            f"{self.memory / _GIGABYTE:.1f} and {memory / _GIGABYTE:.1f} GB a process."
        )


def estimate_files(
    inputs: str | Path | Sequence[str | Path],
    out: str | Path,
    model: str | Path | None = None,
    options: ScoreOptions | None = None,
    *,
    config: PipelineConfig | None = None,
    run: ScoreRun | None = None,
) -> Estimate:
    """What `pipeline.score_files` would cost with the same arguments; the sample is drawn with a fixed seed.

    The estimate is kept beside `out` until the run that follows has told how far it was from the truth.

    Raises
    ------
    PipelineError
        As `pipeline.score_files`.
    """
    config, run = config or load_config(), run or ScoreRun()
    places = [os.fspath(place) for place in ([inputs] if isinstance(inputs, str | Path) else inputs)]
    destination = Destination.of(os.fspath(out), run.partition)
    asked = str(model or config.score.model)
    trained = resolve_model(asked, config)
    folder = model_folder(asked, config)
    job = Job.of(folder, trained, config, options or ScoreOptions(), run, destination.parts)
    own = destination.outputs
    with sqlite3.connect(":memory:", isolation_level=None) as database:
        plan = plan_of(places, own, job, database)
    known = {counts.key for done in Manifest(destination.parts).done() for counts in done.portions}
    waiting = [portion for portion in plan.portions if portion.key not in known]
    sample = _sample(waiting)
    if not sample:
        raise PipelineError(
            f"Nothing is left to judge of {', '.join(places)}: `stance score` without --dry-run ends at once."
        )
    measured = [_measured(portion, job) for portion in progress(sample, "sample", len(sample))]
    made = _estimate(waiting, sample, measured, run.workers or config.compute.workers, len(plan.portions))
    write_bytes(destination.estimate, (json.dumps(asdict(made)) + "\n").encode())
    return made


def worth_of_estimate(destination: Destination, articles: int, new: Sequence[Done]) -> list[str]:
    """How far the estimate of a table was from the truth, in a sentence; none where none was made.

    Parameters
    ----------
    destination : Destination
    articles : int
        That were judged.
    new : sequence of Done
        The shards that they are in.
    """
    made = taken_estimate(destination)
    rows = sum(counts.rows for each in new for counts in each.portions)
    seconds = sum(each.seconds for each in new)
    return [made.against(articles, rows, seconds, max(each.peak for each in new))] if made else []


def taken_estimate(destination: Destination) -> Estimate | None:
    """The estimate that was made of a table, which is then forgotten; ``None`` where there is none."""
    place = destination.estimate
    try:
        told = json.loads(read_bytes(place))
        values: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in told.items()}
        made = Estimate(**values)
    except (FileNotFoundError, ValueError, TypeError):
        return None
    remove(place)
    return made


def _sample(portions: Sequence[Portion]) -> list[Portion]:
    """Portions at random, until there are enough articles in enough of them."""
    shuffled = list(portions)
    random.Random(_SEED).shuffle(shuffled)
    taken: list[Portion] = []
    articles = 0
    for portion in shuffled:
        if articles >= _SAMPLE_ARTICLES and len(taken) >= _FEWEST_PORTIONS:
            break
        taken.append(portion)
        articles += portion.articles
    return taken


def _measured(portion: Portion, job: Job) -> tuple[PortionCounts, float]:
    # What is loaded once a process is not a part of the time of an article.
    job.load()
    began = time.perf_counter()
    counts = judged([portion], job).portions[0]
    return counts, time.perf_counter() - began


def _estimate(
    waiting: Sequence[Portion],
    sample: Sequence[Portion],
    measured: Sequence[tuple[PortionCounts, float]],
    workers: int,
    portions: int,
) -> Estimate:
    weights = np.array([portion.articles for portion in sample], dtype=np.float64)
    whole = float(sum(portion.articles for portion in waiting))
    values = np.array([(counts.articles, counts.rows, seconds) for counts, seconds in measured], dtype=np.float64)
    # The first portion pays for what is loaded once.
    if len(values) > 1:
        values[0, 2] = min(values[0, 2], values[1:, 2].sum() / weights[1:].sum() * weights[0])
    draws = np.random.default_rng(_SEED).integers(len(sample), size=(_RESAMPLES, len(sample)))
    ratios = values[draws].sum(axis=1) / weights[draws].sum(axis=1)[:, None]
    low, high = np.percentile(ratios, [_LOW, _HIGH], axis=0) * whole
    middle = values.sum(axis=0) / weights.sum() * whole
    articles, rows, seconds = ((float(m), float(a), float(b)) for m, a, b in zip(middle, low, high, strict=True))
    sampled = int(values[:, 0].sum())
    return Estimate(articles, rows, seconds, workers, peak_memory(), sampled, portions - len(waiting), portions)


def _number(interval: Interval) -> str:
    return f"{interval[0]:,.0f} ({interval[1]:,.0f} to {interval[2]:,.0f})"


def _time(seconds: float) -> str:
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"
