"""A study that trains the encoder on its own labels."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline.model.folder import load_model
from tests.train.finetune.small_base import small_encoder


def configured(study: Path, tune: str) -> None:
    path = study / "configs/pipeline.yaml"
    text = path.read_text()
    text = text.replace("estimator: linear ", "estimator: encoder ").replace("tune: head", f"tune: {tune}")
    path.write_text(text.replace("epochs: 4 ", "epochs: 1 "))


@pytest.fixture
def study(labelled_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for part in ("configs", "data/gold"):
        shutil.copytree(labelled_study / part, tmp_path / part)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
def test_a_head_on_the_shipped_network(stance, study: Path) -> None:
    configured(study, "head")
    assert stance("train").code == 0
    first = (study / "data/model/model.json").read_text()
    assert json.loads(first)["chosen"]["stance.cross_validated_macro_f1"] > 0.6
    assert stance("evaluate", "--no-log").code == 0
    metrics = json.loads((study / "data/evaluation/metrics.json").read_text())
    assert metrics["stance"]["macro_f1"] > metrics["stance"]["vader_macro_f1"]
    assert stance("train").code == 0 and (study / "data/model/model.json").read_text() == first
    assert stance("score", "--help").code == 0


@pytest.mark.slow
def test_back_to_linear_leaves_no_network_behind(stance, study: Path) -> None:
    configured(study, "head")
    assert stance("train").code == 0 and (study / "data/model/network.onnx.gz").is_file()
    path = study / "configs/pipeline.yaml"
    path.write_text(path.read_text().replace("estimator: encoder ", "estimator: linear "))
    assert stance("train").code == 0
    assert not (study / "data/model/network.onnx.gz").exists()
    assert load_model(study / "data/model").network is None


@pytest.mark.torch
def test_the_whole_network(stance, study: Path, tmp_path: Path) -> None:
    configured(study, "all")
    path = study / "configs/pipeline.yaml"
    path.write_text(path.read_text().replace("base: shipped ", f"base: {small_encoder(tmp_path / 'base', 'mpnet')} "))
    assert stance("train").code == 0
    model = load_model(study / "data/model")
    assert model.network is not None
    assert model.predict(["‹SPEAKER› thanked ‹TARGET›"]).stance.sum() == pytest.approx(1, abs=3e-6)
