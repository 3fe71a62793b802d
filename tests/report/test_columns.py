"""What is read of a score table, and what is said where it cannot be."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import PipelineError
from pipeline.report import read_columns
from pipeline.report.periods import Unit
from pipeline.report.tables import by_name, largest, matrix, overall, trend
from tests.report.scores import score_row, two_sides, write_scores


@pytest.mark.parametrize("suffix", [".parquet", ".csv", ".jsonl"])
def test_every_format_gives_the_same_numbers(tmp_path: Path, suffix: str) -> None:
    columns = read_columns(write_scores(tmp_path / f"s{suffix}", two_sides()), 1000)
    cells = matrix(columns)
    assert len(columns) == 26 and cells["NOR", "CHL"].rows == 12 and cells["NOR", "CHL"].mean == pytest.approx(0.75)
    assert cells["CHL", "NOR"].mean < 0 and cells["PER", "CHL"].low is None and cells["PER", "CHL"].few()
    assert largest(cells, 2) == ["CHL", "NOR"] and overall(columns).rows == 25
    assert list(trend(columns, Unit.month)) == ["2024-04", "2024-05", "2024-06"]
    assert by_name(columns, "kind")["indirect"].rows == 12


def test_rows_of_one_article_stand_together(tmp_path: Path) -> None:
    rows = [score_row(article_id=name, example_id=f"{name}{n}") for n in range(3) for name in ("b", "a")]
    columns = read_columns(write_scores(tmp_path / "s.parquet", rows), 1000)
    assert columns.article.tolist() == [0, 0, 0, 1, 1, 1] and columns.example_ids[:3] == ["b0", "b1", "b2"]


def test_a_sample_is_the_same_each_time_and_another_with_another_seed(tmp_path: Path) -> None:
    path = write_scores(tmp_path / "s.parquet", two_sides())
    one, again, other = (read_columns(path, 1000, 10, seed) for seed in (0, 0, 1))
    assert one.example_ids == again.example_ids != other.example_ids
    assert len(one) == 10 and one.is_sample and one.rows_in_table == 26
    assert not read_columns(path, 1000, 100).is_sample


def test_dates_that_name_no_day_are_none(tmp_path: Path) -> None:
    dates = ["2024-05-06", "2024-05-06T10:00:00Z", "2024", "2024-02-31", "", None, "yesterday"]
    rows = [score_row(article_id=str(n), published=date, example_id=str(n)) for n, date in enumerate(dates)]
    columns = read_columns(write_scores(tmp_path / "s.parquet", rows), 100)
    assert (columns.day != columns.no_date).tolist() == [True, True, False, False, False, False, False]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"stance": "pro"}, "row 2: 'pro' is no stance"),
        ({"p_favor": 3.0}, "row 2: p_favor 3"),
        ({"start": -1}, "row 2: has no 'start'"),
    ],
)
def test_a_wrong_value_is_told_by_its_row(tmp_path: Path, changes: dict[str, object], message: str) -> None:
    path = write_scores(tmp_path / "s.parquet", [score_row(), score_row() | changes])
    with pytest.raises(PipelineError, match=message):
        read_columns(path, 100)


def test_tables_that_say_nothing_are_refused(tmp_path: Path) -> None:
    good = [score_row(), score_row("against")]
    path = write_scores(tmp_path / "s.parquet", [{k: v for k, v in row.items() if k != "target"} for row in good])
    with pytest.raises(
        PipelineError, match=r"no column 'target', so it is no table of scores, or one of another version"
    ):
        read_columns(path, 100)
    with pytest.raises(PipelineError, match=r"has 2 rows, and a page holds 1\. .*--sample .*--max-rows"):
        read_columns(write_scores(tmp_path / "t.parquet", good), 1)
    with pytest.raises(PipelineError, match=r"has more than 1 rows"):
        read_columns(write_scores(tmp_path / "t.csv", good), 1)
    with pytest.raises(PipelineError, match="holds no rows"):
        import pandas as pd

        pd.read_parquet(tmp_path / "t.parquet").head(0).to_parquet(tmp_path / "e.parquet")
        read_columns(tmp_path / "e.parquet", 1)
    with pytest.raises(PipelineError, match="no such file"):
        read_columns(tmp_path / "none.parquet", 1)


def test_a_table_from_before_a_column_is_read(tmp_path: Path) -> None:
    later = ("mode", "headline", "alleged", "organisation", "title", "outlet", "published")
    rows = [{k: v for k, v in row.items() if k not in later} for row in two_sides()]
    columns = read_columns(write_scores(tmp_path / "s.parquet", rows), 100)
    assert not np.any(columns.flags["headline"]) and trend(columns, Unit.week) == {}
