"""What the recipe of the linear model makes is what ships."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import ship
import yaml

from pipeline.config import PipelineConfig


def test_the_recipes_parameters_are_a_whole_configuration() -> None:
    text = (ship.RECIPES / "linear/params.yaml").read_text(encoding="utf-8")
    assert PipelineConfig.model_validate(yaml.safe_load(text)).train.estimator == "linear"


@pytest.mark.slow
def test_the_model_is_made_again_to_the_byte(stance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ship.PROJECT / "data/raw", tmp_path / "data/raw")
    shutil.copytree(ship.PROJECT / "data/labels", tmp_path / "data/labels")
    place = tmp_path / "recipes/linear"
    place.mkdir(parents=True)
    stages = yaml.safe_load((ship.RECIPES / "linear/dvc.yaml").read_text(encoding="utf-8"))["stages"]
    shutil.copy(ship.RECIPES / "linear/params.yaml", place)
    monkeypatch.chdir(place)
    for name in ("articles", "statements", "gold", "linear"):
        run = stance(*stages[name]["cmd"].split()[1:])
        assert run.code == 0, run.err
    monkeypatch.setattr(ship, "RECIPES", tmp_path / "recipes")
    assert ship.differing("linear") == []
