from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.config import PipelineConfig, load_config
from pipeline.estimate.trained_on import trained_on
from pipeline.label import save_gold
from pipeline.model.folder import load_model
from pipeline.model.packaged import packaged_model
from pipeline.records import GoldExample

PROJECT = Path(__file__).resolve().parents[2]


def gold(number: int) -> GoldExample:
    return GoldExample(
        f"e{number}", f"s{number}", f"a{number}", f"a{number}", "KEN", False, "direct", None, None, None, "text", "text", "favor",
        "neutral", "ann", 1.0,
    )  # fmt: skip


@pytest.fixture
def config(elsewhere: Path) -> PipelineConfig:
    """Of a study whose gold examples are e1 and e2 for training and e3 for the test."""
    (elsewhere / "configs").mkdir()
    shutil.copy(PROJECT / "configs/pipeline.yaml", elsewhere / "configs/pipeline.yaml")
    config = load_config()
    assert config.paths.gold.resolve().is_relative_to(elsewhere.resolve())
    save_gold(config.paths.gold, {"train": [gold(1), gold(2)], "test": [gold(3)]}, "card")
    return config


def scores(folder: Path, version: str) -> Path:
    path = folder / "scores.csv"
    path.write_text(f"example_id,model_version\ne1,{version}\ne3,{version}\n")
    return path


def test_labels_that_a_model_of_the_study_learned_from_are_told(config: PipelineConfig, tmp_path: Path) -> None:
    said = trained_on(scores(tmp_path, "123abc"), ["e1", "e2", "e3"], config)
    assert said is not None and said.startswith("Warning: 2 labelled rows stood in the training part of ")


def test_labels_of_the_test_part_or_of_no_part_need_no_warning(config: PipelineConfig, tmp_path: Path) -> None:
    assert trained_on(scores(tmp_path, "123abc"), ["e3", "e9"], config) is None


def test_the_model_of_the_package_learned_from_no_label_of_a_study(config: PipelineConfig, tmp_path: Path) -> None:
    version = load_model(packaged_model("linear"), 1).version
    assert trained_on(scores(tmp_path, version), ["e1"], config) is None
