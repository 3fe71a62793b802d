"""A frame of articles in, a frame of statements out that keeps the caller's index."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from pipeline import PipelineError, score, score_frame
from pipeline.model.packaged import packaged_model
from pipeline.scoring import score_files

KENYA = "Envoys meet in the rain\n\nKenya’s minister thanked Uganda for its help and condemned Rwanda for its silence."
NOBODY = "Rain again\n\nIt rained in the morning, and it rained in the evening, and nobody went to the market."


@pytest.fixture
def articles() -> pd.DataFrame:
    frame = pd.DataFrame(
        {"text": [KENYA, NOBODY, KENYA], "outlet": ["The Lake", None, float("nan")], "mine": [1, 2, 3]}
    )
    return frame.set_index(pd.Index(["a", "b", "c"], name="id"))


def test_each_row_has_the_label_of_its_article(articles: pd.DataFrame, elsewhere: Path) -> None:
    rows = score(articles, model="linear")
    assert rows.index.name == "id" and list(rows.index) == ["a", "a", "c", "c"]
    assert list(rows.target) == ["UGA", "RWA"] * 2 and list(rows.stance[:2]) == list(rows.stance[2:])
    assert rows.loc["a", "outlet"].tolist() == ["The Lake"] * 2 and rows.loc["c", "outlet"].isna().all()
    assert articles.join(rows, rsuffix="_row").loc[["b"], "target"].isna().all()


def test_it_says_what_files_say(articles: pd.DataFrame, elsewhere: Path) -> None:
    Path("a.txt").write_text(KENYA, encoding="utf-8")
    score_files("a.txt", "s.parquet", "linear")
    columns = ["example_id", "speaker", "speaker_country", "target", "stance", "p_favor", "start", "end"]
    of_files = pd.read_parquet("s.parquet")[columns]
    pd.testing.assert_frame_equal(score_frame(articles.loc[["a"]], "linear")[columns].reset_index(drop=True), of_files)


def test_targets_can_be_chosen(articles: pd.DataFrame, elsewhere: Path) -> None:
    assert set(score(articles, ["Rwanda"], model="linear").target) == {"RWA"}


def test_a_frame_without_statements_gives_an_empty_table(articles: pd.DataFrame, elsewhere: Path) -> None:
    rows = score(articles.loc[["b"]], model="linear")
    assert rows.empty and "stance" in rows.columns and rows.index.name == "id"


@pytest.mark.parametrize(
    ("frame", "told"),
    [
        (pd.DataFrame({"body_of_it": [KENYA]}), r"The first, row 0: no text: it holds body_of_it, and none of text"),
        (pd.DataFrame({"text": ["too short"]}, index=[9]), r"row 9: the article text has 9 characters"),
    ],
)
def test_a_frame_without_a_usable_text_is_a_sentence(frame: pd.DataFrame, told: str, elsewhere: Path) -> None:
    with pytest.raises(PipelineError, match=told):
        score(frame, model="linear")


def test_rows_that_cannot_be_used_are_left_out_and_named(elsewhere: Path) -> None:
    frame = pd.DataFrame({"text": [7, None, KENYA]}, index=["x", "y", "z"])
    with pytest.warns(
        UserWarning, match=r"Left out: row 'x': the text is int, not a string; .*, the first of 2 such rows"
    ):
        rows = score(frame, model="linear")
    assert set(rows.index) == {"z"}


def test_a_model_trained_here_is_named(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(packaged_model("linear"), "data/model")
    score(["We thank Norway for its loyal support."], ["NOR"])
    assert "in data/model: never evaluated here" in capsys.readouterr().err
    score(["We thank Norway for its loyal support."], ["NOR"])
    assert capsys.readouterr().err == ""
