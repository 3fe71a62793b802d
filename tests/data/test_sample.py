"""What the embedded sample promises in data/README.md."""

from collections import Counter
from pathlib import Path

import pytest

from pipeline.io import read_records
from pipeline.label import load_gold
from pipeline.records import SENTIMENTS, STANCES, Article, Example, Statement

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def gold(whole_sample: Path) -> list[dict[str, object]]:
    parts = load_gold(whole_sample / "gold")
    return [row for part in parts.values() for row in part]


def test_there_are_enough_articles_examples_and_targets(gold: list[dict[str, object]], whole_sample: Path) -> None:
    assert len(list(read_records(whole_sample / "articles/articles.parquet", Article))) >= 60
    assert len(gold) >= 450
    assert len({row["target"] for row in gold}) >= 40


@pytest.mark.parametrize(("column", "labels"), [("stance", STANCES), ("sentiment", SENTIMENTS)])
def test_no_class_is_rarer_than_a_fifth(gold: list[dict[str, object]], column: str, labels: tuple[str, ...]) -> None:
    counts = Counter(row[column] for row in gold)
    for label in labels:
        assert counts[label] / len(gold) >= 0.2, (label, counts)


def test_every_kind_of_statement_occurs(whole_sample: Path) -> None:
    kinds = Counter(s.kind for s in read_records(whole_sample / "statements/statements.parquet", Statement))
    assert set(kinds) == {"direct", "indirect", "mixed", "narration"}


def test_parts_share_no_article(whole_sample: Path) -> None:
    parts = load_gold(whole_sample / "gold")
    groups = [set(part["duplicate_group"]) for part in parts.values()]
    assert groups[0].isdisjoint(groups[1])


def test_every_span_stands_in_its_article(whole_sample: Path) -> None:
    articles = {a.article_id: a for a in read_records(whole_sample / "articles/articles.parquet", Article)}
    for statement in read_records(whole_sample / "statements/statements.parquet", Statement):
        assert articles[statement.article_id].text[statement.start : statement.end] == statement.content
    for example in read_records(whole_sample / "statements/examples.parquet", Example):
        text = articles[example.article_id].text
        assert text[example.text_start : example.text_start + len(example.text)] == example.text


def test_metadata_comes_out_and_boilerplate_does_not(whole_sample: Path) -> None:
    articles = list(read_records(whole_sample / "articles/articles.parquet", Article))
    assert all(a.title and a.language == "en" for a in articles)
    assert sum(a.outlet is not None for a in articles) >= 40
    for article in articles:
        for word in ("cookies", "Post a comment", "newsletter", "A+ A-", "Copyright"):
            assert word not in article.text, (article.source_path, word)


def test_an_article_without_a_country_has_no_example(whole_sample: Path) -> None:
    articles = read_records(whole_sample / "articles/articles.parquet", Article)
    choir = next(a for a in articles if "Choir" in (a.title or ""))
    examples = read_records(whole_sample / "statements/examples.parquet", Example)
    assert not any(e.article_id == choir.article_id for e in examples)
