"""Which combinations come next, and which are stopped early: Optuna's samplers and pruner on what earlier batches told.

Each batch is planned in a study in memory that holds the finished batches and nothing else. So what is asked and what
is pruned depends neither on the number of workers nor on when a sweep was cut off and taken up again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.config import SweepConfig
from pipeline.records import content_id
from pipeline.sweep.space import Space

if TYPE_CHECKING:
    from optuna import Trial
    from optuna.samplers import BaseSampler
    from optuna.trial import FrozenTrial

# A median of fewer finished combinations says too little to stop another.
ENOUGH_TO_PRUNE = 4


def number_of_points(space: Space, sweep: SweepConfig) -> int:
    """How many combinations a sweep tries."""
    return space.size if sweep.sampler == "grid" else sweep.trials


def _sampler(space: Space, sweep: SweepConfig, start: int) -> BaseSampler:
    from optuna.samplers import GridSampler, TPESampler

    if sweep.sampler == "grid":
        # It shuffles the grid with its seed and goes through it by the number of the trial.
        return GridSampler(space.grid(), seed=sweep.seeds[0])
    return TPESampler(seed=int(content_id(start, *sweep.seeds)[:8], 16))


def plan_batch(space: Space, sweep: SweepConfig, earlier: Sequence[FrozenTrial], size: int) -> list[Trial]:
    """Ask for the next combinations.

    Parameters
    ----------
    earlier : sequence of FrozenTrial
        All finished batches, in order.
    size : int
        How many to ask for.

    Returns
    -------
    list of Trial
        Report scores to them and ask them whether to prune.
    """
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    pruner = (
        optuna.pruners.MedianPruner(n_startup_trials=ENOUGH_TO_PRUNE) if sweep.prune else optuna.pruners.NopPruner()
    )
    sampler = _sampler(space, sweep, len(earlier))
    study = optuna.create_study(direction="maximize", sampler=sampler, pruner=pruner)
    study.add_trials(earlier)
    distributions = space.distributions()
    return [study.ask(distributions) for _ in range(size)]
