from pathlib import Path

import pytest

ARTICLE = """Envoys meet

Kenyan minister Musa Karanja thanked Uganda for its help. “Rwanda has [31mbetrayed us,” Karanja said. [bold]No.[/bold]
"""


@pytest.fixture
def article(elsewhere: Path) -> Path:
    (elsewhere / "a.txt").write_text(ARTICLE)
    return elsewhere / "a.txt"


def test_an_article_is_shown_with_numbered_statements_and_a_table(stance, article: Path) -> None:  # type: ignore[no-untyped-def]
    shown = stance("extract", "--show", article)
    assert shown.code == 0, shown.err
    assert "thanked Uganda for its help[1]" in shown.out
    assert "Musa Karanja, minister" in shown.out and "KEN (title)" in shown.out and "RWA" in shown.out
    assert [p.name for p in Path().iterdir()] == ["a.txt"]


def test_what_an_article_holds_cannot_steer_the_terminal(stance, article: Path) -> None:  # type: ignore[no-untyped-def]
    shown = stance("extract", "--show", article).out
    assert "\x1b" not in shown
    assert "[bold]No.[/bold]" in shown


def test_without_show_the_output_must_be_named(stance, article: Path) -> None:  # type: ignore[no-untyped-def]
    result = stance("extract", article)
    assert result.code == 2 and "--out" in result.err and "--show" in result.err


def test_a_file_that_cannot_be_shown_says_why(stance, elsewhere: Path) -> None:  # type: ignore[no-untyped-def]
    (elsewhere / "empty.txt").touch()
    assert "empty" in stance("extract", "--show", "empty.txt").err
