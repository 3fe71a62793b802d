"""What the recipe of the linear model makes is what ships."""

from __future__ import annotations

from pathlib import Path

import pytest
import ship
import yaml

from pipeline.config import PipelineConfig


def test_the_recipes_parameters_are_a_whole_configuration() -> None:
    text = (ship.RECIPES / "linear/params.yaml").read_text(encoding="utf-8")
    assert PipelineConfig.model_validate(yaml.safe_load(text)).train.estimator == "linear"


@pytest.mark.slow
def test_the_model_is_made_again_to_the_byte(whole_sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ship, "RECIPES", whole_sample.parents[1])
    assert ship.differing("linear") == []
