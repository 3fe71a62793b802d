"""Tables as input: of articles that other tools wrote, and of examples."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline import PipelineError, ScoreReport, score_files
from pipeline.extract import stage
from pipeline.scoring import ScoreRun, desk
from pipeline.scoring.selection import Selection, read_where
from tests.scoring.small import articles, fast, table

RUN = ScoreRun(workers=1)


def scored(inputs: Any, out: str, run: ScoreRun = RUN) -> ScoreReport:
    return score_files(inputs, out, config=fast(), run=run)


class TestTablesOfOtherTools:
    def test_lists_and_texts_of_polars(self, elsewhere: Path) -> None:
        polars = pytest.importorskip("polars")
        polars.read_parquet(table("articles.parquet", articles(range(6)))).write_parquet("polars.parquet")
        assert scored("polars.parquet", "s.parquet").rows == 12

    @pytest.mark.parametrize("where", [None, "published >= 2019"])
    def test_dates_that_pandas_made_of_a_column(self, elsewhere: Path, where: str | None) -> None:
        frame = pd.read_parquet(table("articles.parquet", articles(range(6))))
        frame["published"] = pd.to_datetime(frame.published)
        frame.to_parquet("dates.parquet")
        report = scored(
            "dates.parquet", "s.parquet", ScoreRun(workers=1, selection=read_where(where) if where else Selection())
        )
        assert report.rows == (8 if where else 12) and not report.aside.rejects
        assert set(pd.read_parquet("s.parquet").published.str.len()) == {10}

    def test_a_row_of_the_wrong_type_takes_no_others_along(
        self, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        given = list(articles(range(5)))
        table("articles.parquet", given)
        made = desk.table_of

        def of_texts_alone(rows: Any) -> Any:
            if any(row.article_id == given[2].article_id for row in rows):
                raise TypeError("no text")
            return made(rows)

        monkeypatch.setattr(desk, "table_of", of_texts_alone)
        report = scored("articles.parquet", "s.parquet")
        assert (report.records, report.articles, report.rows, len(report.aside.rejects)) == (5, 4, 8, 1)
        assert len(pd.read_parquet("s.parquet")) == 8


class TestExamples:
    @pytest.fixture
    def examples(self, elsewhere: Path) -> str:
        path = Path(table("archive.parquet", articles(range(100))))
        stage.run(fast(), path, Path("statements.parquet"), Path("examples.parquet"))
        return "examples.parquet"

    def test_conditions_hold_for_them_too(self, examples: str) -> None:
        asked = pd.read_parquet(examples).article_id.iloc[0]
        run = ScoreRun(workers=1, selection=read_where(f"article_id == '{asked}'"))
        scored(examples, "s.parquet", run)
        assert set(pd.read_parquet("s.parquet").article_id) == {asked}

    def test_a_condition_on_what_they_do_not_say_is_refused(self, examples: str) -> None:
        with pytest.raises(PipelineError, match="a table of examples has no column outlet"):
            scored(examples, "s.parquet", ScoreRun(workers=1, selection=read_where("outlet == 'The Lake'")))

    def test_statements_that_are_put_beside_them_are_noticed(self, examples: str) -> None:
        Path("statements.parquet").rename("kept.parquet")
        scored(examples, "s.parquet")
        assert pd.read_parquet("s.parquet").speaker_role.isna().all()
        Path("kept.parquet").rename("statements.parquet")
        assert not scored(examples, "s.parquet").complete_before
        assert pd.read_parquet("s.parquet").speaker_role.notna().any()
