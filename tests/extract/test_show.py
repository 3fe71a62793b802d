from pathlib import Path

import pytest

ARTICLE = """Envoys meet

Kenyan minister Musa Karanja thanked Uganda for its help. “Rwanda has [31mbetrayed us,” Karanja said. [bold]No.
"""


@pytest.fixture
def article(elsewhere: Path) -> Path:
    (elsewhere / "a.txt").write_text(ARTICLE)
    return elsewhere / "a.txt"


def test_an_article_is_shown_with_numbered_statements_and_a_table(stance, article: Path) -> None:
    shown = stance("extract", "--show", article)
    assert shown.code == 0, shown.err
    assert "thanked Uganda for its help[1]" in shown.out
    assert "Musa Karanja, minister" in shown.out and "KEN (title)" in shown.out and "RWA" in shown.out
    assert [p.name for p in Path().iterdir()] == ["a.txt"]


def test_what_an_article_holds_cannot_steer_the_terminal(stance, article: Path) -> None:
    shown = stance("extract", "--show", article).out
    assert "\x1b" not in shown
    assert "[bold]No." in shown


def test_without_show_the_output_must_be_named(stance, article: Path) -> None:
    result = stance("extract", article)
    assert result.code == 2 and "--out" in result.err and "--show" in result.err


def test_a_file_that_cannot_be_shown_says_why(stance, elsewhere: Path) -> None:
    (elsewhere / "empty.txt").touch()
    result = stance("extract", "--show", "empty.txt")
    assert result.code == 2 and "empty" in result.err


def test_show_and_out_exclude_each_other(stance, article: Path) -> None:
    result = stance("extract", "--show", article, "--out", "x.parquet")
    assert result.code == 2 and "--show writes nothing" in result.err


def test_a_text_is_no_articles_table(stance, article: Path) -> None:
    result = stance("extract", article, "--out", "x.parquet")
    assert result.code == 2 and "stance ingest" in result.err and "--show" in result.err


def test_outputs_are_not_written_over_inputs(stance, article: Path) -> None:
    assert stance("ingest", article, "--out", "articles.parquet").code == 0
    before = Path("articles.parquet").read_bytes()
    for more in (
        ["--out", "articles.parquet"],
        ["--out", "s.parquet", "--examples", "articles.parquet"],
        ["--out", "s.parquet", "--examples", "s.parquet"],
    ):
        result = stance("extract", "articles.parquet", *more)
        assert result.code == 2 and "would be written over" in result.err
    assert Path("articles.parquet").read_bytes() == before


def test_another_language_says_why_nothing_is_shown(stance, elsewhere: Path) -> None:
    (elsewhere / "a.txt").write_text(
        "Norwegen\n\n„Norwegen ist unser Freund“, sagte der finnische Minister am Montag in Helsinki."
    )
    assert "it is in 'de'" in stance("extract", "--show", "a.txt").err
