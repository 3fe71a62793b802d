"""The scripts in `examples/` run, and their tables are what they promise."""

from __future__ import annotations

import runpy
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

PROJECT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.slow


def main_of(name: str) -> Callable[..., pd.DataFrame]:
    (script,) = (PROJECT / "examples").glob(f"{name}*.py")
    main: Callable[..., pd.DataFrame] = runpy.run_path(str(script))["main"]
    return main


@pytest.fixture(scope="module")
def few_articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    for path in sorted((PROJECT / "data" / "raw" / "articles").iterdir())[:3]:
        shutil.copy(path, folder)
    return folder


def test_a_folder_is_scored(few_articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scores = main_of("01")(few_articles, "linear")
    assert {"speaker", "target", "stance", "text"} <= set(scores.columns)
    assert "Most surely against" in capsys.readouterr().out


def test_labels_of_ones_own_train_both_estimators() -> None:
    table = main_of("02")().set_index("estimator")
    assert (table["macro-F1"] > 0.6).all()
    assert ((table["low"] < table["macro-F1"]) & (table["macro-F1"] < table["high"])).all()


def test_shares_are_corrected_and_sum_to_one() -> None:
    table = main_of("03")()
    assert table["corrected"].sum() == pytest.approx(1, abs=0.002)
    assert ((table["low"] < table["corrected"]) & (table["corrected"] < table["high"])).all()
