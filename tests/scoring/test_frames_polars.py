"""A polars frame of articles in, a polars frame of statements out that says of which article each is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from pipeline import PipelineError, score, score_frame

pl = pytest.importorskip("polars")

KENYA = "Envoys meet in the rain\n\nKenya’s minister thanked Uganda for its help and condemned Rwanda for its silence."
NOBODY = "Rain again\n\nIt rained in the morning, and it rained in the evening, and nobody went to the market."
COLUMNS = {"text": [KENYA, NOBODY, KENYA], "outlet": ["The Lake", None, None], "id": ["a", "b", "c"]}


def test_it_says_what_a_pandas_frame_says(elsewhere: Path) -> None:
    of_polars = score(pl.DataFrame(COLUMNS), model="linear")
    of_pandas = score(pd.DataFrame(COLUMNS), model="linear")
    assert isinstance(of_polars, pl.DataFrame)
    assert of_polars.columns == ["row", "id", *of_pandas.columns]
    assert of_polars["row"].to_list() == list(of_pandas.index) == [0, 0, 2, 2]
    for column in of_pandas.columns:
        expected = [None if pd.isna(value) else value for value in of_pandas[column]]
        assert of_polars[column].to_list() == expected, column


def test_rows_join_their_articles(elsewhere: Path) -> None:
    articles = pl.DataFrame(COLUMNS)
    rows = score(articles, ["Rwanda"], model="linear")
    assert rows["id"].to_list() == ["a", "c"]
    joined = articles.with_row_index("row").join(rows, on="row", how="left", suffix="_row")
    assert joined["target"].to_list() == ["RWA", None, "RWA"]


def test_columns_are_typed_also_where_no_article_has_a_statement(elsewhere: Path) -> None:
    without_id = pl.DataFrame(COLUMNS).drop("id")
    rows, none = (score(without_id[part], model="linear") for part in ([0], [1]))
    assert none.height == 0 and none.schema == rows.schema and "id" not in rows.columns


def test_a_lazy_frame_is_a_sentence(elsewhere: Path) -> None:
    with pytest.raises(PipelineError, match=r"A polars LazyFrame is no frame of articles\..*what \.collect\(\) gives"):
        score_frame(pl.DataFrame(COLUMNS).lazy(), model="linear")


def test_a_frame_without_a_usable_text_is_a_sentence(elsewhere: Path) -> None:
    with pytest.raises(PipelineError, match=r"No row of the frame has a usable text\. The first, row 0: "):
        score(pl.DataFrame({"text": [None, ""]}), model="linear")


def test_polars_is_not_loaded_where_nobody_uses_it() -> None:
    code = "import sys, pipeline.scoring.frames, pipeline.scoring.texts; sys.exit('polars' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
