"""Minimal cases of our own for what a stance classifier must be able to do (CheckList, Ribeiro et al. 2020)."""

from __future__ import annotations

import csv
import importlib.resources
import io
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from pipeline.arrays import FloatArray
from pipeline.errors import PipelineError
from pipeline.evaluate.bootstrap import Interval, bootstrap_sums, percentile_interval
from pipeline.extract.single_text import masked_text
from pipeline.model.trained import TrainedModel

ALL = "all"


@dataclass(frozen=True, slots=True)
class BehaviourCase:
    """One case: what the speaker of `text` thinks of `target`, and the capability that it takes to see it."""

    capability: str
    text: str
    target: str
    speaker_country: str | None
    stance: str


@cache
def behaviour_cases(part: str = "behaviour", language: str = "en") -> list[BehaviourCase]:
    """The cases of a part: ``behaviour``, or ``behaviour-blind``, whose author had not seen what the model is taught.

    Raises
    ------
    PipelineError
        If there is no such part.
    """
    folder = importlib.resources.files("pipeline.evaluate").joinpath(language)
    path = folder.joinpath(f"{part}.csv")
    if not path.is_file():
        there = sorted(entry.name.removesuffix(".csv") for entry in folder.iterdir())
        raise PipelineError(f"There are no cases '{part}'; there are {', '.join(there)}.")
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
    return [
        BehaviourCase(row["capability"], row["text"], row["target"], row["speaker_country"] or None, row["stance"])
        for row in rows
    ]


def pass_rates(
    cases: Sequence[BehaviourCase], judge: Callable[[Sequence[BehaviourCase]], Sequence[str | None]]
) -> dict[str, Interval]:
    """The share of cases judged right, of each capability and of ``all``, with 95 % intervals over cases drawn anew.

    Parameters
    ----------
    judge : callable
        Cases → stances; ``None`` where the target is not taken for a country: no row is written then, as good as neutral.
    """
    right = np.array(
        [(found or "neutral") == case.stance for found, case in zip(judge(cases), cases, strict=True)], dtype=float
    )
    places: dict[str, list[int]] = defaultdict(list)
    for place, case in enumerate(cases):
        places[case.capability].append(place)
    rates = {capability: _rate(right[chosen]) for capability, chosen in sorted(places.items())}
    return {ALL: _rate(right), **rates}


def masked_case(case: BehaviourCase) -> str | None:
    """The text as a classifier reads it; ``None`` where the target is not found in it."""
    try:
        return masked_text(case.text, case.target, case.speaker_country)
    except PipelineError:
        return None


def judge_cases(model: TrainedModel, cases: Sequence[BehaviourCase]) -> list[str | None]:
    """The stance a model gives each case; ``None`` where the case cannot be read."""
    masked = [masked_case(case) for case in cases]
    said = iter(model.predict([text for text in masked if text], spoken=True).stance_labels())
    return [next(said) if text else None for text in masked]


def _rate(right: FloatArray) -> Interval:
    drawn = bootstrap_sums(right[:, None], 2000, 0)[:, 0] / max(len(right), 1)
    return percentile_interval(float(right.mean()), drawn, 0.95)
