from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.config import load_config
from pipeline.extract import extract_articles
from pipeline.records import Article


def articles(number: int, read: list[int] | None = None) -> Iterator[Article]:
    for i in range(number):
        if read is not None:
            read.append(i)
        text = f"“Uganda is late,” Kenya’s minister number {i} said. He thanked Norway. Nobody else spoke."
        yield Article(f"id{i}", "a", ["a"], None, None, None, None, "en", [], text, "id")


@pytest.mark.slow
@pytest.mark.parametrize("method", ["rules", "tagger"])
def test_any_number_of_workers_finds_the_same_in_the_same_order(method: str) -> None:
    config = load_config().extract.model_copy(update={"method": method, "pairs": "named"})
    one, two = (list(extract_articles(articles(80), config, workers)) for workers in (1, 2))
    assert one == two
    assert [e.article.article_id for e in two] == [f"id{i}" for i in range(80)]


@pytest.mark.slow
def test_articles_are_read_no_faster_than_statements_are_taken() -> None:
    read: list[int] = []
    config = load_config().extract.model_copy(update={"method": "rules", "pairs": "named"})
    found = extract_articles(articles(10_000, read), config, 2)
    next(found)
    assert len(read) < 200
    found.close()


@pytest.mark.slow
def test_the_commands_give_the_same_bytes_for_any_number_of_workers(stance, elsewhere: Path) -> None:
    for i in range(70):
        (elsewhere / f"{i}.txt").write_text(f"Envoys meet\n\nKenya’s minister number {i} thanked Uganda for its help.")
    assert stance("ingest", ".", "--out", "articles.parquet").code == 0
    for workers in (1, 2):
        assert stance("extract", "articles.parquet", "--out", f"s{workers}.parquet", "--workers", workers).code == 0
        assert stance("score", "articles.parquet", "--out", f"scores{workers}.parquet", "--workers", workers).code == 0
    for name in ("s", "scores"):
        assert Path(f"{name}1.parquet").read_bytes() == Path(f"{name}2.parquet").read_bytes()
    assert b"tagger" in pq.read_schema("s1.parquet").metadata[b"extract_method"]
    assert stance("extract", "articles.parquet", "--out", "s.parquet", "--workers", 0).code == 2
