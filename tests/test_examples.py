"""The scripts and notebooks in `examples/` run, and their tables are what they promise."""

from __future__ import annotations

import json
import runpy
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

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


@pytest.fixture
def small_project(labelled_study: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The short articles of the sample with all labels, as the working folder: what the examples take for the project."""
    monkeypatch.chdir(labelled_study)
    return labelled_study


def test_labels_of_ones_own_train_both_estimators(small_project: Path) -> None:
    main = main_of("02")
    assert main.__defaults__ == (PROJECT / "data/raw", PROJECT / "data/labels")
    table = main(small_project / "data/raw", small_project / "data/labels").set_index("estimator")
    assert (table["macro-F1"] > 0.6).all()
    assert ((table["low"] < table["macro-F1"]) & (table["macro-F1"] < table["high"])).all()


def test_shares_are_corrected_and_sum_to_one(small_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    main = main_of("03")
    monkeypatch.setitem(main.__globals__, "PROJECT", small_project)
    table = main()
    assert table["corrected"].sum() == pytest.approx(1, abs=0.002)
    assert ((table["low"] < table["corrected"]) & (table["corrected"] < table["high"])).all()


def run_notebook(name: str) -> dict[str, Any]:
    """Run the cells of a notebook in their order; give the names that they leave."""
    cells = json.loads((PROJECT / "examples" / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    left: dict[str, Any] = {"__name__": "__main__"}
    for cell in cells:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == [] and cell["execution_count"] is None, "a notebook is kept without outputs"
            exec(compile("".join(cell["source"]), f"{name}.ipynb", "exec"), left)
    return left


def test_the_notebook_from_a_folder_to_a_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT / "examples")
    left = run_notebook("from_folder_to_figure")
    assert set(left["rows"].index) <= set(left["articles"].index) and len(left["rows"]) > 20
    assert left["means"]["mean"].between(-1, 1).all()
    assert left["page"].out.is_file() and len(left["figures"].files) >= 6


def test_the_notebook_of_labels_and_runs(
    small_project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    left = run_notebook("label_retrain_compare")
    assert left["wide"] != left["narrow"] and len(left["comparison"].contrasts) == 1
    assert "window" in capsys.readouterr().out
