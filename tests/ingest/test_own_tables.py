"""What ingest writes beside or among its sources: never over one of them, and never read as one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.errors import PipelineError
from tests.ingest.test_stage import folder, ingest, story


def test_a_source_is_not_deleted_for_having_the_name_of_the_rejects(tmp_path: Path) -> None:
    source = tmp_path / "articles.rejects.jsonl"
    source.write_text(json.dumps({"text": story(1)}) + "\n")
    with pytest.raises(
        PipelineError, match=r"no table of articles that this command wrote|would be written over another file"
    ):
        ingest([source], tmp_path / "articles.parquet")
    assert source.exists()


def test_a_table_in_the_folder_that_is_read_is_no_source_of_itself(tmp_path: Path) -> None:
    raw = folder(tmp_path / "raw", range(3))
    (raw / "empty.txt").write_text("")
    ingest([raw], raw / "articles.parquet")
    folder(raw, range(4))
    report = ingest([raw], raw / "articles.parquet")
    assert (report.sources, report.new_pieces, report.articles, report.merged) == (5, 1, 4, 0)
    with pytest.raises(
        PipelineError, match=r"no table of articles that this command wrote|would be written over another file"
    ):
        ingest([raw, raw / "articles.parquet"], raw / "articles.parquet")


def test_a_table_that_ingest_did_not_write_is_not_written_over(tmp_path: Path) -> None:
    raw = folder(tmp_path / "raw", range(1))
    own = raw / "articles.csv"
    own.write_text(f'text\n"{story(2)}"\n')
    with pytest.raises(
        PipelineError, match=r"no table of articles that this command wrote|would be written over another file"
    ):
        ingest([raw], own)
