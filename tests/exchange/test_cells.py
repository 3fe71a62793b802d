from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.exchange.cells import guarded, unguarded
from pipeline.exchange.sheets import read_csv, write_csv, write_workbook
from pipeline.records import Label

STARTS = ("=", "+", "-", "@", "\t", "\r")
HOSTILE = ['=HYPERLINK("http://a.example","x")', "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\uff1d1+1"]


@given(st.text(st.sampled_from("'=+-@;\t\r\n ab")))
def test_the_guard_comes_off_without_loss(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(st.text(st.sampled_from("'=+-@;\t\r\n ab")))
def test_nothing_behind_a_separator_begins_like_a_formula(text: str) -> None:
    cell = guarded(text)
    begins = [cell[:1], *(after for before, after in pairwise(cell) if before in ";\t\r\n")]
    assert not [one for one in begins if one in STARTS]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_a_csv_file_starts_a_formula(text: str, tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    write_csv(path, [Label(text, text, "LAO", "favor", "neutral", text, text, text, speaker=text, note=text)])
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert cells.count(guarded(text)) == 7
    assert not [cell for cell in cells if cell.startswith((*STARTS, "\uff1d"))]


def test_a_workbook_holds_texts_and_neither_formulas_nor_links(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "labels.xlsx"
    write_workbook(path, [Label("a", "https://a.example", "LAO", "favor", "neutral", "=1+1", "2", "", note="=1+1")])
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert (
            "<f>" not in sheet
            and "hyperlink" not in sheet
            and not [n for n in book.namelist() if "rels" in n and "sheet1" in n]
        )


def test_a_sheet_of_somebody_else_keeps_its_apostrophes(tmp_path: Path) -> None:
    path = tmp_path / "theirs.csv"
    path.write_text("text,stance\n''quoted'' words,favor\n'=1+1,against\n'tis so,pro\n")
    assert [row.values["text"] for row in read_csv(path).rows] == ["''quoted'' words", "=1+1", "'tis so"]
