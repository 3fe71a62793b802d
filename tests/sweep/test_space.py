"""What a sweep may try, and what it refuses before anything runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import load_config
from pipeline.errors import PipelineError
from pipeline.sweep import check_space

PROJECT_CONFIG = Path(__file__).parents[2] / "configs" / "pipeline.yaml"


def config_with(tmp_path: Path, **sweep: Any):
    values = yaml.safe_load(PROJECT_CONFIG.read_text(encoding="utf-8"))
    values["train"]["estimator"] = "linear"
    values["sweep"] |= sweep
    path = tmp_path / "pipeline.yaml"
    path.write_text(yaml.safe_dump(values), encoding="utf-8")
    return load_config(path)


def test_the_space_of_the_project_is_a_small_grid() -> None:
    space = check_space(load_config(PROJECT_CONFIG))
    assert space.names and 1 < space.size <= 8


@pytest.mark.parametrize(
    ("space", "message"),
    [
        ({}, "names no parameter"),
        ({"train.linear.windw": [3]}, r"train\.linear\.windw is no parameter\. Did you mean 'train\.linear\.window'\?"),
        ({"train.linear": [3]}, r"train\.linear is no parameter"),
        ({"label.test_share": [0.2]}, r"label\.test_share is no parameter of training.*dvc exp run --queue"),
        ({"train.seed": [1]}, r"train\.seed cannot vary: the seeds stand in sweep\.seeds"),
        ({"train.folds": [2, 3]}, r"train\.folds cannot vary"),
        ({"train.linear.window": ["wide"]}, r'train\.linear\.window cannot be "wide": input should be a valid integer'),
        ({"train.linear.window": [3, 0]}, r"train\.linear\.window cannot be 0: input should be greater than 0"),
        ({"train.estimator": ["lineer"]}, r'train\.estimator cannot be "lineer"'),
        ({"train.linear.C": [-1]}, r"train\.linear\.C cannot be \[-1\]"),
        ({"train.linear.window": []}, r"train\.linear\.window has no choices"),
        ({"train.linear.window": [3, "3"]}, r"train\.linear\.window lists 3 twice"),
        ({"train.linear.window": {"low": 2, "high": 5}}, r"train\.linear\.window is a range, and a grid needs"),
        ({"train.encoder.rate": [0.1]}, r"train\.encoder\.rate has no effect while train\.estimator is linear"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, space: dict[str, Any], message: str) -> None:
    with pytest.raises(PipelineError, match=message):
        check_space(config_with(tmp_path, space=space))


@pytest.mark.parametrize(
    ("sweep", "message"),
    [
        ({"sampler": "random"}, r"'sweep\.sampler' is 'random'"),
        ({"metric": "accuracy"}, r"'sweep\.metric' is 'accuracy'"),
        ({"seeds": []}, r"'sweep\.seeds' is \[\]"),
        ({"seeds": [1, 1]}, "each seed must be named once"),
        ({"batch": 0}, r"'sweep\.batch' is 0"),
        ({"space": {"train.linear.window": 3}}, r"train\.linear\.window needs a list of choices"),
        ({"space": {"train.linear.window": {"low": 5, "high": 2}}}, "low must be below high"),
        ({"space": {"train.linear.C": {"low": 0, "high": 2, "log": True}}}, "low must be above 0 where log is true"),
        ({"space": {"train.linear.C": {"low": 1, "hihg": 2}}}, r"hihg' is not known"),
    ],
)
def test_the_typed_section_refuses(tmp_path: Path, sweep: dict[str, Any], message: str) -> None:
    with pytest.raises(PipelineError, match=message):
        config_with(tmp_path, **sweep)


@pytest.mark.parametrize(
    ("name", "low", "high", "message"),
    [
        ("train.linear.window", 2.5, 5, r"train\.linear\.window cannot be 2\.5"),
        ("train.estimator", 1, 2, r"train\.estimator cannot be 1"),
        ("train.encoder.base", 1, 2, "cannot be 1"),
    ],
)
def test_a_range_fits_its_parameter(tmp_path: Path, name: str, low: float, high: float, message: str) -> None:
    space = {"train.estimator": ["linear", "encoder"], name: {"low": low, "high": high}}
    with pytest.raises(PipelineError, match=message):
        check_space(config_with(tmp_path, sampler="tpe", space=space))


def test_a_number_for_a_list_fixes_it(tmp_path: Path) -> None:
    space = check_space(config_with(tmp_path, space={"train.linear.C": [0.1, [0.1, 1]]}))
    assert space.choices["train.linear.C"] == [[0.1], [0.1, 1.0]]
    assert space.config({"train.linear.C": [0.1]}, 5).linear.C == [0.1]
    assert space.config({"train.linear.C": [0.1]}, 5).seed == 5


def test_whole_numbers_stay_whole(tmp_path: Path) -> None:
    ranges = {"train.linear.window": {"low": 2, "high": 5}, "train.linear.C": {"low": 0.01, "high": 1, "log": True}}
    space = check_space(config_with(tmp_path, sampler="tpe", space=ranges))
    found = space.parameters({"train.linear.window": 3, "train.linear.C": 0.123456789})
    assert found == {"train.linear.window": 3, "train.linear.C": [0.1235]}
    assert isinstance(found["train.linear.window"], int)


@given(st.data())
def test_a_sampled_number_stays_in_its_range_and_is_a_configuration(data: st.DataObject) -> None:
    low = data.draw(st.floats(1e-6, 1e3))
    high = data.draw(st.floats(low * 1.001, low * 1e4))
    base = load_config(PROJECT_CONFIG)
    base = base.model_copy(update={"train": base.train.model_copy(update={"estimator": "linear"})})
    sweep = base.sweep.model_validate(
        base.sweep.model_dump() | {"sampler": "tpe", "space": {"train.linear.C": {"low": low, "high": high}}}
    )
    space = check_space(base.model_copy(update={"sweep": sweep}))
    (value,) = space.parameters({"train.linear.C": data.draw(st.floats(low, high))})["train.linear.C"]
    assert low <= value <= high
    assert [value] == space.config({"train.linear.C": [value]}, 1).linear.C
