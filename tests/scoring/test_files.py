"""The whole promise as one function: files in, a scored table out."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from pipeline import PipelineError, ScoreOptions, score_files
from pipeline.model.folder import load_model
from pipeline.model.packaged import packaged_model

ARTICLE = (
    "Envoys meet\n\nKenyan minister Musa Karanja thanked Uganda for its help. “Rwanda has betrayed us,” Karanja said."
)


@pytest.fixture
def article(elsewhere: Path) -> Path:
    path = Path("a.txt")
    path.write_text(ARTICLE)
    return path


def test_files_in_a_scored_table_out(stance, article: Path) -> None:
    Path("empty.txt").touch()
    report = score_files([article, "empty.txt"], "scores.csv", "linear")
    assert list(pd.read_csv("scores.csv")["target"]) == ["UGA", "RWA"]
    assert (report.rows, report.articles, report.stances["RWA", "against"]) == (2, 1, 1)
    assert str(report).startswith(
        "1 record set aside in scores.rejects.jsonl: 1 × the file is empty\n"
        "2 rows from 1 article → scores.csv\n"
        f"Judged by the package's linear ({load_model(packaged_model('linear')).version}).\n"
    )
    assert stance("score", "a.txt", "empty.txt", "--out", "same.csv", "--model", "linear").code == 0
    assert Path("same.csv").read_text() == Path("scores.csv").read_text()


def test_options_say_which_rows_are_wanted(article: Path) -> None:
    report = score_files(article, "s.csv", "linear", ScoreOptions(targets=frozenset({"RWA"}), min_confidence=1.0))
    assert dict(report.stances) == {("RWA", None): 1}


def test_nothing_to_read_is_an_error_that_names_the_reasons(elsewhere: Path) -> None:
    Path("empty.txt").touch()
    with pytest.raises(
        PipelineError, match=r"First: empty\.txt: the file is empty\. All reasons are in s\.rejects\.jsonl"
    ):
        score_files("empty.txt", "s.csv", "linear")
    assert Path("s.rejects.jsonl").exists() and not Path("s.csv").exists()
