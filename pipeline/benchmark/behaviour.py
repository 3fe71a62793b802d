"""Models on the behavioural cases, and what becomes of their judgements when every country is another one."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from functools import cache, partial
from importlib.resources import files
from typing import Any

import numpy as np

from pipeline.arrays import FloatArray
from pipeline.benchmark.report import BenchmarkReport, with_intervals
from pipeline.evaluate.behaviour import behaviour_cases, judge_cases, masked_case, pass_rates
from pipeline.masking import MARKERS, TARGET
from pipeline.model.trained import TrainedModel

_MARKER = re.compile("|".join(MARKERS.values()))


@cache
def _names() -> tuple[str, ...]:
    """Names of countries, in the order from which they are drawn."""
    lines = files("pipeline.benchmark").joinpath("en/names.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def benchmark_behaviour(part: str, models: dict[str, TrainedModel], seed: int) -> dict[str, BenchmarkReport]:
    """Pass rates of each model, overall and by capability, and the share of judgements that other countries change.

    Raises
    ------
    PipelineError
        If there is no such part.
    """
    cases = behaviour_cases(part)
    readable = [text for text in map(masked_case, cases) if text]
    reports = {}
    for name, model in models.items():
        metrics = pass_rates(cases, partial(judge_cases, model))
        for label, beside in (("flips_masked", False), ("flips_with_names", True)):
            metrics |= {label: with_intervals(_changed(model, readable, beside, seed), _share)["share"]}
        reports[name] = BenchmarkReport(f"{part}, {name}", metrics, {"cases": len(cases)})
    return reports


def _share(counts: FloatArray) -> dict[str, FloatArray]:
    return {"share": counts[..., 0] / np.maximum(counts[..., 1], 1)}


def _changed(model: TrainedModel, masked: Sequence[str], names_beside: bool, seed: int) -> list[list[int]]:
    """For each text, whether two draws of its countries' names give two stances, and 1."""
    judged: list[Any] = []
    for draw in range(2):
        rng = random.Random(seed + draw)
        texts = [_named(text, rng) if names_beside else text for text in masked]
        judged.append(model.predict(texts, spoken=True).stance_labels())
    return [[int(one != other), 1] for one, other in zip(*judged, strict=True)]


def _named(masked: str, rng: random.Random) -> str:
    """The text as it would be read without masking: names in the places of the markers, the target still marked."""
    names = dict(zip(MARKERS.values(), rng.sample(_names(), len(MARKERS)), strict=True))
    return _MARKER.sub(
        lambda found: f"{TARGET} {names[TARGET]}" if found.group() == TARGET else names[found.group()], masked
    )
