"""`stance estimate`, from files to a table that a paper can print."""

import json
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from tests.estimate.tables import scores_and_labels, write_lines, write_table


@pytest.fixture
def inputs(elsewhere: Path) -> tuple[Path, Path]:
    scores, labels = scores_and_labels()
    return write_table("scores.parquet", scores), write_table("labels.csv", labels)


def test_the_shares_are_shown_and_written(stance, inputs: tuple[Path, Path]) -> None:
    scores, labels = inputs
    result = stance("estimate", scores, "--labels", labels, "--by", "target,year", "--out", "shares.csv")
    assert result.code == 0, result.err
    assert "corrected" in result.out and "labels only" in result.out and "NOR" in result.out
    assert "4 groups of" in result.err and "90 of them labelled (90 labels read) → shares.csv" in result.err
    table = pd.read_csv("shares.csv", dtype={"year": str})
    assert list(table.columns) == [
        "target", "year", "stance", "share", "low", "high", "naive_share", "naive_low", "naive_high", "labels_share",
        "labels_low", "labels_high", "rows", "articles", "labelled_rows", "labelled_articles", "power", "sample_p", "note",
    ]  # fmt: skip
    assert table.groupby(["target", "year"])["share"].sum().round(9).eq(1).all() and len(table) == 12
    assert not Path("shares.rejects.jsonl").exists()


def test_the_same_inputs_give_the_same_bytes_and_say_what_made_them(stance, inputs: tuple[Path, Path]) -> None:
    scores, labels = inputs
    for name in ("a.parquet", "b.parquet"):
        assert stance("estimate", scores, "--labels", labels, "--by", "target", "--out", name).code == 0
    assert Path("a.parquet").read_bytes() == Path("b.parquet").read_bytes()
    assert {b"scores", b"labels", b"code_version"} <= set(pq.read_schema("a.parquet").metadata)


def test_formats_for_papers_and_programs(stance, inputs: tuple[Path, Path]) -> None:
    scores, labels = inputs

    def printed(form: str) -> str:
        result = stance("estimate", scores, "--labels", labels, "--by", "target", "--format", form)
        assert result.code == 0, result.err
        return result.out

    values = json.loads(printed("json"))
    assert [share["group"]["target"] for share in values["shares"][::3]] == ["CHL", "NOR"]
    assert values["shares"][0]["stance"] == "favor" and values["rejects"] == []
    cell = f"{100 * values['shares'][0]['share']:.1f} ["
    assert (
        f"| CHL | {values['shares'][0]['rows']} | {values['shares'][0]['labelled_rows']} | favor | {cell}"
        in printed("markdown")
    )
    latex = printed("latex")
    assert "\\toprule" in latex and "labels only" in latex and cell in latex
    assert stance("estimate", scores, "--labels", labels, "--format", "word").code == 2


def test_labels_that_were_not_used_are_named(stance, inputs: tuple[Path, Path]) -> None:
    scores, _ = inputs
    labels = pd.read_csv("labels.csv")
    wrong = [{"example_id": f"x{index}", "stance": "favor"} for index in range(8)]
    write_lines("more.jsonl", [*labels.to_dict("records"), *wrong])
    result = stance("estimate", scores, "--labels", "more.jsonl")
    assert result.err.count("not used: more.jsonl line 9") == 5 and "and 3 more labels not used" in result.err
    result = stance("estimate", scores, "--labels", "more.jsonl", "--out", "o.csv")
    assert "8 records set aside in o.rejects.jsonl" in result.err
    assert len(Path("o.rejects.jsonl").read_text().splitlines()) == 8
    result = stance("estimate", scores, "--labels", "more.jsonl", "--rejects", "r.jsonl")
    assert "8 records set aside in r.jsonl" in result.err and Path("r.jsonl").exists()


def test_rows_without_a_year_are_counted(stance, inputs: tuple[Path, Path]) -> None:
    scores = pd.read_parquet("scores.parquet")
    scores.loc[:6, "published"] = None
    result = stance("estimate", write_table("s.csv", scores), "--labels", "labels.csv", "--by", "year")
    assert "7 rows without a year: the group 'unknown'" in result.err and "unknown" in result.out
    assert "labels in fewer than 10 articles" in result.out or "no labels" in result.out


def test_many_groups_are_written_whole_and_shown_in_part(stance, inputs: tuple[Path, Path]) -> None:
    result = stance("estimate", "scores.parquet", "--labels", "labels.csv", "--by", "article_id", "--out", "o.csv")
    assert result.code == 0 and "200 groups of" in result.err and "20 groups with the most labels" in result.out
    assert result.out.count("favor") == 20 and len(pd.read_csv("o.csv")) == 600


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--by", "traget"], "Did you mean 'target'?"),
        (["--by", "text"], "'text' is no column of the scores that makes groups"),
        (["--out", "shares.xlsx"], "is no table format"),
        (["--out", "scores.parquet"], "would be written over another file"),
        (["--confidence", "95"], "--confidence: 95 is not between 0 and 1"),
        (["--task", "sentiment"], "no column 'p_positive'"),
    ],
)
def test_mistakes_are_one_sentence(stance, inputs: tuple[Path, Path], arguments: list[str], message: str) -> None:
    result = stance("estimate", "scores.parquet", "--labels", "labels.csv", *arguments)
    assert result.code == 2 and message in result.err and "Traceback" not in result.err, result.err
    assert not Path("shares.rejects.jsonl").exists()


def test_nothing_that_fits_says_what_the_first_label_lacks(stance, inputs: tuple[Path, Path]) -> None:
    write_lines("l.jsonl", [{"article": "none.txt", "text": "Words", "target": "NOR", "stance": "favor"}])
    result = stance("estimate", "scores.parquet", "--labels", "l.jsonl")
    assert result.code == 2 and "no label fits a row of scores.parquet" in result.err
    assert "l.jsonl line 1: no scored row is from its article and about its target: 'none.txt', NOR" in result.err


@pytest.mark.slow
def test_a_study_is_scored_and_corrected_by_its_own_gold(stance, study: Path) -> None:
    assert stance("score", "data/raw", "--out", "s.parquet").code == 0
    result = stance("estimate", "s.parquet", "--labels", "data/gold", "--by", "kind", "--format", "json")
    assert result.code == 0, result.err
    assert "test part of data/gold" in result.err
    test_part = json.loads(result.out)
    whole = json.loads(
        stance("estimate", "s.parquet", "--labels", "data/gold", "--part", "all", "--format", "json").out
    )
    lines = json.loads(stance("estimate", "s.parquet", "--labels", "data/labels", "--format", "json").out)
    assert test_part["labelled_rows"] < whole["labelled_rows"]
    # The label lines, joined to the scores by their words, find the same rows as the gold labels by their ids.
    assert lines["labelled_rows"] == whole["labelled_rows"]
    assert [s["labels_share"] for s in lines["shares"]] == pytest.approx([s["labels_share"] for s in whole["shares"]])
    wrong = stance("estimate", "s.parquet", "--labels", "data/gold", "--part", "tset")
    assert wrong.code == 2 and "Did you mean 'test'?" in wrong.err
