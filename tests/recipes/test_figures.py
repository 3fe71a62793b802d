"""Every printed figure that says where it comes from is what its file of figures has."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import figures
import leaderboard
import pytest
from ship import SHIPPED, card

MODELS = [name for name, shipped in SHIPPED.items() if shipped.description]


@pytest.mark.parametrize("page", figures.PRINTED_IN, ids=lambda page: page.name)
def test_a_page_prints_what_was_measured(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert figures.with_figures(text)[0] == text, "run `python recipes/figures.py`"


@pytest.mark.parametrize(("page", "least"), [("README.md", 26), ("docs/models.md", 50), ("docs/extract.md", 125)])
def test_the_main_tables_say_where_their_figures_come_from(page: str, least: int) -> None:
    _, addresses = figures.with_figures((figures.PROJECT / page).read_text(encoding="utf-8"))
    assert len(addresses) >= least


@pytest.mark.parametrize("name", MODELS)
def test_a_card_is_its_template_filled_with_what_was_measured(name: str) -> None:
    written = (figures.PROJECT / "pipeline/shipped" / name / "README.md").read_text(encoding="utf-8")
    assert written == card(name), f"run `python recipes/ship.py {name} --card`"


def test_the_leaderboard_is_what_the_result_files_say() -> None:
    written = (figures.PROJECT / "recipes/LEADERBOARD.md").read_text(encoding="utf-8")
    assert written == leaderboard.leaderboard(), "run `python recipes/leaderboard.py`"


@pytest.fixture
def measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    interval = {"value": 0.80074, "low": 0.7792, "high": 0.8204}
    (tmp_path / "tagger.json").write_text(json.dumps({"f1": interval, "articles": 1461, "missed": 0.046}))
    (tmp_path / "rules.json").write_text(json.dumps({"f1": 0.5, "articles": 84}))
    monkeypatch.setattr(figures, "RESULTS", tmp_path)
    figures.results.cache_clear()
    yield
    figures.results.cache_clear()


@pytest.mark.usefixtures("measured")
def test_a_figure_keeps_its_form() -> None:
    for before, after in (
        ("0.9 [0.8, 0.99]<!-- tagger/f1 -->", "0.8 [0.8, 0.8]<!-- tagger/f1 -->"),
        ("**0.802**<!-- tagger/f1 -->.", "**0.801**<!-- tagger/f1 -->."),
        ("of 9,999<!-- tagger/articles --> pairs", "of 1,461<!-- tagger/articles --> pairs"),
        ("9.9 %<!-- tagger/missed -->", "4.6 %<!-- tagger/missed -->"),
        ("0.5 of what has no comment", "0.5 of what has no comment"),
    ):
        assert figures.with_figures(before)[0] == after


@pytest.mark.usefixtures("measured")
def test_in_a_table_column_and_row_together_name_a_figure() -> None:
    head = "<!-- figures: tagger | - | rules -->\n| | a | before | b |\n|---|---|---|---|\n"
    renewed, addresses = figures.with_figures(
        f"{head}| F1 <!-- f1 --> | 0.10 [0.00, 0.20] | 0.3 | 0.1 |\n| other | 1 | 2 | 3 |\n"
    )
    assert renewed == f"{head}| F1 <!-- f1 --> | 0.80 [0.78, 0.82] | 0.3 | 0.5 |\n| other | 1 | 2 | 3 |\n"
    assert addresses == ["tagger/f1", "rules/f1"]
    turned = "<!-- figures: f1 | articles -->\n| | F1 | n |\n|---|---|---|\n| rules <!-- rules --> | 0.9 | – |\n\n| x <!-- y --> | 9 |"
    assert figures.with_figures(turned) == (turned.replace("0.9", "0.5"), ["rules/f1"])


@pytest.mark.usefixtures("measured")
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\n0.1<!-- tagger/f2 -->", "line 2: there is no tagger/f2"),
        ("0.1<!-- parser/f1 -->", "there is no .*parser.json"),
        ("0.1 [0.0, 0.2]<!-- rules/f1 -->", "it has no interval"),
    ],
)
def test_a_figure_that_nothing_measured_is_named(text: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "PROJECT", figures.RESULTS)
    with pytest.raises(figures.FigureError, match=message):
        figures.with_figures(text)
