"""What a run says of the data that it was made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.tracking.versions import dvc_hash

LOCK = """
schema: '2.0'
stages:
  ingest:
    outs: [{path: data/articles, hash: md5, md5: 0a1b.dir, size: 3}]
  evaluate:
    outs: [{path: data/evaluation/metrics.json, hash: md5, md5: 2c3d, size: 3}]
"""


@pytest.mark.parametrize(
    ("path", "hash_"),
    [
        ("data/articles", "0a1b.dir"),
        ("data/articles/articles.parquet", "0a1b.dir"),
        ("data/evaluation/metrics.json", "2c3d"),
        ("data/evaluation", None),
        ("data/articles-of-others/a.parquet", None),
    ],
)
def test_the_hash_is_that_of_the_output_or_of_the_folder_that_holds_it(
    elsewhere: Path, path: str, hash_: str | None
) -> None:
    Path("dvc.lock").write_text(LOCK, encoding="utf-8")
    assert dvc_hash(Path(path)) == hash_


def test_without_a_lock_there_is_none(elsewhere: Path) -> None:
    assert dvc_hash(Path("data/articles")) is None
