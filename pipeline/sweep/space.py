"""What a sweep may try: the parameters that vary, checked against the typed configuration before anything runs."""

from __future__ import annotations

import json
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ValidationError

from pipeline.config import PipelineConfig, RangeConfig, TrainConfig, flat_parameters
from pipeline.errors import PipelineError, did_you_mean

if TYPE_CHECKING:
    from optuna.distributions import BaseDistribution

_SECTION = "train"
# A sampled number with more digits would say no more, and could not be typed.
_DIGITS = 4
_NOT_VARIED = {
    "train.seed": "the seeds stand in sweep.seeds",
    "train.folds": "scores from different numbers of folds do not compare",
}


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from `low` to `high`, whole ones where the parameter is; `listed` where the parameter is a list of them."""

    low: float
    high: float
    log: bool
    whole: bool
    listed: bool


@dataclass(frozen=True, slots=True)
class Space:
    """The parameters that vary, by dotted name: as the configuration would hold each choice, or a range of numbers."""

    base: TrainConfig
    choices: dict[str, list[Any]]
    ranges: dict[str, Range]

    @property
    def names(self) -> list[str]:
        """The parameters that vary, those with choices first."""
        return [*self.choices, *self.ranges]

    @property
    def size(self) -> int:
        """How many combinations a grid has."""
        return prod(len(values) for values in self.choices.values())

    def grid(self) -> dict[str, list[str]]:
        """The choices as Optuna keeps them: JSON texts, because a choice may be a list."""
        return {name: [json.dumps(value) for value in values] for name, values in self.choices.items()}

    def distributions(self) -> dict[str, BaseDistribution]:
        """What Optuna samples each parameter from."""
        from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution

        found: dict[str, BaseDistribution] = {n: CategoricalDistribution(texts) for n, texts in self.grid().items()}
        for name, span in self.ranges.items():
            if span.whole:
                found[name] = IntDistribution(int(span.low), int(span.high), log=span.log)
            else:
                found[name] = FloatDistribution(span.low, span.high, log=span.log)
        # They are sampled in this order, whatever that of the file.
        return dict(sorted(found.items()))

    def parameters(self, sampled: Mapping[str, Any]) -> dict[str, Any]:
        """What Optuna sampled, as the configuration would hold it."""
        found: dict[str, Any] = {name: json.loads(sampled[name]) for name in self.choices}
        for name, span in self.ranges.items():
            number = int(sampled[name]) if span.whole else float(f"{sampled[name]:.{_DIGITS}g}")
            number = min(max(number, span.low), span.high)
            found[name] = [number] if span.listed else number
        return found

    def config(self, parameters: Mapping[str, Any], seed: int) -> TrainConfig:
        """The configuration of one combination and seed."""
        return _with(self.base, {**parameters, "train.seed": seed})


def _with(base: TrainConfig, parameters: Mapping[str, Any]) -> TrainConfig:
    values = base.model_dump(mode="json")
    for name, value in parameters.items():
        *sections, key = name.split(".")[1:]
        section = values
        for part in sections:
            section = section[part]
        section[key] = value
    return type(base).model_validate(values)


def _is_list(base: TrainConfig, name: str) -> bool:
    """Whether a parameter is a list of things to choose from, such as ``train.linear.C``; a pair is none."""
    model: type[BaseModel] = type(base)
    *sections, key = name.split(".")[1:]
    for part in sections:
        model = typing.cast("type[BaseModel]", model.model_fields[part].annotation)
    return typing.get_origin(model.model_fields[key].annotation) is list


def _checked(base: TrainConfig, name: str, value: Any) -> Any:
    """A choice as the configuration holds it once it is read: the number 3 for the text “3”."""
    if _is_list(base, name) and not isinstance(value, list):
        value = [value]
    try:
        held: Any = _with(base, {name: value}).model_dump(mode="json")
    except ValidationError as error:
        message = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise PipelineError(
            f"sweep.space: {name} cannot be {json.dumps(value, default=str)}: {message[:1].lower()}{message[1:]}. "
            "See the comments in configs/pipeline.yaml."
        ) from error
    for key in name.split(".")[1:]:
        held = held[key]
    return held


def _range(base: TrainConfig, name: str, span: RangeConfig, sampler: Literal["grid", "tpe"]) -> Range:
    if sampler == "grid":
        raise PipelineError(f"sweep.space: {name} is a range, and a grid needs a list of choices; or set sampler: tpe.")
    listed = _is_list(base, name)
    ends = [_checked(base, name, end) for end in (span.low, span.high)]
    low, high = (end[0] if listed else end for end in ends)
    if isinstance(low, bool) or not isinstance(low, int | float):
        raise PipelineError(f"sweep.space: {name} is no number and has no range; give a list of choices.")
    return Range(low, high, span.log, isinstance(low, int), listed)


def check_space(config: PipelineConfig) -> Space:
    """The space of a sweep, with every name and value checked.

    Raises
    ------
    PipelineError
        If it is empty, names what is no parameter of training or has no effect, holds a value that the parameter
        cannot have, a choice twice, or a range where the sampler needs choices.
    """
    sweep, base = config.sweep, config.train
    if not sweep.space:
        raise PipelineError("sweep.space names no parameter; give at least one, such as train.linear.window: [3, 6].")
    known = flat_parameters(config, _SECTION)
    everything = flat_parameters(config, *(name for name in PipelineConfig.model_fields if name != "sweep"))
    choices: dict[str, list[Any]] = {}
    ranges: dict[str, Range] = {}
    for name, values in sweep.space.items():
        if name in _NOT_VARIED:
            raise PipelineError(f"sweep.space: {name} cannot vary: {_NOT_VARIED[name]}.")
        if name in everything and name not in known:
            raise PipelineError(
                f"sweep.space: {name} is no parameter of training, and a sweep learns from the gold examples as they "
                "are; vary it with `dvc exp run --queue -S …` (docs/experiments.md)."
            )
        if name not in known:
            raise PipelineError(f"sweep.space: {name} is no parameter.{did_you_mean(name, known)}")
        if isinstance(values, RangeConfig):
            ranges[name] = _range(base, name, values, sweep.sampler)
            continue
        if not values:
            raise PipelineError(f"sweep.space: {name} has no choices; list at least one.")
        choices[name] = [_checked(base, name, value) for value in values]
        for index, value in enumerate(choices[name]):
            if value in choices[name][:index]:
                raise PipelineError(f"sweep.space: {name} lists {json.dumps(value)} twice.")
    _have_effect([*choices, *ranges], choices.get("train.estimator", [base.estimator]), base.estimators())
    return Space(base, choices, ranges)


def _have_effect(names: list[str], tried: list[str], estimators: tuple[str, ...]) -> None:
    for name in names:
        section = name.split(".")[1]
        if section in estimators and section not in tried:
            raise PipelineError(
                f"sweep.space: {name} has no effect while train.estimator is {tried[0]}; set it to {section}, "
                f"or let it vary: train.estimator: [{tried[0]}, {section}]."
            )
