"""The whole promise as one function: files in, a scored table out."""

from __future__ import annotations

import json
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
        "1 record set aside in scores.csv.rejects.jsonl: 1 × the file is empty\n"
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
        PipelineError, match=r"First: empty\.txt: the file is empty\. All reasons are in s\.csv\.rejects\.jsonl"
    ):
        score_files("empty.txt", "s.csv", "linear")
    assert Path("s.csv.rejects.jsonl").exists() and not Path("s.csv").exists()


def test_of_a_table_of_statements_the_examples_beside_it_are_judged(stance, article: Path) -> None:
    assert stance("ingest", "a.txt", "--out", "articles.parquet").code == 0
    assert stance("extract", "articles.parquet", "--out", "statements.parquet").code == 0
    score_files("statements.parquet", "s.csv", "linear")
    score_files("articles.parquet", "whole.csv", "linear")
    whole, of_statements = pd.read_csv("whole.csv"), pd.read_csv("s.csv")
    same = ["example_id", "target", "stance", "p_favor", "speaker", "speaker_country_source", "start"]
    assert of_statements[same].equals(whole[same])
    Path("examples.parquet").unlink()
    with pytest.raises(PipelineError, match=r"statements\.parquet: holds statements without the targets"):
        score_files("statements.parquet", "t.csv", "linear")


def test_a_folder_of_scores_is_read_by_what_comes_after(stance, elsewhere: Path) -> None:
    for number in range(6):
        outlet = "The Lake" if number % 2 else "Hill/Times"
        Path(f"{number}.csv").write_text(
            f'title,text,outlet,party\nT,"{ARTICLE} It was day {number}.",{outlet},P{number}\n'
        )
    names = [f"{number}.csv" for number in range(6)]
    assert stance("score", *names, "--out", "scores", "--partition", "outlet", "--model", "linear").code == 0
    assert stance("score", *names, "--out", "scores.parquet", "--model", "linear").code == 0
    rows = pd.read_parquet("scores.parquet")
    rows[["example_id", "stance"]].to_csv("labels.csv", index=False)
    asked = ["--labels", "labels.csv", "--by", "outlet", "--format", "json"]
    of_folder, of_file = stance("estimate", "scores", *asked), stance("estimate", "scores.parquet", *asked)
    assert of_folder.code == 0, of_folder.err
    told, expected = json.loads(of_folder.out), json.loads(of_file.out)
    # A folder is read in the order of its files.
    assert sorted(told.pop("labelled")) == sorted(expected.pop("labelled")) and told == expected
    assert stance("report", "scores", "--out", "r.html").code == 0
    assert set(rows["own_columns"]) == {f'{{"party": "P{number}"}}' for number in range(6)}
    assert set(rows["config_version"].str.len()) == {12}
