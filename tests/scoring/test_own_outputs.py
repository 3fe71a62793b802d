"""Tables of scores that lie among the articles, and what lies beside them, are no articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import ScoreReport, score_files
from pipeline.scoring import ScoreRun
from tests.scoring.small import article, fast


def write(folder: Path, numbers: range) -> None:
    folder.mkdir(exist_ok=True)
    for number in numbers:
        (folder / f"{number}.txt").write_text(article(number).text, encoding="utf-8")


def scored(inputs: str, out: str) -> ScoreReport:
    return score_files(inputs, out, config=fast(), run=ScoreRun(workers=1))


@pytest.mark.parametrize(
    ("inputs", "out"),
    [
        ("data", "data/s.csv"),
        ("./data", "data/s.parquet"),
        ("data", "data/deep/../s.csv"),
        (".", "s.parquet"),
        ("data", "data/out"),
    ],
)
def test_a_table_among_its_own_articles_is_complete_the_second_time(elsewhere: Path, inputs: str, out: str) -> None:
    write(elsewhere / "data", range(5))
    (elsewhere / "data" / "deep").mkdir()
    first = scored(inputs, out)
    assert (first.articles, first.rows, first.aside.rejects) == (5, 10, [])
    before = (elsewhere / out).read_bytes() if (elsewhere / out).is_file() else None
    again = scored(inputs, out)
    assert again.complete_before and again.articles == 5
    assert before is None or (elsewhere / out).read_bytes() == before


def test_nor_is_it_one_of_another_table(elsewhere: Path) -> None:
    write(elsewhere / "data", range(5))
    scored("data", "data/a.parquet")
    other = scored("data", "data/b.csv")
    assert (other.articles, other.rows, other.aside.rejects) == (5, 10, [])


def test_the_parts_of_one_that_is_in_the_making_are_none_either(elsewhere: Path) -> None:
    write(elsewhere / "data", range(5))
    parts = elsewhere / "data" / "a.parquet.parts"
    parts.mkdir()
    (parts / "run.json").write_text("{}")
    (parts / "notes.txt").write_text(article(77).text)
    assert scored("data", "s.csv").articles == 5


def test_what_only_has_such_a_name_is_an_article(elsewhere: Path) -> None:
    write(elsewhere / "data", range(2))
    write(elsewhere / "data" / "old.parts", range(2, 4))
    (elsewhere / "data" / "x.manifest.jsonl").write_text("no manifest\n")
    assert scored("data", "s.csv").articles == 4
