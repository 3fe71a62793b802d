"""`dvc exp show` and MLflow call the same parameter and the same metric by the same name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.config import load_config
from pipeline.tracking import recorded_runs
from pipeline.tracking.store import connect

PROJECT = Path(__file__).resolve().parents[2]


def flat(values: Any, prefix: str = "") -> dict[str, Any]:
    """Nested values under dotted names, which is how DVC shows them."""
    if not isinstance(values, dict):
        return {prefix: values}
    found: dict[str, Any] = {}
    for key, inner in values.items():
        found |= flat(inner, f"{prefix}.{key}" if prefix else key)
    return found


@pytest.fixture
def run(finished_study: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(finished_study)
    return connect(load_config().tracking).get_run(recorded_runs()[0].run_id)


def test_every_parameter_that_dvc_shows_is_in_the_run_with_its_value(run) -> None:
    stages = yaml.safe_load((PROJECT / "dvc.yaml").read_text(encoding="utf-8"))["stages"].values()
    tracked = {name for stage in stages for entry in stage.get("params", []) for name in entry["configs/pipeline.yaml"]}
    values = flat(yaml.safe_load(Path("configs/pipeline.yaml").read_text(encoding="utf-8")))
    shown = {n: v for n, v in values.items() if any(n == name or n.startswith(f"{name}.") for name in tracked)}
    assert "train.linear.window" in shown
    logged = {name: run.data.params[name] for name in shown}
    assert logged == {name: json.dumps(v) if isinstance(v, list) else str(v) for name, v in shown.items()}


def test_every_metric_that_dvc_shows_is_in_the_run_with_its_value(run) -> None:
    shown = flat(json.loads(Path("data/evaluation/headline.json").read_text(encoding="utf-8")))
    assert shown.pop("model") == run.data.tags["model_version"]
    assert {"stance.macro_f1", "sentiment.calibration_error", "test.examples"} <= set(shown)
    for name, value in shown.items():
        assert run.data.metrics[name] == pytest.approx(value, abs=1e-6), name
