"""What a run would cost, told before it; and how far that was from the truth, told after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import PipelineError, score_files
from pipeline.scoring import ScoreRun
from pipeline.scoring.estimating import estimate_files
from tests.scoring.small import articles, fast, table

RUN = ScoreRun(workers=2, keep_parts=True)


def test_the_truth_lies_in_the_interval_and_is_told_beside_the_estimate(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.scoring.estimating._SAMPLE_ARTICLES", 60)
    monkeypatch.setattr("pipeline.scoring.estimating._FEWEST_PORTIONS", 2)
    table("articles.parquet", articles(range(300)))
    made = estimate_files("articles.parquet", "s.parquet", config=fast(), run=RUN)
    assert 60 <= made.sampled < 200
    assert made.articles[1] <= 300 <= made.articles[2] and made.rows[1] <= 600 <= made.rows[2]
    assert not Path("s.parquet").exists() and "with 2" in str(made) and "Nothing was scored." in str(made)
    report = score_files("articles.parquet", "s.parquet", config=fast(), run=ScoreRun(workers=1, keep_parts=True))
    assert "Estimated, and true: 300 and 300 articles; 600 and 600 statements" in str(report)
    assert not Path("s.parquet.estimate.json").exists()
    with pytest.raises(PipelineError, match="Nothing is left to judge"):
        estimate_files("articles.parquet", "s.parquet", config=fast(), run=RUN)
