"""Views and their rows as CSV."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import PipelineError
from pipeline.report import read_columns
from pipeline.report.statements_csv import HEADER, harmless, statements_csv
from pipeline.report.view import read_view, seen
from tests.report.scores import score_row, two_sides, write_scores


@pytest.mark.parametrize(
    ("address", "rows"),
    [
        ("", 26),
        ("#from=NOR", 13),
        ("from=NOR,PER&to=CHL", 14),
        ("stance=~", 1),
        ("stance=against&kind=indirect", 9),
        ("outlet=Lago%20Post", 13),
        ("since=2024-05-01&until=2024-05-31", 9),
        ("words=BROKE", 12),
        ("words=(&unit=week&pair=USA%2CIRN", 0),
        ("example=peru", 1),
        ("from=XXX", 0),
    ],
)
def test_a_view_lets_rows_through(tmp_path: Path, address: str, rows: int) -> None:
    columns = read_columns(write_scores(tmp_path / "s.parquet", two_sides()), 100)
    assert seen(columns, read_view(address)).sum() == rows


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("form=NOR", "Did you mean 'from'"),
        ("since=May", "'May' is no date for since"),
        ("until=2024-13-01", "is no date"),
    ],
)
def test_a_view_that_is_none_is_refused(address: str, message: str) -> None:
    with pytest.raises(PipelineError, match=message):
        read_view(address)


@given(st.lists(st.text(st.characters(codec="utf-8")).filter(lambda name: name != "~"), min_size=1, max_size=4))
def test_any_names_survive_an_address(names: list[str]) -> None:
    address = "outlet=" + ",".join(quote(name, safe="") or "~" for name in names)
    assert read_view(address).lists["outlet"] == tuple(names)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00")))
def test_no_cell_is_a_formula_and_none_loses_a_letter(text: str) -> None:
    cell = harmless(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝")) and cell.removeprefix("'") == text.removeprefix(
        "'"
    )


def test_rows_are_written_as_they_are_and_formulas_are_not_run(tmp_path: Path) -> None:
    text = '=cmd()|" /C calc"!A0,\nnext'
    rows = [score_row(text=text, speaker="@SUM(1)", title="-1+1", outlet=None), score_row("against")]
    columns = read_columns(write_scores(tmp_path / "s.parquet", rows), 10)
    header, first, second = csv.reader(io.StringIO(statements_csv(columns, seen(columns, read_view("")))))
    found = dict(zip(header, first, strict=True))
    assert (
        tuple(header) == HEADER
        and found["text"] == "'" + text
        and found["speaker"] == "'@SUM(1)"
        and found["title"] == "'-1+1"
    )
    assert found["outlet"] == "" and found["p_favor"] == "0.8000" and second[header.index("stance")] == "against"
