"""What a served model needs is computed from what its code imports."""

from __future__ import annotations

from pipeline.config import load_config
from pipeline.provenance import imported_modules
from pipeline.tracking.environment import decisive_packages
from pipeline.tracking.registry import requirements


def test_a_served_model_needs_what_judging_needs_at_the_installed_versions() -> None:
    needed = dict(line.split("==") for line in requirements())
    for name in (
        "mlflow",
        "numpy",
        "onnxruntime",
        "pyahocorasick",
        "scikit-learn",
        "skops",
        "tokenizers",
        "vaderSentiment",
    ):
        assert name in needed, name
    assert not {"torch", "dvc", "optuna", "typer"} & set(needed)


def test_a_served_model_carries_nothing_that_trains() -> None:
    served = imported_modules("pipeline.tracking.served_model", script=True)
    assert not [name for name in served if name.startswith(("pipeline.train", "pipeline.sweep", "pipeline.cli"))]


def test_what_decides_a_prediction_is_what_the_model_imports() -> None:
    train = load_config().train
    assert {"numpy", "scikit-learn", "scipy", "skops"} <= set(decisive_packages(train))
    tuned = train.model_copy(
        update={"estimator": "encoder", "encoder": train.encoder.model_copy(update={"tune": "all"})}
    )
    assert "torch" in decisive_packages(tuned) and "torch" not in decisive_packages(train)
