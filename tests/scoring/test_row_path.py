"""One row's path, from the page to the probability."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from pipeline import PipelineError, score_files
from pipeline.scoring import ScoreRun
from pipeline.scoring.row_path import path_of_row
from tests.scoring.small import articles, fast, table

RUN = ScoreRun(workers=1)


def first_row(out: str) -> str:
    frame = pd.read_parquet(out) if out.endswith(".parquet") else pd.read_csv(out)
    return str(frame[frame.target == "RWA"].example_id.iloc[0])


@pytest.mark.parametrize("out", ["s.parquet", "s.csv"])
def test_it_goes_from_the_table_of_articles_to_the_probabilities(elsewhere: Path, out: str) -> None:
    table("articles.parquet", articles(range(6)))
    score_files("articles.parquet", out, config=fast(), run=RUN)
    told = str(path_of_row(first_row(out), out, fast()))
    assert told.startswith("Musa Karanja (KEN) → RWA: against")
    for part in (
        "page        pages/0000.txt (The Lake, 2018-01-11)",
        "characters, language en: Envoys meet for the 0th time",
        "[ Rwanda has betrayed us ] ,” Kenya’s president",
        "cue         said",
        "speaker     Musa Karanja, president",
        "target      RWA, named “Rwanda” at",
        "passage",
        "stance      favor 0.",
        "made by     model ",
    ):
        assert part in told, part


def test_it_finds_the_file_and_says_where_that_is_gone(elsewhere: Path) -> None:
    Path("in").mkdir()
    for number, record in enumerate(articles(range(3))):
        Path(f"in/{number}.txt").write_text(record.text, encoding="utf-8")
    score_files("in", "s.parquet", config=fast(), run=RUN)
    row = first_row("s.parquet")
    assert path_of_row(row, "s.parquet", fast()).example is not None
    for path in Path("in").iterdir():
        path.unlink()
    assert "The article is no longer found at in/" in str(path_of_row(row, "s.parquet", fast()))


def test_what_is_not_there_is_a_sentence(elsewhere: Path) -> None:
    with pytest.raises(PipelineError, match=r"nothing\.parquet: no such table"):
        path_of_row("x", "nothing.parquet", fast())
    table("articles.parquet", articles(range(2)))
    score_files("articles.parquet", "s.parquet", config=fast(), run=RUN)
    with pytest.raises(PipelineError, match="has no row x"):
        path_of_row("x", "s.parquet", fast())
