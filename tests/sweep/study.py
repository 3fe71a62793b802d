"""The sample study with a sweep section of a test's own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

CONFIG = Path("configs/pipeline.yaml")
SMALL = {
    "sampler": "grid",
    "trials": 4,
    "batch": 2,
    "metric": "mean",
    "prune": False,
    "seeds": [13],
    "space": {"train.linear.C": [0.3, 1.0]},
}


def configure(train: dict[str, Any] | None = None, **sweep: Any) -> None:
    """Write the configuration of the working folder: two folds, few features, and the given sweep."""
    values = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))
    values["train"] |= {"folds": 2, **(train or {})}
    values["train"]["linear"]["max_features"] = 300
    values["sweep"] = SMALL | sweep
    # Artifacts of an experiment lie where it was made, and that of the finished study is not for writing.
    values["tracking"]["experiment"] = "sweeps"
    CONFIG.write_text(yaml.safe_dump(values), encoding="utf-8")


def trials() -> bytes:
    """The table of the only sweep there is."""
    (path,) = Path(".stance/sweeps").glob("*/trials.csv")
    return path.read_bytes()


def start(*arguments: str) -> subprocess.Popen[bytes]:
    """The command line in a process and a session of its own."""
    code = "import sys; from pipeline.cli import main; main(sys.argv[1:])"
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stderr=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    )
