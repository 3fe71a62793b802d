"""What is asked next, and what is stopped, depends on earlier batches and on nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import optuna
import pytest
from optuna.trial import FrozenTrial, TrialState, create_trial

from pipeline.config import SweepConfig, load_config
from pipeline.sweep.plan import ENOUGH_TO_PRUNE, plan_batch
from pipeline.sweep.space import Space, check_space

PROJECT_CONFIG = Path(__file__).parents[2] / "configs" / "pipeline.yaml"


def sweep_of(**changes: Any) -> tuple[Space, SweepConfig]:
    config = load_config(PROJECT_CONFIG)
    config = config.model_copy(update={"train": config.train.model_copy(update={"estimator": "linear"})})
    sweep = SweepConfig.model_validate(config.sweep.model_dump() | changes)
    return check_space(config.model_copy(update={"sweep": sweep})), sweep


def finished(asked: list[optuna.Trial], values: list[float]) -> list[FrozenTrial]:
    return [
        create_trial(
            state=TrialState.COMPLETE,
            value=value,
            params=trial.params,
            distributions=trial.distributions,
            intermediate_values={0: value, 1: value},
        )
        for trial, value in zip(asked, values, strict=True)
    ]


def test_a_grid_gives_every_combination_once_whatever_the_batch() -> None:
    space, sweep = sweep_of(space={"train.linear.window": [3, 6, 9], "train.linear.C": [0.1, 1.0]})
    earlier: list[FrozenTrial] = []
    for size in (1, 3, 2):
        earlier += finished(plan_batch(space, sweep, earlier, size), [0.5] * size)
    at_once = plan_batch(space, sweep, [], 6)
    assert [t.params for t in earlier] == [t.params for t in at_once]
    assert len({str(space.parameters(t.params)) for t in at_once}) == space.size == 6


def test_the_same_past_gives_the_same_next_batch_and_a_longer_batch_begins_like_a_shorter() -> None:
    space, sweep = sweep_of(sampler="tpe", space={"train.linear.C": {"low": 0.01, "high": 10, "log": True}})
    past = finished(plan_batch(space, sweep, [], 12), [i / 12 for i in range(12)])
    short, long = (plan_batch(space, sweep, past, size) for size in (2, 4))
    assert [t.params for t in short] == [t.params for t in long][:2]
    other = finished(plan_batch(space, sweep, [], 12), [1 - i / 12 for i in range(12)])
    assert [t.params for t in plan_batch(space, sweep, other, 4)] != [t.params for t in long]


@pytest.mark.parametrize(
    ("prune", "complete", "value", "stopped"),
    [
        (True, ENOUGH_TO_PRUNE, 0.1, True),
        (True, ENOUGH_TO_PRUNE, 0.9, False),
        (True, ENOUGH_TO_PRUNE - 1, 0.1, False),
        (False, ENOUGH_TO_PRUNE, 0.1, False),
    ],
)
def test_a_combination_worse_than_the_median_is_stopped(
    prune: bool, complete: int, value: float, stopped: bool
) -> None:
    space, sweep = sweep_of(prune=prune, space={"train.linear.window": [2, 3, 4, 5, 6, 7, 8]})
    earlier = finished(plan_batch(space, sweep, [], complete), [0.5] * complete)
    asked, _ = plan_batch(space, sweep, earlier, 2)
    asked.report(value, 0)
    assert bool(asked.should_prune()) is stopped
